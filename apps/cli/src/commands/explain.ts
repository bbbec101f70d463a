import { text as readAll } from 'node:stream/consumers'
import { compileTopic, type MatchInput, texts } from '@rasid/core'
import {
  type ArticleAsk,
  createNetworkWatch,
  type ExplainedArticle,
  type ExplainedText,
  type ExplainOutcome,
  explainArticle,
  explainPage,
  explainText,
  loadTopics,
  nearLines,
  rulesInForce,
} from '@rasid/operations'
import type { Db } from '@rasid/store'
import { closePublisherAgents, closeReaders } from '@rasid/web-client'
import type { Command } from 'commander'
import { withSystem } from '../open-system.ts'
import { CommandError, EXIT, say, write } from '../output.ts'
import { oneOf } from '../parse-options.ts'
import type { Cli } from '../program.ts'
import { visitorOf } from '../visitor.ts'
import { articleInWords, isColoured, textInWords } from './explain-words.ts'
import { readLine } from './match.ts'
import { namingFiles } from './topic-problems.ts'

const LANGUAGES = ['ar', 'en', 'both'] as const

interface ExplainOptions {
  lang: (typeof LANGUAGES)[number]
  json?: boolean
  fetch?: boolean
}

/** `rasid explain <URL|id|->` */
export function addExplain(root: Command, cli: Cli): void {
  root
    .command('explain')
    .description('why an article matches or does not, and what became of it')
    .argument('<what>', 'a stored article’s number or address; - reads a text (first line: title) or one JSON line')
    .option('--lang <lang>', 'ar, en or both', oneOf(LANGUAGES), 'both')
    .option('--fetch', 'an address that is not stored: read the page and ask the rules')
    .option('--json', 'one JSON document')
    .addHelpText('after', EXAMPLES)
    .action((what: string, options: ExplainOptions) => namingFiles(() => explain(cli, what, options)))
}

const EXAMPLES = `
Examples:
  rasid explain 1234
  rasid explain https://example.org/news/1 --fetch --lang en
  echo 'طالبان جامعيان من روسيا يزوران كابول' | rasid explain -`

async function explain(cli: Cli, what: string, options: ExplainOptions): Promise<void> {
  if (what === '-') return print(cli, await explainInput(cli), options)
  const ask = askOf(what)
  await withSystem(cli, 'explain', async ({ database }) => {
    const outcome = await explainArticle({ db: database.store.db, rules: await rulesInForce(database.store.db) }, ask)
    if (outcome.kind === 'article') return print(cli, outcome, options)
    await printMissing(cli, database.store.db, { ask, outcome, options })
  })
}

function askOf(what: string): ArticleAsk {
  const id = /^#?(\d{1,15})$/.exec(what)?.[1]
  if (id !== undefined) return { id: Number(id) }
  if (/^https?:\/\//i.test(what) && URL.canParse(what)) return { url: what }
  throw new CommandError(`“${what}” is neither a number, an address with http or https, nor -.`, EXIT.usage)
}

/** A text from standard input, by the shipped rules: needs no database. */
async function explainInput(cli: Cli): Promise<ExplainedText> {
  const article = articleOf(await readAll(cli.stdin))
  return explainText((await loadTopics()).map(compileTopic), article)
}

function articleOf(input: string): MatchInput {
  const given = input.replace(/^\uFEFF/, '').trim()
  if (given === '') throw new CommandError('Nothing came on standard input.')
  if (given.startsWith('{')) {
    const read = readLine(given)
    if (!read.ok) throw new CommandError(`Standard input: ${read.error}.`)
    return read.article
  }
  const [title = '', ...rest] = given.split('\n')
  const text = rest.join('\n').trim()
  return { title: title.trim(), ...(text !== '' && { text }) }
}

type Missing = Extract<ExplainOutcome, { kind: 'not-stored' }>

async function printMissing(
  cli: Cli,
  db: Db,
  { ask, outcome, options }: { ask: ArticleAsk; outcome: Missing; options: ExplainOptions },
): Promise<void> {
  for (const lang of languagesOf(options)) {
    const words = texts(lang).explain
    const seen = outcome.forgottenAt?.toISOString().slice(0, 10)
    say(cli.streams, seen === undefined ? words.notStored(outcome.what) : words.forgotten(seen))
    if (outcome.near) for (const line of nearLines(outcome.near, lang)) say(cli.streams, line)
    if ('url' in ask && !options.fetch) say(cli.streams, words.fetchHint)
  }
  if (!('url' in ask) || !options.fetch) {
    if (options.json) await write(cli.streams.out, `${JSON.stringify(outcome, null, 2)}\n`)
    return cli.exitWith(EXIT.badInput)
  }
  const page = await readPage(cli, db, ask.url)
  if (page.kind === 'text') return print(cli, page, options)
  for (const lang of languagesOf(options)) say(cli.streams, texts(lang).explain.pageNotRead(page.what[lang]))
  cli.exitWith(EXIT.badInput)
}

async function readPage(cli: Cli, db: Db, url: string) {
  const now = () => new Date()
  const deps = {
    visitor: visitorOf(cli.settings()),
    network: createNetworkWatch(now),
    now,
    rules: await rulesInForce(db),
  }
  try {
    return await explainPage(deps, url)
  } finally {
    await Promise.allSettled([closeReaders(), closePublisherAgents()])
  }
}

const languagesOf = ({ lang }: ExplainOptions) => (lang === 'both' ? (['ar', 'en'] as const) : [lang])

async function print(cli: Cli, explained: ExplainedText | ExplainedArticle, options: ExplainOptions): Promise<void> {
  const inWords = (colours: boolean) => {
    const how = { languages: languagesOf(options), colours }
    return explained.kind === 'text' ? textInWords(explained, how) : articleInWords(explained, how)
  }
  if (!options.json) return write(cli.streams.out, inWords(isColoured(cli)))
  await write(cli.streams.out, `${JSON.stringify({ ...explained, words: inWords(false) }, null, 2)}\n`)
}
