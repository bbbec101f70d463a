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
  for (let unit = 0; unit < 0x10000; unit++) {
    const folded = foldTable[unit] as number
    if (folded === SKIP) classOf[unit] = SKIPPED
    else if (folded === LIGATURE) classOf[unit] = LIGATURES
    else classOf[unit] = letters.get(String.fromCharCode(folded)) ?? OTHER
  }
  for (const gap of GAPS) classOf[gap.charCodeAt(0)] = SPACE
  for (let unit = 0; unit < 0x10000; unit++) if (foldTable[unit] === 0x20) classOf[unit] = SPACE
  return { classOf, letters }
}

interface Trie {
  next: Map<number, number>[]
  outputs: number[][]
  afterGap: boolean[]
}

function buildTrie(patterns: readonly string[], letters: Map<string, number>): Trie {
  const trie: Trie = { next: [new Map()], outputs: [[]], afterGap: [true] }
  for (const [index, pattern] of patterns.entries()) {
    let state = 0
    for (const unit of pattern) {
      const cls = unit === ' ' ? SPACE : (letters.get(unit) as number)
      let to = trie.next[state]?.get(cls)
      if (to === undefined) {
        to = trie.next.length
        trie.next.push(new Map())
        trie.outputs.push([])
        trie.afterGap.push(cls === SPACE)
        trie.next[state]?.set(cls, to)
      }
      state = to
    }
    trie.outputs[state]?.push(index)
  }
  return trie
}

/** Breadth-first states and the dense table with all failure moves resolved. */
function completeTable(trie: Trie, classes: number): { table: Int32Array; outputs: number[][] } {
  const states = trie.next.length
  const table = new Int32Array(states * classes)
  const fail = new Int32Array(states)
  const outputs = trie.outputs.map((own) => [...own])
  const queue = [0]
  for (let head = 0; head < queue.length; head++) {
    const state = queue[head] as number
    const back = fail[state] as number
    if (state !== 0) outputs[state]?.push(...(outputs[back] ?? []))
    for (let cls = SPACE; cls < classes; cls++) {
      const child = trie.next[state]?.get(cls)
      const fallback = state === 0 ? 0 : (table[back * classes + cls] as number)
      table[state * classes + cls] = child ?? fallback
      if (child === undefined) continue
      fail[child] = fallback
      queue.push(child)
    }
    table[state * classes + OTHER] = 0
    // Marks leave the state as it is, and so does a second gap after a first.
    table[state * classes + SKIPPED] = state
    if (trie.afterGap[state]) table[state * classes + SPACE] = state
  }
  return { table, outputs }
}

/** Renumbers so that states that report something come last, and pre-multiplies by the row length. */
function arrange(table: Int32Array, outputs: number[][], classes: number) {
  const order = outputs.map((_, state) => state)
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

/** Builds the automaton for folded patterns whose gaps are single spaces. */
export function buildAutomaton(patterns: readonly string[]): Automaton {
  const { classOf, letters } = classify(patterns)
  const classes = FIRST_LETTER + letters.size
  const trie = buildTrie(patterns, letters)
  const { table, outputs } = completeTable(trie, classes)
  const { rows, firstLoud, reports } = arrange(table, outputs, classes)

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

  function scan(text: string, onHit: (pattern: number, end: number) => void): void {
    let state = 0
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i)
      const cls = classOf[unit] as number
      const next = rows[state + cls] as number
      if (next < firstLoud) {
        state = next
        continue
      }
      if (cls === LIGATURES) state = readLigature(state, unit, i + 1, onHit)
      else {
        state = next
        // A mark or a second gap keeps a loud state without reading anything new.
        if (cls > SPACE) report(state, i + 1, onHit)
      }
    }
  }
  return { scan, states: trie.next.length, classes }
}
