import { foldTable, LIGATURE, ligatureLetters, SKIP } from '../arabic/fold-table.ts'

// A dense Aho-Corasick automaton over raw UTF-16 units. Folding, skipping of marks and the collapse of
// gaps are transitions of the table, so one array access per unit does all of the work.

/** Finds all patterns in one pass over the raw text. */
export interface Automaton {
  /** Calls `onHit(pattern, end)` for every pattern that ends before the raw offset `end`. */
  scan(text: string, onHit: (pattern: number, end: number) => void): void
  states: number
  classes: number
}

const OTHER = 0
const SKIPPED = 1
const SPACE = 2
const LIGATURES = 3
const FIRST_LETTER = 4

// Characters that may stand inside a name: «حركة (طالبان)», داعش-خراسان, #حركة_طالبان.
const GAPS = ' _-‐‑–—―/«»‹›"“”„‟\'‘’‚‛()[]{}#<>'

function classify(patterns: readonly string[]): { classOf: Uint8Array; letters: Map<string, number> } {
  const letters = new Map<string, number>()
  for (const pattern of patterns)
    for (const unit of pattern) if (unit !== ' ' && !letters.has(unit)) letters.set(unit, FIRST_LETTER + letters.size)
  if (letters.size > 250) throw new RangeError('a topic uses more than 250 different characters')
  const classOf = new Uint8Array(0x10000)
  const ofFolded = new Uint8Array(0x10000)
  for (const [letter, cls] of letters) ofFolded[letter.charCodeAt(0)] = cls
  ofFolded[0x20] = SPACE
  ofFolded[SKIP] = SKIPPED
  ofFolded[LIGATURE] = LIGATURES
  for (let unit = 0; unit < 0x10000; unit++) classOf[unit] = ofFolded[foldTable[unit] as number] as number
  for (const gap of GAPS) classOf[gap.charCodeAt(0)] = SPACE
  return { classOf, letters }
}

interface Trie {
  /** A row of `classes` a state; 0 where nothing follows, since nothing leads back to the root. */
  next: Int32Array
  outputs: number[][]
  afterGap: boolean[]
}

function buildTrie(patterns: readonly string[], letters: Map<string, number>, classes: number): Trie {
  const most = patterns.reduce((sum, pattern) => sum + pattern.length, 1)
  const next = new Int32Array(most * classes)
  const trie: Trie = { next, outputs: [[]], afterGap: [true] }
  for (const [index, pattern] of patterns.entries()) {
    let state = 0
    for (const unit of pattern) {
      const cls = unit === ' ' ? SPACE : (letters.get(unit) as number)
      const at = state * classes + cls
      if (next[at] === 0) {
        next[at] = trie.outputs.length
        trie.outputs.push([])
        trie.afterGap.push(cls === SPACE)
      }
      state = next[at] as number
    }
    trie.outputs[state]?.push(index)
  }
  return trie
}

/** Breadth-first states and the dense table with all failure moves resolved. */
function completeTable(trie: Trie, classes: number): { table: Int32Array; outputs: number[][]; order: number[] } {
  const states = trie.outputs.length
  const table = new Int32Array(states * classes)
  const fail = new Int32Array(states)
  const outputs = trie.outputs.map((own) => [...own])
  const queue = [0]
  for (let head = 0; head < queue.length; head++) {
    const state = queue[head] as number
    const back = fail[state] as number
    if (state !== 0) outputs[state]?.push(...(outputs[back] ?? []))
    for (let cls = SPACE; cls < classes; cls++) {
      const child = trie.next[state * classes + cls] as number
      const fallback = state === 0 ? 0 : (table[back * classes + cls] as number)
      table[state * classes + cls] = child === 0 ? fallback : child
      if (child === 0) continue
      fail[child] = fallback
      queue.push(child)
    }
    table[state * classes + OTHER] = 0
    // Marks leave the state as it is, and so does a second gap after a first.
    table[state * classes + SKIPPED] = state
    if (trie.afterGap[state]) table[state * classes + SPACE] = state
  }
  return { table, outputs, order: queue }
}

