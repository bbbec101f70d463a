import type { Lang } from '@rasid/core'
import {
  type ExplainedArticle,
  type ExplainedText,
  type ExplainLine,
  type Snippet,
  titleLine,
  trailLines,
  verdictLines,
  worthSaying,
} from '@rasid/operations'
import { maskUrl } from '@rasid/web-client'
import type { Cli } from '../program.ts'

export interface WordsOptions {
  languages: readonly Lang[]
  colours: boolean
}

/** Whether words may be highlighted: on a terminal, unless NO_COLOR is set (no-color.org). */
export function isColoured({ streams, env }: Pick<Cli, 'streams' | 'env'>): boolean {
  return 'isTTY' in streams.out && streams.out.isTTY === true && !env.NO_COLOR
}

const CODES = { counts: '\u001b[1;33m', rejected: '\u001b[35m' } as const
const RESET = '\u001b[0m'

/** A line with its words in colour: bold yellow counts, purple was rejected. */
export function inColour({ text, marks }: Snippet, colours: boolean): string {
  if (!colours) return text
  let out = ''
  let from = 0
  for (const { start, end, kind } of [...marks].sort((a, b) => a.start - b.start)) {
    if (start < from) continue
    out += `${text.slice(from, start)}${CODES[kind]}${text.slice(start, end)}${RESET}`
    from = end
  }
  return out + text.slice(from)
}

const printed = (line: ExplainLine, colours: boolean): string => `${'  '.repeat(line.depth)}${inColour(line, colours)}`

/** A text's verdicts as a person would say them; each language in its own block, since terminals do not mix directions well. */
export function textInWords({ article, verdicts }: ExplainedText, { languages, colours }: WordsOptions): string {
  const title = titleLine(
    article,
    verdicts.map(({ result }) => result),
  )
  const blocks = languages.flatMap((lang) =>
    worthSaying(verdicts).map((verdict) => verdictLines(verdict, article, lang)),
  )
  return blocksOf([...(title.text === '' ? [] : [[title]]), ...blocks], colours)
}

/** A stored article: what it is, its way, and its verdicts. */
export function articleInWords(explained: ExplainedArticle, { languages, colours }: WordsOptions): string {
  const { article: stored } = explained.trail
  const plain = (text: string): ExplainLine => ({ text, depth: 0, marks: [] })
  const head = [
    titleLine(
      explained.article,
      explained.verdicts.map(({ result }) => result),
    ),
    plain(`#${stored.id} · ${stored.outlet}`),
    ...(stored.url === null ? [] : [plain(maskUrl(stored.url))]),
  ]
  const blocks = languages.flatMap((lang) => [
    trailLines(explained, { lang, tz: 'UTC' }),
    ...worthSaying(explained.verdicts).map((verdict) => verdictLines(verdict, explained.article, lang)),
  ])
  return blocksOf([head, ...blocks], colours)
}

function blocksOf(blocks: readonly (readonly ExplainLine[])[], colours: boolean): string {
  return `${blocks.map((block) => block.map((line) => printed(line, colours)).join('\n')).join('\n\n')}\n`
}
