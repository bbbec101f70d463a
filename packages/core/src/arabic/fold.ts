import { foldTable, LIGATURE, ligatureLetters, SKIP } from './fold-table.ts'

/** Folded text with the way back: folded unit `i` comes from original units `[starts[i], ends[i])`. */
export interface FoldedText {
  text: string
  starts: Int32Array
  ends: Int32Array
}

/**
 * One spelling for the many that Arabic text has: hamza seats, ى/ي/ی, ة/ه, ک/ك, digits, presentation
 * forms and Latin case fold; tashkeel, tatweel and invisible controls vanish. Works on NFC and NFD
 * alike. Folding twice gives what folding once gives.
 */
export function foldArabic(text: string): string {
  let folded = ''
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    const to = foldTable[unit] as number
    if (to === SKIP) continue
    folded += to === LIGATURE ? ligatureLetters(unit) : String.fromCharCode(to)
  }
  return folded
}

/** `foldArabic` with, for every folded unit, the UTF-16 offsets of the original unit that it came from. */
export function foldWithOffsets(text: string): FoldedText {
  const pieces: string[] = []
  const from: number[] = []
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    const to = foldTable[unit] as number
    if (to === SKIP) continue
    const piece = to === LIGATURE ? ligatureLetters(unit) : String.fromCharCode(to)
    pieces.push(piece)
    for (let n = 0; n < piece.length; n++) from.push(i)
  }
  const starts = Int32Array.from(from)
  return { text: pieces.join(''), starts, ends: starts.map((start) => start + 1) }
}
