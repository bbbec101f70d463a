import { removeSavedQuery, saveQuery } from '@rasid/operations'
import { listSavedQueries, type SavedQuery } from '@rasid/store'
import type { Command } from 'commander'
import { withSystem } from '../open-system.ts'
import { CommandError, EXIT, say, write } from '../output.ts'
import { oneOf } from '../parse-options.ts'
import { type PrintOptions, printRows } from '../print.ts'
import type { Cli } from '../program.ts'
import { searchText } from '../search-text.ts'

interface AddOptions {
  of: SavedQuery['of']
  entity?: string[]
  json?: boolean
  [filter: string]: string | string[] | boolean | undefined
}

/** `rasid saved add|list|remove` */
export function addSaved(root: Command, cli: Cli): void {
  const saved = root
    .command('saved')
    .description('searches with a name, which feed readers can follow')
    .addHelpText('after', '\nExamples:\n  rasid saved add kabulov كابولوف\n  rasid saved list')
  saved
    .command('add')
    .description('name a search')
    .argument('<name>', 'letters and digits of any script, - and _')
    .argument('[words...]', 'words that must all be there, in any spelling; "a phrase", -excluded, prefix*')
    .option('--of <what>', 'stories or matches', oneOf(['stories', 'matches']), 'matches')
    .option('--entity <names...>', 'entities that must all be named, by id, title or alias')
    .option('--tier <tier>', 'core or related', oneOf(['core', 'related']))
    .option('--outlet <name>', 'only this outlet')
    .option('--topic <id>', 'only this topic')
    .option('--origin <origin>', 'archive (the seeds), baseline or live', oneOf(['archive', 'baseline', 'live']))
    .option('--from <when>', 'first seen since: a date, or 24h, 7d, counted anew at each look')
    .option('--to <when>', 'first seen before')
    .option('--order <order>', 'recent or relevance; of matches only', oneOf(['recent', 'relevance']))
    .option('--json', 'one JSON document')
    .addHelpText('after', EXAMPLES)
    .action((name: string, words: string[], options: AddOptions) => add(cli, name, words, options))
  saved
    .command('list')
    .description('every named search with the addresses of its feeds')
    .option('--json', 'one JSON document')
    .option('--jsonl', 'one JSON object a line')
    .option('--csv', 'a table with a header line, as RFC 4180 has it')
    .addHelpText('after', '\nExample:\n  rasid saved list')
    .action((options: PrintOptions) => list(cli, options))
  saved
    .command('remove')
    .description('forget a name; its feeds end')
    .argument('<name>')
    .addHelpText('after', '\nExample:\n  rasid saved remove kabulov')
    .action((name: string) => remove(cli, name))
}

const EXAMPLES = `
Examples:
  rasid saved add kabulov كابولوف -سوريا --tier core
  rasid saved add core --of stories --tier core`

async function add(cli: Cli, name: string, words: readonly string[], options: AddOptions): Promise<void> {
  const { of, json, ...given } = options
  const q = searchText(words)
  const filters = { ...(q !== '' && { q }), ...(given as SavedQuery['filters']) }
  const outcome = await withSystem(cli, 'saved', ({ database }) =>
    saveQuery({ db: database.store.db, now: () => new Date() }, { name, of, filters, actor: 'cli' }),
  )
  switch (outcome.kind) {
    case 'saved': {
      const row = withFeeds(outcome.query)
      return write(cli.streams.out, json ? `${JSON.stringify(row, null, 2)}\n` : `${inWords(row)}\n`)
    }
    case 'name-taken':
      throw new CommandError(`There is a search “${name}” already: take another name, or  rasid saved remove ${name}`)
    case 'bad-name':
      throw new CommandError('A name takes letters and digits of any script, - and _, at most 64.', EXIT.usage)
    case 'bad-filters':
      throw new CommandError(outcome.problems.map((one) => `--${one.name}: ${one.problem}`).join('\n'), EXIT.usage)
  }
}

async function list(cli: Cli, options: PrintOptions): Promise<void> {
  const rows = await withSystem(cli, 'saved', ({ database }) => listSavedQueries(database.store.db))
  await printRows(cli.streams, rows.map(withFeeds), options, inWords)
  if (rows.length === 0) say(cli.streams, 'No search has a name yet: rasid saved add NAME WORDS…')
}

async function remove(cli: Cli, name: string): Promise<void> {
  const removed = await withSystem(cli, 'saved', ({ database }) =>
    removeSavedQuery({ db: database.store.db }, { name, actor: 'cli' }),
  )
  if (!removed) throw new CommandError(`There is no search “${name}”; rasid saved list shows them.`)
  say(cli.streams, `Forgotten: ${name}`)
}

type SavedRow = Omit<SavedQuery, 'at'> & { feeds: string[] }

function withFeeds(query: Omit<SavedQuery, 'at'>): SavedRow {
  const path = `/follow/saved/${encodeURIComponent(query.name)}`
  return { ...query, feeds: ['rss', 'atom', 'json'].map((format) => `${path}.${format}`) }
}

function inWords({ name, of, filters, feeds }: SavedRow): string {
  const asked = Object.entries(filters).map(([key, value]) => `${key}=${[value].flat().join(',')}`)
  return [
    `${name}: ${of}${asked.length > 0 ? ` with ${asked.join(' · ')}` : ''}`,
    ...feeds.map((to) => `  ${to}`),
  ].join('\n')
}
