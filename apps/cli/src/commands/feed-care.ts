import {
  changeFeed,
  changeFeedSettings,
  type FeedAction,
  type FeedTrouble,
  feedTroubles,
  replaceFeed,
  type TroubleKind,
  troubleWords,
} from '@rasid/operations'
import type { FeedSettings } from '@rasid/store'
import { closePublisherAgents, closeReaders, failureWords, maskUrl } from '@rasid/web-client'
import { type Command, InvalidArgumentError } from 'commander'
import { withSystem } from '../open-system.ts'
import { CommandError, EXIT, write } from '../output.ts'
import { type PrintOptions, printRows } from '../print.ts'
import type { Cli } from '../program.ts'
import { visitorOf } from '../visitor.ts'

const ACTOR = 'terminal'

/** `rasid feeds health|set|replace|pause|resume|check|remove` */
export function addFeedCare(feeds: Command, cli: Cli): void {
  feeds
    .command('health')
    .description('the feeds that need a look: broken, gone, silent, with gaps; and what each is worth')
    .option('--json', 'one JSON document')
    .option('--jsonl', 'one JSON object a line')
    .option('--csv', 'a table with a header line, as RFC 4180 has it')
    .addHelpText('after', '\nExample:\n  rasid feeds health')
    .action((options: PrintOptions) => health(cli, options))
  feeds
    .command('set')
    .description('give a feed another outlet, user agent or interval')
    .argument('<id>', 'as feeds list shows it', feedId)
    .option('--outlet <name>', 'the publisher, as readers know it')
    .option('--user-agent <text>', 'how we appear to this publisher; default: our own name')
    .option('--interval <span>', 'from 5m to 6h; auto: learned from its rhythm', interval)
    .addHelpText(
      'after',
      '\nExample:\n  rasid feeds set 12 --user-agent "Mozilla/5.0 (compatible; Rasid)" --interval 30m',
    )
    .action((id: number, options: SetOptions) => set(cli, id, options))
  feeds
    .command('replace')
    .description(
      'give a feed another address (or that of the feed its site offers), keeping what is known of its items',
    )
    .argument('<id>', 'as feeds list shows it', feedId)
    .argument('<url>', 'the new address')
    .addHelpText('after', '\nExample:\n  rasid feeds replace 12 https://example.org/new-feed.xml')
    .action((id: number, url: string) => replace(cli, id, url))
  addAction(feeds, cli, 'pause', 'stop visiting a feed')
  addAction(feeds, cli, 'resume', 'visit a paused or gone feed again')
  addAction(feeds, cli, 'check', 'visit a feed as soon as possible')
  addAction(feeds, cli, 'remove', 'forget a feed; its articles stay')
}

const DONE: Readonly<Record<FeedAction, string>> = {
  pause: 'Paused',
  resume: 'Resumed; it is visited now',
  check: 'Due now; a worker visits it within seconds (rasid poll --once does so here)',
  remove: 'Removed; its articles stay',
}

function addAction(feeds: Command, cli: Cli, action: FeedAction, description: string): void {
  feeds
    .command(action)
    .description(description)
    .argument('<id>', 'as feeds list shows it', feedId)
    .addHelpText('after', `\nExample:\n  rasid feeds ${action} 12`)
    .action(async (id: number) => {
      const { feed, done } = await withSystem(cli, 'feeds', ({ database }) =>
        changeFeed(database.store.db, { id, action, actor: ACTOR }),
      )
      if (!done) throw noFeed(id, feed?.status)
      await write(cli.streams.out, `${DONE[action]}: #${id}${feed ? ` ${feed.outlet}` : ''}\n`)
    })
}

async function health(cli: Cli, options: PrintOptions): Promise<void> {
  const now = new Date()
  const found = await withSystem(cli, 'feeds', ({ database }) => feedTroubles(database.store.db, now))
  const kinds = ['broken', 'gone', 'silent', 'gappy', 'merged'] as const satisfies readonly TroubleKind[]
  const rows = kinds.flatMap((kind) => found[kind].map((trouble) => healthRow(kind, trouble, now)))
  if (rows.length === 0 && !options.json && !options.jsonl && !options.csv)
    return write(cli.streams.out, 'Every feed is healthy.\n')
  await printRows(cli.streams, rows, options, (row) =>
    [
      `${row.outlet}  #${row.id}`,
      `  ${row.trouble}${row.since ? ` since ${row.since.toISOString()}` : ''}: ${row.what}`,
      `  ${row.next}`,
      `  30 days: ${row.items30d} items, ${row.matches30d} matches`,
      `  ${row.url}`,
    ].join('\n'),
  )
}

