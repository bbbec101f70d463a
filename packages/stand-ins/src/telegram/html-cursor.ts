const LETTER = /^[A-Za-z]$/
const ENTITY_NAMES = new Map([
  ['lt', 0x3c],
  ['gt', 0x3e],
  ['amp', 0x26],
  ['quot', 0x22],
])

/** The bytes of a message, read as td does: the end of the text is a NUL, and NUL counts as a space. */
export interface HtmlCursor {
  bytes: Uint8Array
  at: number
}

/** The character at `index`, or NUL past the end (bytes above 127 give their Latin-1 letter, never a tag sign). */
export function charAt(cursor: HtmlCursor, index: number = cursor.at): string {
  return String.fromCharCode(cursor.bytes[index] ?? 0)
}

/** td's `is_space`. */
export function isSpace(char: string): boolean {
  return char === ' ' || char === '\t' || char === '\r' || char === '\n' || char === '\0' || char === '\v'
}

/** Moves over spaces, but not past the end. */
export function skipSpaces(cursor: HtmlCursor): void {
  while (charAt(cursor) !== '\0' && isSpace(charAt(cursor))) cursor.at++
}

/** The bytes between two positions as text. */
export function sliceText(cursor: HtmlCursor, from: number, to: number): string {
  return Buffer.from(cursor.bytes.subarray(from, to)).toString('utf8')
}

/**
 * Decodes the character reference at the cursor and moves behind it; 0 (and no move) when it is not one.
 * Only numbers and four names are known, a `;` may be missing (td's decode_html_entity).
 */
export function decodeReference(cursor: HtmlCursor): number {
  const start = cursor.at
  const read = charAt(cursor, start + 1) === '#' ? decodeNumber(cursor, start) : decodeName(cursor, start)
  if (read.code === 0) return 0
  cursor.at = charAt(cursor, read.end) === ';' ? read.end + 1 : read.end
  return read.code
}

function decodeNumber(cursor: HtmlCursor, start: number): { code: number; end: number } {
  const isHex = charAt(cursor, start + 2) === 'x'
  const digit = isHex ? /^[0-9a-fA-F]$/ : /^[0-9]$/
  let end = start + (isHex ? 3 : 2)
  let code = 0
  while (digit.test(charAt(cursor, end))) {
    code = code * (isHex ? 16 : 10) + Number.parseInt(charAt(cursor, end), 16)
    end++
  }
  return code === 0 || code >= 0x10ffff || end - start >= 10 ? { code: 0, end } : { code, end }
}

function decodeName(cursor: HtmlCursor, start: number): { code: number; end: number } {
  let end = start + 1
  while (LETTER.test(charAt(cursor, end))) end++
  return { code: ENTITY_NAMES.get(sliceText(cursor, start + 1, end)) ?? 0, end }
}
