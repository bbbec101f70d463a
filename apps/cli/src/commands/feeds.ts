import { readFile } from 'node:fs/promises'
import { addFeed, exportFeeds, feedHealth, importFeeds, listFeeds } from '@rasid/operations'
import type { Feed } from '@rasid/store'
import { closePublisherAgents, closeReaders, failureWords, maskUrl } from '@rasid/web-client'
import type { Command } from 'commander'
import { withSystem } from '../open-system.ts'
import { CommandError, EXIT, say, write } from '../output.ts'
import { type PrintOptions, printRows } from '../print.ts'
import type { Cli } from '../program.ts'
import { visitorOf } from '../visitor.ts'
import { addFeedCare } from './feed-care.ts'
import { addFeedSource } from './feed-source.ts'
import { addInspect } from './inspect.ts'

// Commands act in the name of whoever may start them; the audit log says so.
const ACTOR = 'terminal'
const ALL = 100_000

/** `rasid feeds list|add|import|export|inspect`, and what feed-care.ts and feed-source.ts add. */
export function addFeeds(root: Command, cli: Cli): void {
  const feeds = root
    .command('feeds')
    .description('the feeds that are followed')
    .addHelpText('after', '\nExamples:\n  rasid feeds list\n  rasid feeds add https://example.org/')
  feeds
    .command('list')
    .description('every feed with its health, the troubled ones first')
    .option('--json', 'one JSON document')
    .option('--jsonl', 'one JSON object a line')
    .option('--csv', 'a table with a header line, as RFC 4180 has it')
    .addHelpText('after', '\nExamples:\n  rasid feeds list\n  rasid feeds list --csv > feeds.csv')
    .action((options: PrintOptions) => list(cli, options))
  feeds
    .command('add')
    .description('follow a feed, or the feed that a site offers')
    .argument('<url>', 'address of a feed or of a site')
    .option('--outlet <name>', 'the publisher, as readers know it')
    .addHelpText('after', '\nExample:\n  rasid feeds add https://example.org/ --outlet "وسيلة المثال"')
    .action((url: string, options: { outlet?: string }) => add(cli, url, options.outlet))
  feeds
    .command('import')
    .description('follow the feeds of an OPML list')
    .argument('<file>', 'the list')
    .addHelpText('after', '\nExample:\n  rasid feeds import subscriptions.opml')
    .action((file: string) => importList(cli, file))
  feeds
    .command('export')
    .description('the feeds as an OPML list, addresses whole')
    .addHelpText('after', '\nExample:\n  rasid feeds export > feeds.opml')
    .action(async () =>
      write(cli.streams.out, `${await withSystem(cli, 'feeds', ({ database }) => exportFeeds(database.store.db))}\n`),
    )
  addFeedCare(feeds, cli)
  addFeedSource(feeds, cli)
  addInspect(feeds, cli)
}

async function list(cli: Cli, options: PrintOptions): Promise<void> {
  const { feeds } = await withSystem(cli, 'feeds', ({ database }) =>
    listFeeds(database.store.db, { page: 0, pageSize: ALL }),
  )
  const asked = options.json || options.jsonl || options.csv
  if (!asked && feeds.length === 0)
    say(cli.streams, 'No feeds yet: rasid feeds add URL, or rasid feeds import list.opml')
  await printRows(cli.streams, feeds.map(rowOf), options, (row) =>
    [row.outlet, `  #${row.id} ${row.health}${row.next ? ` (${row.next})` : ''}`, `  ${row.url}`].join('\n'),
  )
}

function rowOf(feed: Feed) {
  const { what, next } = feedHealth(feed, 'en')
  const { id, outlet, status, failures, lastVisitAt, lastSuccessAt, lastNewAt, nextCheckAt } = feed
  return {
    id,
    outlet,
    url: maskUrl(feed.url),
    status,
    health: what,
    next,
    failures,
    lastVisitAt,
    lastSuccessAt,
    lastNewAt,
    nextCheckAt,
  }
}

async function add(cli: Cli, url: string, outlet: string | undefined): Promise<void> {
  const outcome = await withSystem(cli, 'feeds', async ({ settings, database }) => {
    try {
      const deps = { db: database.store.db, visitor: visitorOf(settings) }
      return await addFeed(deps, { url, actor: ACTOR, ...(outlet !== undefined && { outlet }) })
    } finally {
      await Promise.allSettled([closeReaders(), closePublisherAgents()])
    }
  })
  switch (outcome.kind) {
    case 'added': {
      await write(cli.streams.out, `Added #${outcome.id}\n${outcome.outlet}\n${maskUrl(outcome.url)}\n`)
      for (const other of outcome.others) say(cli.streams, `The site offers another feed too: ${maskUrl(other.url)}`)
      return
    }
    case 'known':
      return write(cli.streams.out, `Followed already as #${outcome.id}\n${outcome.outlet}\n${maskUrl(outcome.url)}\n`)
    case 'no-feed': {
      const { what, next } = failureWords({ reason: outcome.discovery.reason }, 'en')
      throw new CommandError(`No feed there: ${what}. ${next}.`)
    }
    default:
      return outcome satisfies never
  }
}

async function importList(cli: Cli, file: string): Promise<void> {
  const opml = await readFile(file, 'utf8').catch(() => {
    throw new CommandError(`There is no file ${file}.`, EXIT.usage)
  })
  const { added, known, problems } = await withSystem(cli, 'feeds', ({ settings, database }) =>
    importFeeds(database.store.db, opml, { actor: ACTOR, allowHosts: settings.allowHosts }),
  )
  await write(cli.streams.out, `${added.length} added, ${known.length} followed already, ${problems.length} refused\n`)
  for (const { line, code, detail } of problems)
    say(cli.streams, `${file}:${line}: ${code}${detail ? `: ${detail}` : ''}`)
  if (problems.length > 0) cli.exitWith(EXIT.badInput)
}
