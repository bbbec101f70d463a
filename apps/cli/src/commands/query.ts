import { texts } from '@rasid/core'
import { type MatchHit, type SearchInput, searchMatches } from '@rasid/operations'
import { BadCursor } from '@rasid/store'
import type { Command } from 'commander'
import { withSystem } from '../open-system.ts'
import { CommandError, EXIT, say } from '../output.ts'
import { countUpTo, instant, oneOf } from '../parse-options.ts'
import { marked, type PrintOptions, printRows } from '../print.ts'
import type { Cli } from '../program.ts'
import { searchText } from '../search-text.ts'

type QueryOptions = PrintOptions & Omit<SearchInput, 'text' | 'from' | 'to'> & { since?: Date; until?: Date }

/** `rasid query [words…]` */
export function addQuery(root: Command, cli: Cli): void {
  root
    .command('query')
    .description('stored matches, newest first')
    .argument(
      '[words...]',
      'words that must all be there, in any spelling; "a phrase", prefix*, -excluded, entity:name',
    )
    .option('--entity <name>', 'about this entity (may be given again)', (name, all: string[] = []) => [...all, name])
    .option('--tier <tier>', 'core or related', oneOf(['core', 'related']))
    .option('--outlet <name>', 'only this outlet')
    .option('--story <number>', 'only this story', countUpTo(Number.MAX_SAFE_INTEGER))
    .option('--origin <origin>', 'archive (the seeds), baseline or live', oneOf(['archive', 'baseline', 'live']))
    .option('--since <when>', 'first seen since: a date, or 24h, 7d', instant)
    .option('--until <when>', 'first seen before', instant)
    .option('--order <order>', 'recent, or relevance to the words', oneOf(['recent', 'relevance']))
    .option('--limit <n>', 'how many', countUpTo(1000), 20)
    .option('--cursor <cursor>', 'go on where an earlier page ended')
    .option('--json', 'one JSON document')
    .option('--jsonl', 'one JSON object a line')
    .addHelpText('after', EXAMPLES)
    .action((words: string[], options: QueryOptions) => query(cli, words, options))
}

const EXAMPLES = `
Examples:
  rasid query --tier core --since 7d
  rasid query كابولوف -سوريا
  rasid query --jsonl --limit 1000 | jq .title`

async function query(cli: Cli, words: readonly string[], options: QueryOptions): Promise<void> {
  const { json, jsonl, since, until, ...filters } = options
  const text = searchText(words)
  const page = await withSystem(cli, 'query', ({ database }) =>
    searchMatches(
      { db: database.store.db, now: () => new Date() },
      { ...filters, text, ...(since && { from: since }), ...(until && { to: until }) },
    ).catch((error) => {
      if (error instanceof BadCursor) throw new CommandError(`--cursor: ${error.message}`, EXIT.usage)
      throw error
    }),
  )
  const isTerminal = 'isTTY' in cli.streams.out && cli.streams.out.isTTY === true
  await printRows(cli.streams, page.hits, { ...(json && { json }), ...(jsonl && { jsonl }) }, (hit) =>
    forPeople(hit, isTerminal),
  )
  for (const { part, reason } of page.ignored) say(cli.streams, texts('en').search.ignored(part, reason))
  if (page.hits.length === 0) say(cli.streams, 'No stored match fits.')
  if (page.next) say(cli.streams, `There is more: --cursor ${page.next}`)
}

// The Arabic title stands alone on its line, since terminals do not shape mixed ones.
function forPeople(hit: MatchHit, isTerminal: boolean): string {
  const spans = hit.highlights.length > 0 ? hit.highlights : hit.evidence
  const title = marked(
    hit.title,
    spans.filter(({ field }) => field === 'title'),
    isTerminal,
  )
  const at = (hit.publishedAt ?? hit.firstSeenAt).toISOString().slice(0, 16).replace('T', ' ')
  const facts = `#${hit.articleId} ${hit.tier} · ${at} UTC · ${hit.origin} · story ${hit.storyId ?? '-'} · ${hit.entities.join(', ')}`
  const snippet = hit.highlights.filter(({ field }) => field === 'snippet')
  const words = hit.snippet === null ? [] : [marked(hit.snippet, snippet, isTerminal)]
  return [title, ...words, hit.outlet, facts, ...(hit.url ? [hit.url] : []), ''].join('\n')
}
