import { foldTable, isLetterUnit, SKIP } from '../arabic/fold-table.ts'

/** Words and sentences of one field: where each word begins and in which sentence it stands. */
export interface Segments {
  words: number
  /** Index of the word that holds, or last began before, a raw offset. */
  wordAt(offset: number): number
  /** Number of the sentence that a word stands in. */
  sentenceOf(word: number): number
}

const STOPS = new Set('.!?؟؛…\n'.split('').map((stop) => stop.charCodeAt(0)))

/** Cuts a text into words and sentences. A full stop inside a number (2.5) ends nothing. */
export function segment(text: string): Segments {
  const starts: number[] = []
  const sentences: number[] = []
  let sentence = 0
  let inWord = false
  let fresh = true
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (isLetterUnit[unit] === 1) {
      if (!inWord) {
        starts.push(at)
        sentences.push(sentence)
      }
      inWord = true
      fresh = false
    } else if (foldTable[unit] !== SKIP) {
      inWord = false
      if (!fresh && STOPS.has(unit) && !isInNumber(text, at)) {
        sentence++
        fresh = true
      }
    }
  }
  return {
    words: starts.length,
    wordAt: (offset) => lastAtOrBefore(starts, offset),
    sentenceOf: (word) => sentences[word] ?? 0,
  }
}

/** Whether a stop stands right before a digit (2.5); no Arabic stop does. */
function isInNumber(text: string, at: number): boolean {
  const next = text.charCodeAt(at + 1)
  return text.charCodeAt(at) < 0x600 && next >= 0x30 && next <= 0x39
}

function lastAtOrBefore(starts: readonly number[], offset: number): number {
  let low = 0
  let high = starts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((starts[middle] as number) <= offset) low = middle + 1
    else high = middle
  }
  return Math.max(0, low - 1)
}
