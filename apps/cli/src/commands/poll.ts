import { closePublisherAgents, closeReaders } from '@rasid/web-client'
import { type OnceReport, pollOnce } from '@rasid/worker'
import type { Command } from 'commander'
import { roleLog, withSystem } from '../open-system.ts'
import { EXIT, say, write } from '../output.ts'
import type { Cli } from '../program.ts'
import { prepareStore } from '../run-role.ts'
import { workerDeps } from '../worker-deps.ts'

/** `rasid poll --once` */
export function addPoll(root: Command, cli: Cli): void {
  root
    .command('poll')
    .description('visit every feed that is due, once, and sum up')
    .requiredOption('--once', 'end after one round (rasid worker goes on)')
    .option('--json', 'the sum as one JSON document')
    .addHelpText('after', '\nExample:\n  rasid poll --once')
    .action((options: { json?: boolean }) => poll(cli, options))
}

async function poll(cli: Cli, { json }: { json?: boolean }): Promise<void> {
  const asked = new AbortController()
  cli.onStop(() => asked.abort())
  const report = await withSystem(cli, 'poll', async ({ settings, database }) => {
    const { db } = database.store
    await prepareStore(db)
    const log = roleLog({ ...settings, logLevel: settings.logLevel === 'info' ? 'warn' : settings.logLevel }, database)
    const onPolled = ({ feed, outcome, note }: OnceReport['reports'][number]) =>
      say(cli.streams, `${feed.outlet}\n  ${outcome}: ${note}`)
    try {
      return await pollOnce(workerDeps(settings, database, log), { onPolled, signal: asked.signal })
    } finally {
      await Promise.allSettled([closeReaders(), closePublisherAgents()])
    }
  })
  await write(cli.streams.out, json ? `${JSON.stringify(summary(report))}\n` : forPeople(report))
  if (report.lowDisk) say(cli.streams, LOW_DISK)
  if (report.lowDisk || report.reached < report.polled) cli.exitWith(EXIT.badInput)
}

const LOW_DISK =
  'No feed was visited: the disk is low, and what is left of it is kept for sending and for the database. rasid doctor says how much is free; rasid prune makes room.'

function summary({ polled, reached, items, added, edited, core, related, outage, lowDisk, pages }: OnceReport) {
  return { polled, reached, items, added, edited, core, related, outage, lowDisk, pages: pages.length }
}

function forPeople(report: OnceReport): string {
  const { polled, reached, items, added, edited, core, related, outage, pages } = summary(report)
  const sum = `${reached} of ${polled} due feeds reached, ${items} items, ${added} new, ${edited} edited, ${pages} pages read; matches: ${core} core, ${related} related\n`
  return outage ? `${sum}No feed answers: looks like no internet. None was marked broken.\n` : sum
}
