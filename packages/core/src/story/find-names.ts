import { NISBA_ENDINGS, prefixes, wordsOf } from '../arabic/index.ts'

/** A name found in a list of words. */
export interface FoundName {
  id: string
  /** First word and the word after the last. */
  from: number
  to: number
  /** Clitics written onto the first word: و, بال, ل … */
  prefix: string
}

/** Names by their first word, each with what must follow it. */
export type NameTable = Map<string, { id: string; rest: readonly string[] }[]>

export interface NamedThing {
  id: string
  names: readonly string[]
  /** Stems that take the endings of the relative adjective. */
  nisba?: readonly string[]
}

/** Builds the table once for a list of named things; longer names come first, so that they win. */
export function nameTable(things: readonly NamedThing[]): NameTable {
  const table: NameTable = new Map()
  for (const thing of things) {
    const adjectives = (thing.nisba ?? []).flatMap((stem) => NISBA_ENDINGS.map((ending) => stem + ending))
    for (const name of [...thing.names, ...adjectives]) addName(table, thing.id, name)
  }
  for (const entries of table.values()) entries.sort((a, b) => b.rest.length - a.rest.length)
  return table
}

function addName(table: NameTable, id: string, name: string): void {
  const [first, ...rest] = wordsOf(name)
  if (first === undefined) return
  table.set(first, [...(table.get(first) ?? []), { id, rest }])
}

const LETTERS = prefixes.map((prefix) => prefix.letters).sort((a, b) => a.length - b.length)

/** Every name in the words, in order, none inside another. Clitics may stand before the first word only. */
export function findNames(words: readonly string[], table: NameTable): FoundName[] {
  const found: FoundName[] = []
  let at = 0
  while (at < words.length) {
    const name = nameAt(words, at, table)
    if (name) found.push(name)
    at = name ? name.to : at + 1
  }
  return found
}

function nameAt(words: readonly string[], at: number, table: NameTable): FoundName | null {
  const word = words[at] ?? ''
  let best: FoundName | null = null
  for (const prefix of LETTERS) {
    if (!word.startsWith(prefix)) continue
    // ل + ال is written لل: "للهند" holds "الهند".
    const first = prefix.endsWith('لل') ? `ال${word.slice(prefix.length)}` : word.slice(prefix.length)
    for (const { id, rest } of table.get(first) ?? []) {
      const to = at + 1 + rest.length
      if (rest.every((next, i) => words[at + 1 + i] === next) && to > (best?.to ?? 0))
        best = { id, from: at, to, prefix }
    }
  }
  return best
}
