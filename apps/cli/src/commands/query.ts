import { type MatchHit, searchMatches } from '@rasid/operations'
import type { Command } from 'commander'
import { withSystem } from '../open-system.ts'
import { say } from '../output.ts'
import { countUpTo, oneOf } from '../parse-options.ts'
import { formatOf, marked, minuteOf, type PrintOptions, printRows, withFormats } from '../print.ts'
import type { Cli } from '../program.ts'
import { badCursorIsUsage, type SearchOptions, sayIgnored, searchInput, withSearch } from '../search-options.ts'

interface QueryOptions extends PrintOptions, SearchOptions {
  origin?: MatchHit['origin']
  order?: 'recent' | 'relevance'
  limit: number
}

/** `rasid query [words…]` */
export function addQuery(root: Command, cli: Cli): void {
  const query = withSearch(root.command('query').description('stored matches, newest first'))
    .option('--origin <origin>', 'archive (the seeds), baseline or live', oneOf(['archive', 'baseline', 'live']))
    .option('--order <order>', 'recent, or relevance to the words', oneOf(['recent', 'relevance']))
    .option('--limit <n>', 'how many', countUpTo(1000), 20)
    .option('--cursor <cursor>', 'go on where an earlier page ended')
  withFormats(query)
    .addHelpText('after', EXAMPLES)
    .action((words: string[], options: QueryOptions) => runQuery(cli, words, options))
}

const EXAMPLES = `
Examples:
  rasid query --tier core --since 7d
  rasid query كابولوف -سوريا
  rasid query "وفد طالبان" كيان:روسيا من:2025-07-01 --order relevance
  rasid query --jsonl --limit 1000 | jq .title`

async function runQuery(cli: Cli, words: readonly string[], options: QueryOptions): Promise<void> {
  const { origin, order, limit } = options
  const input = { ...searchInput(words, options), ...(origin && { origin }), ...(order && { order }), limit }
  const page = await withSystem(cli, 'query', ({ database }) =>
    searchMatches({ db: database.store.db, now: () => new Date() }, input).catch(badCursorIsUsage),
  )
  const isTerminal = 'isTTY' in cli.streams.out && cli.streams.out.isTTY === true
  const rows = options.csv ? page.hits.map(withoutOffsets) : page.hits
  await printRows<object>(cli.streams, rows, formatOf(options), (hit) => forPeople(hit as MatchHit, isTerminal))
  sayIgnored(cli, page.ignored)
  if (page.hits.length === 0) say(cli.streams, 'No stored match fits.')
  if (page.next) say(cli.streams, `There is more: --cursor ${page.next}`)
}

/** For a spreadsheet: what needs offsets stays out. */
export function withoutOffsets({ evidence, highlights: _, snippet: __, ...hit }: MatchHit) {
  return { ...hit, words: [...new Set(evidence.map(({ surface }) => surface))] }
}

// The Arabic title stands alone on its line, since terminals do not shape mixed ones.
function forPeople(hit: MatchHit, isTerminal: boolean): string {
  const spans = hit.highlights.length > 0 ? hit.highlights : hit.evidence
  const inField = (field: string) => spans.filter((span) => span.field === field)
  const facts = [
    `#${hit.articleId} ${hit.tier}`,
    minuteOf(hit.publishedAt ?? hit.firstSeenAt),
    hit.origin,
    `story ${hit.storyId ?? '-'}`,
    hit.entities.join(', '),
  ]
  return [
    marked(hit.title, inField('title'), isTerminal),
    ...(hit.snippet === null ? [] : [marked(hit.snippet, inField('snippet'), isTerminal)]),
    hit.outlet,
    facts.join(' · '),
    ...(hit.url ? [hit.url] : []),
    '',
  ].join('\n')
}
