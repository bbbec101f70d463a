import { plainOf } from './html.ts'
import type { Lang } from './lang.ts'

const LRI = '\u2066'
const FSI = '\u2068'
const PDI = '\u2069'
const RLM = '\u200F'
const LRM = '\u200E'

const STRONG = /[\p{L}\u200E\u200F]/u
const ARABIC = /[\p{Script=Arabic}\u200F]/u

/** Sets a left-to-right run (command, @name, URL, ISO date) apart inside Arabic, or "/latest" shows as "latest/".
 *  U+2066 … U+2069 only: Telegram strips the older embeddings U+202A–202E. */
export function isolate(ltr: string): string {
  return ltr === '' ? '' : `${LRI}${ltr}${PDI}`
}

// A run starts at a Latin, Greek or Cyrillic letter with what belongs before it (@, /, #, digits as in 5G) and goes on over words of
// the same direction. ISO dates count as well: beside Arabic letters their parts would be shown in reverse.
const LTR_LETTER = '\\p{Script=Latin}\\p{Script=Greek}\\p{Script=Cyrillic}'
const LTR_RUN = new RegExp(
  `(?:[@#/+$]|\\d[\\d.,-]*)?[${LTR_LETTER}][${LTR_LETTER}\\p{M}\\d_]*(?:[ .,:;/@#%&=+?!~'’_-]{1,3}[${LTR_LETTER}\\d][${LTR_LETTER}\\p{M}\\d_]*)*\\+{0,2}|\\d{4}-\\d{2}(?:-\\d{2})?`,
  'gu',
)

/** Isolates every left-to-right run of a plain text that is shown inside Arabic. A text without Arabic letters is
 *  one run as a whole. Input must hold no isolates yet (`cleanTitle` drops them). */
export function isolateRuns(text: string): string {
  if (!ARABIC.test(text)) return STRONG.test(text) ? isolate(text) : text
  return text.replace(LTR_RUN, (run) => isolate(run))
}

/** A name inside a line of ours, whatever its script: left-to-right runs apart in Arabic, an Arabic name apart in English,
 *  or the numbers beside it would change places with its words. */
export function isolateIn(text: string, lang: Lang): string {
  if (lang === 'ar') return isolateRuns(text)
  return ARABIC.test(text) ? `${FSI}${text}${PDI}` : text
}

/** Gives each line the direction of the language. Arabic: where the first letter of a line is not Arabic (a number,
 *  an emoji, a Latin name), one U+200F goes first. English: one U+200E before a line that begins with an isolated name; a line that
 *  begins in Arabic is a title, which clients show from the right, as its reader expects. Takes Telegram HTML. */
export function directLines(html: string, lang: Lang): string {
  const [mark, isNeeded] = lang === 'ar' ? [RLM, needsMark] : [LRM, beginsWithName]
  return html
    .split('\n')
    .map((line) => (isNeeded(line) ? mark + line : line))
    .join('\n')
}

// Not every client looks past an isolated name for the direction of a line.
const beginsWithName = (line: string): boolean => /^[^\p{L}\u200E\u200F]*\u2068/u.test(plainOf(line))

function needsMark(line: string): boolean {
  const shown = plainOf(line)
  if (shown.trim() === '' || shown.startsWith(RLM)) return false
  const first = STRONG.exec(shown)?.[0]
  return first === undefined || !ARABIC.test(first)
}
