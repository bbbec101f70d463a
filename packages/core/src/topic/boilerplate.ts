/** Raw offsets of a part of a page that is not the article. */
export interface Span {
  start: number
  end: number
}

// A line of a link list is a headline; a paragraph of the article is longer or ends a sentence.
const LONGEST_LINK_WORDS = 22
const SHORTEST_SENTENCE_WORDS = 8
const ENDS_SENTENCE = /[.؟!]["»”)]?\s*$/
// Without line breaks nothing shows where the list ends, so only one headline's length is taken.
const INLINE_LINK_WORDS = 16
const OPENS_LINE = /(?:^|[\n.!؟…»])[^\p{L}\p{N}\n]*$/u
// Looking back this far finds the line's beginning past bullets and spaces.
const LOOK_BACK = 12

/**
 * Where the link lists of a page are: from a block title («اقرأ أيضا») at the beginning of a line or after
 * a sentence to the next real paragraph. `titles` are the spans of the titles found in the text.
 */
export function boilerplateSpans(text: string, titles: readonly Span[]): Span[] {
  const spans: Span[] = []
  for (const title of [...titles].sort((a, b) => a.start - b.start)) {
    if (title.start < (spans.at(-1)?.end ?? 0)) continue
    if (!OPENS_LINE.test(text.slice(Math.max(0, title.start - LOOK_BACK), title.start))) continue
    spans.push({ start: title.start, end: endOfList(text, title) })
  }
  return spans
}

function endOfList(text: string, title: Span): number {
  const lineEnd = endOfLine(text, title.start)
  const line = text.slice(title.start, lineEnd)
  if (isParagraph(line)) return title.start + inlineLength(line)
  let at = lineEnd
  while (at < text.length) {
    const next = endOfLine(text, at + 1)
    if (isParagraph(text.slice(at + 1, next))) return at + 1
    at = next
  }
  return text.length
}

function endOfLine(text: string, from: number): number {
  const found = text.indexOf('\n', from)
  return found < 0 ? text.length : found
}

function isParagraph(line: string): boolean {
  const words = line.trim().split(/\s+/).length
  return words > LONGEST_LINK_WORDS || (words > SHORTEST_SENTENCE_WORDS && ENDS_SENTENCE.test(line))
}

/** Length of one headline at the beginning of a longer line: to its full stop, or a headline's words. */
function inlineLength(line: string): number {
  const words = [...line.matchAll(/\S+/g)].slice(0, INLINE_LINK_WORDS)
  const last = words.find((word, index) => index > 2 && /[.!؟…]$/.test(word[0])) ?? words.at(-1)
  return last === undefined ? line.length : last.index + last[0].length
}
