import { foldArabic, searchWords } from '../arabic/index.ts'
import type { TopicSource } from '../topic/index.ts'

/** What the topic knows about spellings: for every one-word name its other spellings, and for Latin names their Arabic. */
export interface Spellings {
  /** All spellings of a word as search knows it, itself first; only itself when the topic does not name it. */
  of(word: string): readonly string[]
}

const LATIN = /^[a-z]+$/
const DIGRAPHS: [RegExp, string][] = [
  [/kh/g, 'ك'],
  [/gh/g, 'ك'],
  [/sh|ch/g, 'ش'],
  [/th/g, 'س'],
  [/dh/g, 'د'],
  [/zh/g, 'ز'],
  [/ph/g, 'ف'],
]
const LETTERS: Record<string, string> = {
  ...{ b: 'ب', p: 'ب', t: 'ت', j: 'ك', h: 'ه', d: 'د', r: 'ر', z: 'ز', s: 'س', f: 'ف', v: 'ف', q: 'ك' },
  ...{ c: 'ك', k: 'ك', g: 'ك', l: 'ل', m: 'م', n: 'ن', x: 'كس' },
  ...{ ط: 'ت', ث: 'س', ص: 'س', ض: 'د', ذ: 'د', ظ: 'ز', ح: 'ه', خ: 'ك', غ: 'ك', ج: 'ك', ق: 'ك' },
}

/**
 * The consonants of a name, what its spellings have in common: كابل, كابول and Kabul are كبل; شويغو, شويجو and شويكو are
 * شك. Long vowels, ع and ء fall, letters that outlets choose between for one foreign sound become one. Only names of
 * one entity are compared by it.
 */
function consonantsOf(word: string): string {
  let latin = word
  for (const [pair, letter] of DIGRAPHS) latin = latin.replace(pair, letter)
  const letters = [...latin].map((letter) => LETTERS[letter] ?? letter).join('')
  return letters.replace(/[aeiouwyاويعء]/g, '').replace(/(.)\1+/gu, '$1')
}

/** Spellings of the names in the topics' rules. Pure, and milliseconds for thousands of aliases: build it once a version. */
export function spellingsOf(topics: readonly TopicSource[]): Spellings {
  const groups = topics.flatMap(({ entities }) =>
    Object.values(entities)
      .filter(({ kind }) => kind === 'name')
      .flatMap(nameGroups),
  )
  const byWord = new Map<string, Set<string>>()
  for (const { names } of groups)
    for (const word of names) {
      const all = byWord.get(word) ?? new Set([word])
      byWord.set(word, all)
      for (const other of names) all.add(other)
    }
  const byConsonants = Map.groupBy(groups, ({ consonants }) => consonants)
  return {
    of: (word) => {
      const known = byWord.get(word)
      if (known !== undefined) return [word, ...[...known].filter((other) => other !== word)]
      if (!LATIN.test(word) || word.length < 4) return [word]
      const arabic = byConsonants.get(consonantsOf(word)) ?? []
      return [...new Set([word, ...arabic.flatMap(({ names }) => names)])]
    },
  }
}

interface NameGroup {
  consonants: string
  /** As search knows them. */
  names: string[]
}

/** An entity's one-word names by their consonants; its English title is another spelling of its Arabic one (ISIS). */
function nameGroups({ title, aliases }: TopicSource['entities'][string]): NameGroup[] {
  const texts = aliases.flatMap((alias) =>
    typeof alias === 'string' ? alias : alias.form === 'nisba' ? [] : alias.text,
  )
  const names = [title.ar, ...texts].flatMap(oneWord)
  const groups = Map.groupBy(names, ({ consonants }) => consonants)
  const home = groups.get(oneWord(title.ar)[0]?.consonants ?? '')
  home?.push(...oneWord(title.en))
  return [...groups]
    .filter(([consonants]) => consonants.length > 1)
    .map(([consonants, group]) => ({ consonants, names: [...new Set(group.map(({ word }) => word))] }))
}

function oneWord(name: string): { word: string; consonants: string }[] {
  const folded = foldArabic(name).trim()
  const [word, ...rest] = searchWords(name)
  if (word === undefined || rest.length > 0 || folded.length < 3) return []
  // Not of the peeled word: a letter that peeling takes from a root by mistake is a consonant of the name.
  return [{ word, consonants: consonantsOf(folded.replace(/^ال/, '')) }]
}
