import { LONGEST_PREFIX, type Prefix, prefixOf } from '../arabic/clitics.ts'
import { foldTable, isLetterUnit, LIGATURE, ligatureLetters, SKIP } from '../arabic/fold-table.ts'

// The automaton only says where a pattern ended. Beginning, word boundaries and clitics are looked at
// here, at hits alone.

const isSkipped = (text: string, at: number): boolean => foldTable[text.charCodeAt(at)] === SKIP
const isLetter = (text: string, at: number): boolean => isLetterUnit[text.charCodeAt(at)] === 1

/** Raw offset where a pattern that ends at raw offset `end` begins. */
export function patternStart(text: string, pattern: string, end: number): number {
  let at = end
  for (let left = pattern.length; left > 0; ) {
    at--
    const unit = text.charCodeAt(at)
    const folded = foldTable[unit]
    if (folded === SKIP) continue
    if (pattern.charCodeAt(left - 1) === 0x20) {
      while (at > 0 && !isLetterOrDigit(text, at - 1)) at--
      left--
    } else if (folded === LIGATURE) left -= Math.min(left, ligatureLetters(unit).length)
    else left--
  }
  return at
}

function isLetterOrDigit(text: string, at: number): boolean {
  const unit = foldTable[text.charCodeAt(at)] as number
  return isLetter(text, at) || (unit >= 0x30 && unit <= 0x39)
}

/** Whether no letter follows raw offset `end` (marks are looked through). */
export function endsWord(text: string, end: number): boolean {
  let at = end
  while (at < text.length && isSkipped(text, at)) at++
  return at >= text.length || !isLetter(text, at)
}

const NO_PREFIX = prefixOf('')

/** The letters glued to the front of raw offset `start`; undefined prefix when no clitic spells them. */
export function prefixBefore(text: string, start: number): { prefix: Prefix | undefined; start: number } {
  // Most words begin where the pattern does.
  if (start === 0 || !(isLetter(text, start - 1) || isSkipped(text, start - 1))) return { prefix: NO_PREFIX, start }
  let letters = ''
  let first = start
  for (let at = start - 1; at >= 0; at--) {
    if (isSkipped(text, at)) continue
    if (!isLetter(text, at)) break
    const unit = text.charCodeAt(at)
    const folded = foldTable[unit] as number
    letters = (folded === LIGATURE ? ligatureLetters(unit) : String.fromCharCode(folded)) + letters
    first = at
    if (letters.length > LONGEST_PREFIX) return { prefix: undefined, start: first }
  }
  return { prefix: prefixOf(letters), start: first }
}

/** The whole word around raw offsets, as written. */
export function wordAround(text: string, start: number, end: number): { start: number; end: number } {
  let from = start
  let to = end
  while (from > 0 && (isLetter(text, from - 1) || isSkipped(text, from - 1))) from--
  while (to < text.length && (isLetter(text, to) || isSkipped(text, to))) to++
  while (from < start && isSkipped(text, from)) from++
  while (to > end && isSkipped(text, to - 1)) to--
  return { start: from, end: to }
}