// Terminals show the isolates that Telegram needs as boxes.
const plain = (text: string): string => text.replace(/[\u2066-\u2069]/g, '')

function healthRow(trouble: TroubleKind, found: FeedTrouble, now: Date) {
  const { feed, since, lasting, gaps, items30d, matches30d } = found
  const { what, next } = troubleWords(trouble, found, { lang: 'en', now })
  const { id, outlet, status, failures, lastSuccessAt, lastNewAt } = feed
  return {
    ...{ id, outlet, url: maskUrl(feed.url), status, trouble, since, what: plain(what), next: plain(next), lasting },
    ...{ failures, gaps, items30d, matches30d, lastSuccessAt, lastNewAt },
    successors: (feed.successors ?? []).map(({ url }) => maskUrl(url)),
  }
}

interface SetOptions {
  outlet?: string
  userAgent?: string
  interval?: number | null
}

async function set(cli: Cli, id: number, { outlet, userAgent, interval: fixedIntervalMs }: SetOptions): Promise<void> {
  const settings: FeedSettings = {
    ...(outlet !== undefined && { outlet }),
    ...(userAgent !== undefined && { userAgent: userAgent === 'default' ? null : userAgent }),
    ...(fixedIntervalMs !== undefined && { fixedIntervalMs }),
  }
  if (Object.keys(settings).length === 0)
    throw new CommandError('Nothing to set: give --outlet, --user-agent or --interval.', EXIT.usage)
  const outcome = await withSystem(cli, 'feeds', ({ database }) =>
    changeFeedSettings(database.store.db, { id, settings, actor: ACTOR }),
  )
  if (outcome.kind === 'no-such-feed') throw noFeed(id)
  if (outcome.kind === 'refused') throw new CommandError(`Not set: ${outcome.why}.`, EXIT.usage)
  const { feed } = outcome
  const every = feed.fixedIntervalMs ? `every ${feed.fixedIntervalMs / 60_000} min` : 'at its own rhythm'
  await write(cli.streams.out, `#${feed.id} ${feed.outlet}\nvisited ${every} as ${feed.userAgent ?? 'Rasid'}\n`)
}

async function replace(cli: Cli, id: number, url: string): Promise<void> {
  const outcome = await withSystem(cli, 'feeds', async ({ settings, database }) => {
    try {
      return await replaceFeed({ db: database.store.db, visitor: visitorOf(settings) }, { id, url, actor: ACTOR })
    } finally {
      await Promise.allSettled([closeReaders(), closePublisherAgents()])
    }
  })
  switch (outcome.kind) {
    case 'replaced':
      return write(
        cli.streams.out,
        `#${id} ${outcome.outlet}\nwas ${maskUrl(outcome.from)}\nnow ${maskUrl(outcome.url)} (${outcome.items} items)\n`,
      )
    case 'no-such-feed':
      throw noFeed(id)
    case 'known':
      throw new CommandError(`That address is feed #${outcome.id} already: rasid feeds remove ${id}`)
    case 'no-feed': {
      const { what, next } = failureWords({ reason: outcome.discovery.reason }, 'en')
      throw new CommandError(`No feed there: ${what}. ${next}.`)
    }
    default:
      return outcome satisfies never
  }
}

function noFeed(id: number, status?: string): CommandError {
  if (status !== undefined) return new CommandError(`Feed #${id} is ${status}: rasid feeds resume ${id}`)
  return new CommandError(`There is no feed #${id}: rasid feeds list shows them.`)
}

function feedId(text: string): number {
  const id = Number(text.replace(/^#/, ''))
  if (!Number.isSafeInteger(id) || id < 1) throw new InvalidArgumentError('the number of a feed is wanted.')
  return id
}

/** A span such as 30m or 2h in milliseconds; null for auto. */
function interval(text: string): number | null {
  if (text === 'auto') return null
  const [, count, unit] = /^(\d{1,4})([mh])$/.exec(text) ?? []
  if (count === undefined) throw new InvalidArgumentError('a span such as 30m or 2h, or auto, is wanted.')
  return Number(count) * (unit === 'h' ? 3_600_000 : 60_000)
}
