import { charAt, decodeReference, type HtmlCursor, isSpace, skipSpaces, sliceText } from './html-cursor.ts'
import { badRequest, type Refusal } from './refusal.ts'

const TAGS = new Set([
  ...['a', 'b', 'strong', 'i', 'em', 's', 'strike', 'del', 'u', 'ins', 'tg-spoiler', 'tg-emoji', 'span'],
  ...['pre', 'code', 'blockquote'],
])

export interface StartTag {
  name: string
  argument: string
}

/** td prefixes every parse error with this. */
export function cannotParse(text: string): Refusal {
  return badRequest(`can't parse entities: ${text}`)
}

/** Reads a start tag; the cursor stands on the character after `<` and ends on its `>`. */
export function parseStartTag(cursor: HtmlCursor): StartTag {
  const begin = cursor.at - 1
  while (!isSpace(charAt(cursor)) && charAt(cursor) !== '>') cursor.at++
  if (charAt(cursor) === '\0') throw cannotParse(`Unclosed start tag at byte offset ${begin}`)
  const name = sliceText(cursor, begin + 1, cursor.at).toLowerCase()
  if (!TAGS.has(name)) throw cannotParse(`Unsupported start tag "${name}" at byte offset ${begin}`)
  const tag = { name, argument: '' }
  while (charAt(cursor) !== '>') readAttribute(cursor, tag, begin)
  if (name === 'span' && tag.argument !== 'spoiler') {
    throw cannotParse(`Tag "span" must have class "tg-spoiler" at byte offset ${begin}`)
  }
  return tag
}

function readAttribute(cursor: HtmlCursor, tag: StartTag, begin: number): void {
  skipSpaces(cursor)
  if (charAt(cursor) === '>') return
  const nameBegin = cursor.at
  while (!isSpace(charAt(cursor)) && charAt(cursor) !== '=' && charAt(cursor) !== '>') cursor.at++
  const name = sliceText(cursor, nameBegin, cursor.at)
  if (name === '') throw cannotParse(`Empty attribute name in the tag "${tag.name}" at byte offset ${begin}`)
  skipSpaces(cursor)
  if (charAt(cursor) !== '=') {
    if (charAt(cursor) === '\0') throw cannotParse(`Unclosed start tag "${tag.name}" at byte offset ${begin}`)
    keepArgument(tag, name, '') // an attribute without a value
    return
  }
  cursor.at++
  skipSpaces(cursor)
  if (charAt(cursor) === '\0') throw cannotParse(`Unclosed start tag "${tag.name}" at byte offset ${begin}`)
  const value = readValue(cursor)
  if (charAt(cursor) === '\0') throw cannotParse(`Unclosed start tag at byte offset ${begin}`)
  keepArgument(tag, name, value)
}

function readValue(cursor: HtmlCursor): string {
  const quote = charAt(cursor)
  if (quote === '"' || quote === "'") return readQuoted(cursor, quote)
  const begin = cursor.at
  while (/^[A-Za-z0-9.-]$/.test(charAt(cursor))) cursor.at++
  const value = sliceText(cursor, begin, cursor.at).toLowerCase()
  if (!isSpace(charAt(cursor)) && charAt(cursor) !== '>') {
    throw cannotParse(`Unexpected end of name token at byte offset ${begin}`)
  }
  return value
}

function readQuoted(cursor: HtmlCursor, quote: string): string {
  cursor.at++
  const parts: Uint8Array[] = []
  while (charAt(cursor) !== quote && charAt(cursor) !== '\0') {
    const code = charAt(cursor) === '&' ? decodeReference(cursor) : 0
    if (code !== 0) {
      parts.push(Buffer.from(String.fromCodePoint(code)))
    } else {
      parts.push(cursor.bytes.subarray(cursor.at, cursor.at + 1))
      cursor.at++
    }
  }
  if (charAt(cursor) === quote) cursor.at++
  return Buffer.concat(parts).toString('utf8')
}

function keepArgument(tag: StartTag, name: string, value: string): void {
  if (tag.name === 'a' && name === 'href') tag.argument = value
  if (tag.name === 'tg-emoji' && name === 'emoji-id') tag.argument = value
  if (tag.name === 'code' && name === 'class' && value.startsWith('language-')) tag.argument = value.slice(9)
  if (tag.name === 'blockquote' && name === 'expandable') tag.argument = name
  if (tag.name === 'span' && name === 'class' && value.startsWith('tg-')) tag.argument = value.slice(3)
}
