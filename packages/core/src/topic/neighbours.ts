import { foldArabic } from '../arabic/fold.ts'
import { foldTable, isLetterUnit } from '../arabic/fold-table.ts'

const STOPS = new Set('.!?؟؛…\n:،,;|•'.split('').map((stop) => stop.charCodeAt(0)))

/** A word beside a mention: folded, with its place in the raw text and its distance (1 = next to it). */
export interface Neighbour {
  word: string
  start: number
  end: number
  distance: number
}

const isWordUnit = (unit: number): boolean => isLetterUnit[unit] === 1 || foldTable[unit] === 0

/** Up to `count` words on one side of a mention, nearest first, never across a stop or comma. */
export function neighbours(text: string, from: number, side: 'before' | 'after', count: number): Neighbour[] {
  const step = side === 'after' ? 1 : -1
  const found: Neighbour[] = []
  let at = side === 'after' ? from : from - 1
  while (found.length < count) {
    while (at >= 0 && at < text.length && !isWordUnit(text.charCodeAt(at))) {
      if (STOPS.has(text.charCodeAt(at))) return found
      at += step
    }
    if (at < 0 || at >= text.length) return found
    const edge = at
    while (at >= 0 && at < text.length && isWordUnit(text.charCodeAt(at))) at += step
    const [start, end] = side === 'after' ? [edge, at] : [at + 1, edge + 1]
    const word = foldArabic(text.slice(start, end))
    if (word !== '') found.push({ word, start, end, distance: found.length + 1 })
  }
  return found
}
