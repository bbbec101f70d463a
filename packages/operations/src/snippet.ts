/** Words to show in another colour: those that count, and those that were rejected. */
export interface Mark {
  start: number
  end: number
  kind: 'counts' | 'rejected'
}

/** A piece of a text with its marks. */
export interface Snippet {
  text: string
  marks: Mark[]
}

// About a line of a terminal on each side of the words.
const REACH = 60

/** The surroundings of a span, cut between words, with every mark that lies inside. Offsets are into the snippet. */
export function snippetAround(text: string, at: { start: number; end: number }, marks: readonly Mark[]): Snippet {
  const from = at.start <= REACH ? 0 : nextWord(text, at.start - REACH)
  const until = at.end + REACH >= text.length ? text.length : lastWord(text, at.end + REACH)
  const before = from > 0 ? '… ' : ''
  const after = until < text.length ? ' …' : ''
  const shift = before.length - from
  return {
    // A snippet is one line; a line break and a space are both one unit, so marks stay where they are.
    text: `${before}${text.slice(from, until).replace(/\s/g, ' ')}${after}`,
    marks: marks
      .filter(({ start, end }) => start >= from && end <= until)
      .map((mark) => ({ ...mark, start: mark.start + shift, end: mark.end + shift })),
  }
}

/** The first word that begins at or after an offset, or the offset itself where no space is near. */
function nextWord(text: string, offset: number): number {
  const space = text.slice(offset, offset + REACH).search(/\s/)
  return space === -1 ? offset : offset + space + 1
}

function lastWord(text: string, offset: number): number {
  const part = text.slice(offset - REACH, offset)
  const space = Math.max(part.lastIndexOf(' '), part.lastIndexOf('\n'))
  return space === -1 ? offset : offset - REACH + space
}
