// Invisible characters by which a title could reorder or hide the text around it: bidi marks, embeddings, overrides and isolates,
// soft hyphen, zero-width space and joiner, word joiner and invisible operators, BOM, interlinear and object marks,
// Mongolian separator, grapheme joiner, tag characters. ZWNJ is handled apart: Persian names need it inside words.
const INVISIBLE =
  /[\u00AD\u061C\u180E\u200B\u200E-\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFC]|\u034F|\u200D|[\u{E0000}-\u{E007F}]/gu
// C0 and C1 controls, line and paragraph separators, and blank-looking Hangul fillers count as white space.
// biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what this takes out
const BLANK = /[\u0000-\u001F\u007F-\u009F\u2028\u2029\u115F\u1160\u2800\u3164\uFFA0]/g
const STRAY_ZWNJ = /(?<![\p{L}\p{M}])\u200C+|\u200C+(?!\p{L})/gu
const NONCHARACTERS = /[\uFDD0-\uFDEF\uFFFE\uFFFF]|\p{Cn}/gu
// Arabic vowels stack at most three marks; more is a "zalgo" tower that covers the lines around it.
const MARK_TOWERS = /(\p{M}{3})\p{M}+/gu

/** One line of plain text that is safe to put between other text: no control, no bidi override, no zero-width character
 *  save ZWNJ inside a word, no lone surrogate, white space folded. May be empty. Cleaning twice changes nothing more. */
export function cleanTitle(title: string): string {
  return title
    .toWellFormed()
    .replace(/\uFFFD/g, '')
    .replace(BLANK, ' ')
    .replace(INVISIBLE, '')
    .replace(NONCHARACTERS, '')
    .replace(STRAY_ZWNJ, '')
    .replace(MARK_TOWERS, '$1')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Cuts at a word border with «…» so that at most `max` UTF-16 units remain; never splits a surrogate pair. */
export function cutText(text: string, max: number): string {
  if (text.length <= max) return text
  const room = text.slice(0, max - 1).replace(/[\uD800-\uDBFF]$/, '')
  const border = room.lastIndexOf(' ')
  return `${(border > max / 2 ? room.slice(0, border) : room).replace(/[\s،,؛:.\-–—]+$/u, '')}…`
}
