import { foldPhrase } from './alias-forms.ts'

/** Raw offsets of a part of a page that is not the article. */
export interface Span {
  start: number
  end: number
}

// A line of a link list is a headline; a paragraph of the article is longer or ends a sentence.
const LONGEST_LINK_WORDS = 22
const ENDS_SENTENCE = /[.؟!]["»”)]?\s*$/
// Without line breaks nothing shows where the list ends, so only one headline's length is taken.
const INLINE_LINK_WORDS = 16

/** Where the link lists of a page are: from a block title («اقرأ أيضا») to the next real paragraph. */
export function boilerplateSpans(text: string, titles: readonly string[]): Span[] {
  if (titles.length === 0 || text.length < 60) return []
  const spans: Span[] = []
  let open: number | undefined
  for (const line of linesOf(text)) {
    const folded = foldPhrase(line.text)
    const title = titles.find((candidate) => folded === candidate || folded.startsWith(`${candidate} `))
    if (title !== undefined) open ??= line.start
    else if (open !== undefined && isParagraph(line.text)) {
      spans.push({ start: open, end: line.start })
      open = undefined
    }
    if (title !== undefined && isParagraph(line.text)) {
      spans.push({ start: open ?? line.start, end: inlineEnd(line) })
      open = undefined
    }
  }
  if (open !== undefined) spans.push({ start: open, end: text.length })
  return spans
}

interface Line {
  text: string
  start: number
}

function linesOf(text: string): Line[] {
  const lines: Line[] = []
  let start = 0
  for (const line of text.split('\n')) {
    lines.push({ text: line, start })
    start += line.length + 1
  }
  return lines
}

function isParagraph(line: string): boolean {
  const words = line.trim().split(/\s+/).length
  return words > LONGEST_LINK_WORDS || (words > 8 && ENDS_SENTENCE.test(line))
}

function inlineEnd(line: Line): number {
  const words = [...line.text.matchAll(/\S+/g)]
  const last = words[Math.min(INLINE_LINK_WORDS, words.length) - 1]
  return line.start + (last === undefined ? line.text.length : last.index + last[0].length)
}
