import { describeReason, type MatchResult } from '@rasid/core'
import { type MatchedArticle, type MatchFilters, queryMatches } from '@rasid/store'
import type { Command } from 'commander'
import { withSystem } from '../open-system.ts'
import { CommandError, EXIT, say } from '../output.ts'
import { countUpTo, instant, oneOf } from '../parse-options.ts'
import { marked, type PrintOptions, printRows } from '../print.ts'
import type { Cli } from '../program.ts'

type QueryOptions = PrintOptions & Omit<MatchFilters, 'text'>

/** `rasid query [words…]` */
export function addQuery(root: Command, cli: Cli): void {
  root
    .command('query')
    .description('stored matches, newest first')
    .argument('[words...]', 'words that must all be there, in any spelling; "a phrase", -excluded')
    .option('--tier <tier>', 'core or related', oneOf(['core', 'related']))
    .option('--outlet <name>', 'only this outlet')
    .option('--origin <origin>', 'archive (the seeds), baseline or live', oneOf(['archive', 'baseline', 'live']))
    .option('--since <when>', 'first seen since: a date, or 24h, 7d', instant)
    .option('--until <when>', 'first seen before', instant)
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

async function query(cli: Cli, words: readonly string[], { json, jsonl, ...filters }: QueryOptions): Promise<void> {
  const text = words.map((word) => (word.includes(' ') ? `"${word}"` : word)).join(' ')
  const page = await withSystem(cli, 'query', ({ database }) =>
    queryMatches(database.store.db, { ...filters, ...(text !== '' && { text }) }).catch((error) => {
      if (error instanceof RangeError) throw new CommandError(`--cursor: ${error.message}`, EXIT.usage)
      throw error
    }),
  )
  const isTerminal = 'isTTY' in cli.streams.out && cli.streams.out.isTTY === true
  await printRows(cli.streams, page.matches, { ...(json && { json }), ...(jsonl && { jsonl }) }, (match) =>
    forPeople(match, isTerminal),
  )
  if (page.matches.length === 0) say(cli.streams, 'No stored match fits.')
  if (page.next) say(cli.streams, `There is more: --cursor ${page.next}`)
}

// The Arabic title stands alone on its line, since terminals do not shape mixed ones.
function forPeople(match: MatchedArticle, isTerminal: boolean): string {
  const { evidence, reasons } = match.result as MatchResult
  const title = marked(
    match.title,
    evidence.filter(({ field }) => field === 'title'),
    isTerminal,
  )
  const at = (match.publishedAt ?? match.firstSeenAt).toISOString().slice(0, 16).replace('T', ' ')
  const why = reasons.map((reason) => describeReason(reason, 'en')).join('; ')
  const facts = `#${match.id} ${match.tier} · ${at} UTC · ${match.origin} · story ${match.storyId ?? '-'} · ${why}`
  return [title, match.outlet, facts, ...(match.url ? [match.url] : []), ''].join('\n')
}
