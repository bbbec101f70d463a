import { assignArticle, type RematchOutcome, rematch, rulesInForce } from '@rasid/operations'
import type { Command } from 'commander'
import { withSystem } from '../open-system.ts'
import { EXIT, say, write } from '../output.ts'
import { countUpTo } from '../parse-options.ts'
import type { Cli } from '../program.ts'
import { authorOf } from './topic-apply.ts'
import { namingFiles } from './topic-problems.ts'
import { progressBar } from './topic-progress.ts'

interface RematchOptions {
  all?: boolean
  batch: number
  author?: string
  json?: boolean
}

/** `rasid topic rematch` */
export function addTopicRematch(topic: Command, cli: Cli): void {
  topic
    .command('rematch')
    .description('re-score the stored articles by the rules in force; goes on where a killed run ended')
    .option('--all', 'also articles that these very rules judged (after an update of Rasid itself)')
    .option('--batch <n>', 'articles in one transaction', countUpTo(5000), 200)
    .option('--author <name>', 'who does it, for the audit log')
    .option('--json', 'one JSON document')
    .addHelpText('after', NOTES)
    .action((options: RematchOptions) => namingFiles(() => run(cli, options)))
}

const NOTES = `
What is newly found is like the archive: shown and in its story, never alerted.

Example:
  rasid topic rematch`

async function run(cli: Cli, { all, batch, author, json }: RematchOptions): Promise<void> {
  const asked = new AbortController()
  cli.onStop(() => asked.abort())
  const bar = progressBar(cli.streams, 'Articles')
  const outcome = await withSystem(cli, 'topic', async ({ database }) => {
    const { db } = database.store
    const deps = {
      ...{ db, rules: await rulesInForce(db), assign: assignArticle, now: () => new Date(), signal: asked.signal },
      onProgress: ({ counts, total }: { counts: { judged: number }; total: number }) => bar(counts.judged, total),
    }
    return rematch(deps, { author: authorOf(author), batch, everything: all === true })
  })
  await write(cli.streams.out, json ? `${JSON.stringify(outcome, null, 2)}\n` : inWords(outcome))
  if (outcome.counts.newCore > 0)
    say(cli.streams, `${outcome.counts.newCore} newly core: shown and in their stories, never alerted.`)
  if (outcome.kind === 'stopped') {
    say(cli.streams, `Stopped with ${outcome.left} to go; rasid topic rematch goes on from here.`)
    cli.exitWith(EXIT.badInput)
  }
}

function inWords(outcome: RematchOutcome): string {
  const { judged, added, lost, raised, lowered } = outcome.counts
  const again = outcome.kind === 'done' && outcome.resumed ? ' (went on where an earlier run ended)' : ''
  return `${judged} articles re-scored${again}: ${added} newly matched, ${lost} no longer matched, ${raised} raised to core, ${lowered} lowered\n`
}
