import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import type { Writable } from 'node:stream'
import { listStories, searchMatches } from '@rasid/operations'
import type { Db, Story } from '@rasid/store'
import type { Command } from 'commander'
import { withSystem } from '../open-system.ts'
import { CommandError, EXIT, say, write } from '../output.ts'
import { oneOf } from '../parse-options.ts'
import { csvOf } from '../print.ts'
import type { Cli } from '../program.ts'
import { type SearchOptions, sayIgnored, searchInput, withSearch } from '../search-options.ts'
import { withoutOffsets } from './query.ts'

const WHAT = ['matches', 'stories'] as const

interface ExportOptions extends SearchOptions {
  of: (typeof WHAT)[number]
  csv?: boolean
  bom?: boolean
  out?: string
}

/** `rasid export [words…]` */
export function addExport(root: Command, cli: Cli): void {
  withSearch(root.command('export').description('all matches or stories that fit, however many, while they are read'))
    .option('--of <what>', 'matches or stories', oneOf(WHAT), 'matches')
    .option('--csv', 'a table with a header line; else one JSON object a line')
    .option('--bom', 'with --csv: begin with the mark that Excel needs to read Arabic')
    .option('--out <file>', 'a new file instead of standard output')
    .addHelpText('after', EXAMPLES)
    .action((words: string[], options: ExportOptions) => exportRows(cli, words, options))
}

const EXAMPLES = `
Examples:
  rasid export --tier core > core.jsonl
  rasid export --csv --bom --since 30d --out matches.csv
  rasid export كابولوف --of stories --csv`

const PAGE = 500

async function exportRows(cli: Cli, words: readonly string[], options: ExportOptions): Promise<void> {
  const asked = new AbortController()
  cli.onStop(() => asked.abort())
  const out = options.out === undefined ? cli.streams.out : await newFile(options.out)
  const written = await withSystem(cli, 'export', async ({ database }) => {
    let sum = 0
    if (options.csv && options.bom) await write(out, '\uFEFF')
    for await (const rows of pages(cli, database.store.db, words, options)) {
      const lines = rows.map((row) => `${JSON.stringify(row)}\n`).join('')
      await write(out, options.csv ? await csvOf(rows, { header: sum === 0 }) : lines)
      sum += rows.length
      sayProgress(cli, sum)
      if (asked.signal.aborted) break
    }
    return sum
  })
  if (options.out !== undefined) {
    out.end()
    await once(out, 'close')
  }
  say(
    cli.streams,
    `${isTerminal(cli) ? '\r\u001b[K' : ''}${written} ${options.of} written${asked.signal.aborted ? '; stopped before the end' : ''}.`,
  )
  if (asked.signal.aborted) cli.exitWith(EXIT.badInput)
}

/** Page after page by keyset: memory holds one of them, and what is stored meanwhile neither repeats nor hides a row. */
async function* pages(cli: Cli, db: Db, words: readonly string[], options: ExportOptions): AsyncGenerator<object[]> {
  const deps = { db, now: () => new Date() }
  const input = { ...searchInput(words, options), limit: PAGE }
  let cursor: string | null = null
  do {
    const ask = { ...input, ...(cursor !== null && { cursor }) }
    const page: Page =
      options.of === 'stories' ? await storyRows(deps, ask) : await matchRows(deps, ask, options.csv === true)
    if (cursor === null) sayIgnored(cli, page.ignored)
    yield page.rows
    cursor = page.next
  } while (cursor !== null)
}

interface Page {
  rows: object[]
  next: string | null
  ignored: Parameters<typeof sayIgnored>[1]
}
type Deps = Parameters<typeof searchMatches>[0]
type Ask = Parameters<typeof searchMatches>[1]

async function matchRows(deps: Deps, ask: Ask, isTable: boolean): Promise<Page> {
  const { hits, next, ignored } = await searchMatches(deps, ask)
  return { rows: isTable ? hits.map(withoutOffsets) : hits, next, ignored }
}

async function storyRows(deps: Deps, ask: Ask): Promise<Page> {
  const { stories, next, ignored } = await listStories(deps, ask)
  return { rows: stories.map(({ story }): Story => story), next, ignored }
}

async function newFile(path: string): Promise<Writable> {
  // An export never writes over what somebody keeps.
  const file = createWriteStream(path, { flags: 'wx' })
  try {
    await once(file, 'open')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw new CommandError(code === 'EEXIST' ? `${path} is there already.` : `${path}: ${message}`, EXIT.usage)
  }
  return file
}

const isTerminal = ({ streams }: Cli) => 'isTTY' in streams.err && streams.err.isTTY === true

// How many there are is not known before the last page, so there is no bar to fill.
function sayProgress(cli: Cli, sum: number): void {
  if (isTerminal(cli)) cli.streams.err.write(`\r\u001b[K${sum} …`)
}
