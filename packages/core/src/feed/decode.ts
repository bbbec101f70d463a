import { declaredCharset, headerCharset } from './charset-label.ts'
import { decodeCodePage, isCodePage } from './code-pages.ts'
import { decodeEbcdic } from './ebcdic.ts'
import { guessArabicCharset, guessWide } from './guess-charset.ts'

export interface DecodedText {
  text: string
  /** Name of the charset that was used: see `charsetOf`. */
  charset: string
}

const HEAD_BYTES = 2048
const SINGLE_BYTE = /^(windows-125\d|iso-8859-|koi8|macintosh|x-mac|ibm866|windows-874|cp\d|hp-|pt154|kz-)/

/**
 * Bytes to text. A byte-order mark outranks the header, the header the XML declaration or meta tag; but a label that
 * the bytes contradict (UTF-8 that is no UTF-8; windows-1256 over Arabic in plain UTF-8) loses to the bytes, and with
 * no usable label the guess decides: UTF-8 when valid, then the Arabic charsets, then windows-1252. Never throws.
 */
export function decodeBytes(bytes: Uint8Array, contentType?: string | null): DecodedText {
  const marked = byMark(bytes) ?? decodeEbcdic(bytes)
  if (marked) return marked
  const wide = guessWide(bytes)
  if (wide) return { text: decodeAs(bytes, wide), charset: wide }
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, HEAD_BYTES))
  const label = narrow(headerCharset(contentType)) ?? narrow(declaredCharset(head))
  const utf8 = strictUtf8(bytes)
  if (utf8 !== null && (label === null || label === 'utf-8' || contradictsLabel(utf8, label))) {
    return { text: utf8, charset: 'utf-8' }
  }
  const charset = charsetByContent(bytes, label, narrow(declaredCharset(head)))
  return { text: decodeAs(bytes, charset), charset }
}

function decodeAs(bytes: Uint8Array, charset: string): string {
  if (charset.startsWith('utf-32')) return decodeUtf32(bytes, charset === 'utf-32le')
  return isCodePage(charset) ? decodeCodePage(bytes, charset) : new TextDecoder(charset).decode(bytes)
}

/** A UTF-16 label on bytes without zero bytes is wrong: somebody else re-encoded the document. */
function narrow(charset: string | null): string | null {
  return charset === null || charset.startsWith('utf-16') || charset === 'replacement' ? null : charset
}

function byMark(bytes: Uint8Array): DecodedText | null {
  const [a, b, c, d] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return { text: new TextDecoder('utf-8').decode(bytes), charset: 'utf-8' }
  if (a === 0xff && b === 0xfe && c === 0 && d === 0)
    return { text: decodeUtf32(bytes.subarray(4), true), charset: 'utf-32le' }
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff)
    return { text: decodeUtf32(bytes.subarray(4), false), charset: 'utf-32be' }
  if (a === 0xff && b === 0xfe) return { text: new TextDecoder('utf-16le').decode(bytes), charset: 'utf-16le' }
  if (a === 0xfe && b === 0xff) return { text: new TextDecoder('utf-16be').decode(bytes), charset: 'utf-16be' }
  return null
}

function decodeUtf32(bytes: Uint8Array, little: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength & ~3)
  const parts: string[] = []
  for (let i = 0; i < view.byteLength; i += 4) {
    const point = view.getUint32(i, little)
    parts.push(point > 0x10ffff || (point >= 0xd800 && point < 0xe000) ? '\uFFFD' : String.fromCodePoint(point))
  }
  return parts.join('')
}

function strictUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

// Text in a single-byte charset is almost never valid UTF-8 by chance, so valid multi-byte text outranks such a label.
function contradictsLabel(utf8: string, label: string): boolean {
  return SINGLE_BYTE.test(label) && /[\u0080-\uFFFF]{2}/.test(utf8)
}

// Labels that publishers set without looking: the bytes decide between Latin and the two Arabic charsets.
const LOOSE_LABELS = new Set(['windows-1252', 'windows-1256', 'iso-8859-6'])

function charsetByContent(bytes: Uint8Array, label: string | null, declared: string | null): string {
  if (mostlyUtf8(bytes, label !== null && TWO_BYTES.test(label))) return 'utf-8'
  // A server names its own default; who wrote another charset into the document meant it.
  const trusted =
    declared !== null && (label === 'utf-8' || (label !== null && LOOSE_LABELS.has(label))) ? declared : label
  if (trusted && trusted !== 'utf-8' && !LOOSE_LABELS.has(trusted)) return trusted
  return guessArabicCharset(bytes) ?? (trusted === 'utf-8' ? null : trusted) ?? 'windows-1252'
}

const TWO_BYTES = /^(?:gb|big5|euc-|shift_jis)/
// Every tenth pair of bytes of such a charset is valid UTF-8 by chance; this many in a row are none.
const ENOUGH_OF_UTF8 = 8

/** One bad byte in a long UTF-8 document must not turn all of its Arabic to rubbish. A few letters do not contradict a label of two bytes each. */
function mostlyUtf8(bytes: Uint8Array, hasOtherLabel: boolean): boolean {
  const text = new TextDecoder('utf-8').decode(bytes)
  let bad = 0
  let good = 0
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit === 0xfffd) bad++
    else if (unit > 0x7f) good++
  }
  return good > bad * 4 && (!hasOtherLabel || good >= ENOUGH_OF_UTF8)
}
