import { checkedLink, mentionedUser } from './check-link.ts'
import { type Entity, type FormattedText, sortEntities } from './entity.ts'
import { charAt, decodeReference, type HtmlCursor, isSpace, skipSpaces, sliceText } from './html-cursor.ts'
import { cannotParse, parseStartTag, type StartTag } from './parse-start-tag.ts'

const TYPE_OF_TAG = new Map([
  ...['b', 'strong'].map((tag) => [tag, 'bold'] as const),
  ...['i', 'em'].map((tag) => [tag, 'italic'] as const),
  ...['u', 'ins'].map((tag) => [tag, 'underline'] as const),
  ...['s', 'strike', 'del'].map((tag) => [tag, 'strikethrough'] as const),
  ...['span', 'tg-spoiler'].map((tag) => [tag, 'spoiler'] as const),
  ['blockquote', 'blockquote'] as const,
])

interface Reading {
  cursor: HtmlCursor
  text: string
  hasSurrogate: boolean
  open: (StartTag & { offset: number })[]
  entities: Entity[]
}

/**
 * Telegram's HTML, after the rules of td's parse_html: the same tags, the same references, the same error texts
 * with offsets in UTF-8 bytes. Throws a Refusal.
 */
export function parseHtml(html: string): FormattedText {
  const cursor: HtmlCursor = { bytes: Buffer.from(html, 'utf8'), at: 0 }
  const reading: Reading = { cursor, text: '', hasSurrogate: false, open: [], entities: [] }
  while (cursor.at < cursor.bytes.length) readNext(reading)
  const unclosed = reading.open.at(-1)
  if (unclosed) throw cannotParse(`Can't find end tag corresponding to start tag "${unclosed.name}"`)
  if (reading.hasSurrogate) {
    throw cannotParse(
      'Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units',
    )
  }
  return { text: reading.text, entities: sortEntities(reading.entities) }
}

function readNext(reading: Reading): void {
  const { cursor } = reading
  const char = charAt(cursor)
  if (char === '&') {
    const code = decodeReference(cursor)
    if (code !== 0) {
      if (code >= 0xd800 && code <= 0xdfff) reading.hasSurrogate = true
      reading.text += String.fromCodePoint(code)
      return
    }
  }
  if (char === '<') readTag(reading)
  else readPlain(reading)
}

function readPlain(reading: Reading): void {
  const { cursor } = reading
  const begin = cursor.at
  do cursor.at++
  while (cursor.at < cursor.bytes.length && charAt(cursor) !== '<' && charAt(cursor) !== '&')
  reading.text += sliceText(cursor, begin, cursor.at)
}

function readTag(reading: Reading): void {
  const { cursor } = reading
  cursor.at++
  if (charAt(cursor) === '/') readEndTag(reading)
  else reading.open.push({ ...parseStartTag(cursor), offset: reading.text.length })
  cursor.at++
}

function readEndTag(reading: Reading): void {
  const { cursor } = reading
  const begin = cursor.at - 1
  const tag = reading.open.at(-1)
  if (!tag) throw cannotParse(`Unexpected end tag at byte offset ${begin}`)
  while (!isSpace(charAt(cursor)) && charAt(cursor) !== '>') cursor.at++
  const name = sliceText(cursor, begin + 2, cursor.at).toLowerCase()
  skipSpaces(cursor)
  if (charAt(cursor) !== '>') throw cannotParse(`Unclosed end tag at byte offset ${begin}`)
  if (name !== '' && name !== tag.name) {
    throw cannotParse(`Unmatched end tag at byte offset ${begin}, expected "</${tag.name}>", found "</${name}>"`)
  }
  reading.open.pop()
  const length = reading.text.length - tag.offset
  if (length > 0) keepEntity(reading, tag, { offset: tag.offset, length })
}

function keepEntity(reading: Reading, tag: StartTag, span: { offset: number; length: number }): void {
  const type = TYPE_OF_TAG.get(tag.name)
  if (tag.name === 'blockquote' && tag.argument === 'expandable')
    reading.entities.push({ type: 'expandable_blockquote', ...span })
  else if (type) reading.entities.push({ type, ...span })
  else if (tag.name === 'a') keepLink(reading, tag, span)
  else if (tag.name === 'tg-emoji') {
    if (!/^[1-9]\d*$/.test(tag.argument)) throw cannotParse('Invalid custom emoji identifier specified')
    reading.entities.push({ type: 'custom_emoji', ...span, custom_emoji_id: tag.argument })
  } else keepCode(reading, tag, span)
}

/** An address that Telegram does not accept loses its link without a word; the text stays. */
function keepLink(reading: Reading, tag: StartTag, span: { offset: number; length: number }): void {
  const address = tag.argument === '' ? reading.text.slice(span.offset) : tag.argument
  const user = mentionedUser(address)
  if (user !== null) {
    reading.entities.push({ type: 'text_mention', ...span, user: { id: user } })
    return
  }
  const url = checkedLink(address)
  if (url !== null) reading.entities.push({ type: 'text_link', ...span, url })
}

/** `<pre><code class="language-x">` over the same text is one entity with a language, whichever is outside. */
function keepCode(reading: Reading, tag: StartTag, span: { offset: number; length: number }): void {
  const inner = reading.entities.at(-1)
  const covers = inner && inner.offset === span.offset && inner.length === span.length
  if (covers && (inner.type === 'code' || inner.type === 'pre') && inner.type !== tag.name) {
    const language = inner.language ?? tag.argument
    reading.entities.pop()
    reading.entities.push({ type: 'pre', ...span, ...(language !== '' && { language }) })
    return
  }
  const language = tag.name === 'code' ? tag.argument : ''
  reading.entities.push({ type: tag.name, ...span, ...(language !== '' && { language }) })
}