/**
 * Renumbers so that states that report something come last, and pre-multiplies by the row length. Shallow
 * states, where nearly all text is read, stand side by side and stay in the cache.
 */
function arrange(table: Int32Array, outputs: number[][], order: readonly number[], classes: number) {
  const quiet = order.filter((state) => outputs[state]?.length === 0)
  const loud = order.filter((state) => outputs[state]?.length !== 0)
  const place = new Int32Array(order.length)
  for (const [at, state] of [...quiet, ...loud].entries()) place[state] = at
  const rows = new Int32Array(table.length)
  const firstLoud = quiet.length * classes
  for (const state of order)
    for (let cls = 0; cls < classes; cls++)
      rows[(place[state] as number) * classes + cls] =
        (place[table[state * classes + cls] as number] as number) * classes
  // A ligature is read letter by letter outside the fast path: its column points past the table.
  for (let row = 0; row < rows.length; row += classes) rows[row + LIGATURES] = rows.length
  return { rows, firstLoud, reports: loud.map((state) => outputs[state] as number[]) }
}

// The state in which `skipQuiet` stopped; a second return value without an allocation a hit.
let quietState = 0

/**
 * Reads on while no pattern ends; returns the offset of the unit that ends one, or -1 at the end. Apart
 * from everything else, since the compiler keeps only so small a loop in registers (twice the speed).
 */
function skipQuiet(
  rows: Int32Array,
  classOf: Uint8Array,
  units: Uint16Array,
  firstLoud: number,
  from: number,
  start: number,
  length: number,
): number {
  let state = from
  for (let at = start; at < length; at++) {
    const next = rows[state + (classOf[units[at] as number] as number)] as number
    if (next >= firstLoud) {
      quietState = state
      return at
    }
    state = next
  }
  return -1
}

/** Builds the automaton for folded patterns whose gaps are single spaces. */
export function buildAutomaton(patterns: readonly string[]): Automaton {
  const { classOf, letters } = classify(patterns)
  const classes = FIRST_LETTER + letters.size
  const trie = buildTrie(patterns, letters, classes)
  const { table, outputs, order } = completeTable(trie, classes)
  const { rows, firstLoud, reports } = arrange(table, outputs, order, classes)

  function report(state: number, end: number, onHit: (pattern: number, end: number) => void): void {
    for (const pattern of reports[(state - firstLoud) / classes] as number[]) onHit(pattern, end)
  }

  function readLigature(
    from: number,
    unit: number,
    end: number,
    onHit: (pattern: number, end: number) => void,
  ): number {
    let state = from
    for (const letter of ligatureLetters(unit)) {
      state = rows[state + (letters.get(letter) ?? OTHER)] as number
      if (state >= firstLoud) report(state, end, onHit)
    }
    return state
  }

  // A typed array is read twice as fast as a string, and the copy is a memory move.
  let units = new Uint16Array(1 << 15)

  function copyUnits(text: string): void {
    if (text.length > units.length) units = new Uint16Array(text.length * 2)
    Buffer.from(units.buffer).write(text, 'utf16le')
  }

  function scan(text: string, onHit: (pattern: number, end: number) => void): void {
    copyUnits(text)
    const { length } = text
    let state = 0
    for (let at = 0; at < length; at++) {
      const stop = skipQuiet(rows, classOf, units, firstLoud, state, at, length)
      if (stop < 0) return
      at = stop
      state = quietState
      const unit = units[at] as number
      const cls = classOf[unit] as number
      if (cls === LIGATURES) state = readLigature(state, unit, at + 1, onHit)
      else {
        state = rows[state + cls] as number
        // A mark or a second gap keeps a loud state without reading anything new.
        if (cls > SPACE) report(state, at + 1, onHit)
      }
    }
  }
  return { scan, states: trie.outputs.length, classes }
}
