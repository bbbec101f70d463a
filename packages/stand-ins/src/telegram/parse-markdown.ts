import { checkedLink } from './check-link.ts'
import { type Entity, type FormattedText, sortEntities } from './entity.ts'
import { cannotParse } from './parse-start-tag.ts'

const MARKS_V1 = new Map([
  ['*', 'bold'],
  ['_', 'italic'],
  ['`', 'code'],
])
const MARKS_V2 = new Map([...MARKS_V1, ['~', 'strikethrough'], ['||', 'spoiler'], ['__', 'underline']])
const RESERVED_V2 = new Set('_*[]()~`>#+-=|{}.!')

/**
 * Telegram's first Markdown, as far as its errors go: one level of marks and links. Rasid writes HTML; this is here so
 * that a program that switches the mode meets the errors that it would meet.
 */
export function parseMarkdown(source: string): FormattedText {
  const entities: Entity[] = []
  let text = ''
  for (let at = 0; at < source.length; at++) {
    const mark = source.charAt(at)
    const type = MARKS_V1.get(mark)
    if (mark === '\\' && MARKS_V1.has(source.charAt(at + 1))) text += source.charAt(++at)
    else if (type === undefined) text += mark
    else {
      const end = source.indexOf(mark, at + 1)
      if (end < 0) throw cannotParse(`Can't find end of the entity starting at byte offset ${bytes(source, at)}`)
      entities.push({ type, offset: text.length, length: end - at - 1 })
      text += source.slice(at + 1, end)
      at = end
    }
  }
  return { text, entities: entities.filter((entity) => entity.length > 0) }
}

interface OpenMark {
  mark: string
  offset: number
  begin: number
}

/** MarkdownV2 with its reserved characters; quotes and code blocks with a language are left out. Throws a Refusal. */
export function parseMarkdownV2(source: string): FormattedText {
  const state = { text: '', entities: [] as Entity[], open: [] as OpenMark[] }
  let at = 0
  while (at < source.length) at = readV2(source, at, state)
  const left = state.open.at(-1)
  if (left) {
    const what = left.mark === '[' ? '' : `${capital(MARKS_V2.get(left.mark) ?? '')} `
    throw cannotParse(`Can't find end of ${what}entity at byte offset ${bytes(source, left.begin)}`)
  }
  return { text: state.text, entities: sortEntities(state.entities.filter((entity) => entity.length > 0)) }
}

function readV2(source: string, at: number, state: { text: string; entities: Entity[]; open: OpenMark[] }): number {
  const char = source.charAt(at)
  const next = source.charAt(at + 1)
  if (char === '\\' && next !== '' && next.charCodeAt(0) < 127) {
    state.text += next
    return at + 2
  }
  const pair = char + next
  const mark = pair === '__' || pair === '||' ? pair : char
  const last = state.open.at(-1)
  if (last && last.mark === mark) {
    state.open.pop()
    const type = MARKS_V2.get(mark) ?? 'bold'
    state.entities.push({ type, offset: last.offset, length: state.text.length - last.offset })
    return at + mark.length
  }
  if (char === ']' && last?.mark === '[') return readLinkEnd(source, at, state, last)
  if (MARKS_V2.has(mark) || char === '[') {
    state.open.push({ mark, offset: state.text.length, begin: at })
    return at + mark.length
  }
  if (RESERVED_V2.has(char)) {
    throw cannotParse(`Character '${char}' is reserved and must be escaped with the preceding '\\'`)
  }
  state.text += char
  return at + 1
}

function readLinkEnd(
  source: string,
  at: number,
  state: { text: string; entities: Entity[]; open: OpenMark[] },
  start: OpenMark,
): number {
  state.open.pop()
  if (source.charAt(at + 1) !== '(') return at + 1
  const end = source.indexOf(')', at)
  if (end < 0) throw cannotParse(`Can't find end of a URL at byte offset ${bytes(source, at + 1)}`)
  const url = checkedLink(source.slice(at + 2, end))
  if (url)
    state.entities.push({ type: 'text_link', offset: start.offset, length: state.text.length - start.offset, url })
  return end + 1
}

function bytes(source: string, at: number): number {
  return Buffer.byteLength(source.slice(0, at))
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
