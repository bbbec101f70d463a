// What each UTF-16 unit becomes when Arabic text is folded. One table serves the string fold, the
// offset map and the automaton, so that a topic's aliases and an article's words can never disagree.

/** Table value of a unit that vanishes: tashkeel, tatweel, zero-width and bidi controls. */
export const SKIP = 0

/** Table value of a presentation form that stands for several letters; see `ligatureLetters`. */
export const LIGATURE = 0xffff

const SPACE = 0x20

// Both keyboards' and both traditions' spellings of one letter. Hamza seats fold because outlets
// disagree on them (أفغانستان, افغانستان), ة and ى because hand-typed feeds swap them.
const SAME_LETTER: Record<string, string> = {
  ا: 'أإآٱٲٳٵ',
  و: 'ؤٶۄۆۇۋ',
  ي: 'ىئیېۍےےۓ',
  ك: 'کڪګگڭ',
  ه: 'ةہھەۀۂۃۿ',
  ف: 'ڤڥڦ',
  ب: 'پ',
  ج: 'چ',
  ز: 'ژ',
  ن: 'ں',
}

// U+0600 signs, tashkeel, Quranic marks, tatweel, zero-width and bidi controls, soft hyphen, BOM.
const SKIPPED: readonly (readonly [number, number])[] = [
  [0x0600, 0x0605],
  [0x0610, 0x061a],
  [0x061c, 0x061c],
  [0x0640, 0x0640],
  [0x064b, 0x065f],
  [0x0670, 0x0670],
  [0x06d6, 0x06dd],
  [0x06df, 0x06e8],
  [0x06ea, 0x06ed],
  [0x08ca, 0x08ff],
  [0x00ad, 0x00ad],
  [0x0300, 0x036f],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x2064],
  [0x2066, 0x2069],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
]

const ODD_SPACES = [0x09, 0xa0, 0x1680, 0x202f, 0x205f, 0x3000]

const ligatures = new Map<number, string>()

function foldSimpleUnits(table: Uint16Array): void {
  for (let unit = 0; unit < 0x10000; unit++) table[unit] = unit
  for (let unit = 0x41; unit <= 0x5a; unit++) table[unit] = unit + 32
  for (const [letter, spellings] of Object.entries(SAME_LETTER))
    for (const spelling of spellings) table[spelling.charCodeAt(0)] = letter.charCodeAt(0)
  for (let digit = 0; digit < 10; digit++) {
    table[0x0660 + digit] = 0x30 + digit
    table[0x06f0 + digit] = 0x30 + digit
  }
  for (const unit of ODD_SPACES) table[unit] = SPACE
  for (let unit = 0x2000; unit <= 0x200a; unit++) table[unit] = SPACE
  for (const [first, last] of SKIPPED) for (let unit = first; unit <= last; unit++) table[unit] = SKIP
  // A lone NUL has no meaning in text and its value is our mark for "vanishes".
  table[0] = SKIP
}

function foldPresentationForm(table: Uint16Array, unit: number): void {
  const expanded = String.fromCharCode(unit).normalize('NFKC')
  if (expanded === String.fromCharCode(unit)) return
  const words = expanded.trim().split(' ')
  // Whole phrases (ﷺ) become a gap: eighteen letters glued to the name before them would hide it.
  if (words.length > 1) {
    table[unit] = SPACE
    return
  }
  let letters = ''
  for (const letter of expanded) {
    const folded = table[letter.charCodeAt(0)] as number
    if (letter !== ' ' && folded !== SKIP) letters += String.fromCharCode(folded)
  }
  if (letters.length === 0) table[unit] = SKIP
  else if (letters.length === 1) table[unit] = letters.charCodeAt(0)
  else {
    table[unit] = LIGATURE
    ligatures.set(unit, letters)
  }
}

function buildTable(): Uint16Array {
  const table = new Uint16Array(0x10000)
  foldSimpleUnits(table)
  for (let unit = 0xfb50; unit <= 0xfdff; unit++) foldPresentationForm(table, unit)
  for (let unit = 0xfe70; unit <= 0xfefc; unit++) foldPresentationForm(table, unit)
  for (let unit = 0xff01; unit <= 0xff5e; unit++) foldPresentationForm(table, unit)
  return table
}

/** Folded unit of every UTF-16 unit; `SKIP` vanishes, `LIGATURE` stands for `ligatureLetters(unit)`. */
export const foldTable: Uint16Array = buildTable()

/** The folded letters of a presentation form that stands for more than one (ﻻ → لا, ﷲ → الله). */
export function ligatureLetters(unit: number): string {
  return ligatures.get(unit) ?? ''
}

const LETTER = /\p{L}/u

function buildLetters(): Uint8Array {
  const letters = new Uint8Array(0x10000)
  for (let unit = 0; unit < 0x10000; unit++) {
    const folded = foldTable[unit] as number
    if (folded === SKIP) continue
    // A surrogate half belongs to some letter or sign of its own; as a neighbour it must not glue words.
    if (unit >= 0xd800 && unit <= 0xdfff) continue
    if (folded === LIGATURE || LETTER.test(String.fromCharCode(folded))) letters[unit] = 1
  }
  return letters
}

/** 1 for letters, 0 for all other units. Digits are none: feeds glue years to names. */
export const isLetterUnit: Uint8Array = buildLetters()
