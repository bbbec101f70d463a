import { type CompiledTopic, foldWithOffsets, namesSuffice, prefixOf } from '@rasid/core'

// The slow, obvious way to find every alias: fold, collapse gaps, indexOf each form, look at both sides.
// It shares the folding and the grammar with the matcher, and nothing of the automaton.

const GAPS = new Set(' _-‐‑–—―/«»‹›"“”„‟\'‘’‚‛()[]{}#<>')
const LETTER = /\p{L}/u

interface Flat {
  text: string
  /** Raw offset of every folded unit, gaps collapsed to one space. */
  from: number[]
}

function flatten(text: string): Flat {
  const folded = foldWithOffsets(text)
  let flat = ''
  const from: number[] = []
  for (let i = 0; i < folded.text.length; i++) {
    const letter = folded.text[i] as string
    const gap = GAPS.has(letter)
    if (gap && flat.endsWith(' ')) continue
    flat += gap ? ' ' : letter
    from.push(folded.starts[i] as number)
  }
  return { text: flat, from }
}

/** `entity|start|end` of every candidate in a text, sorted; to be compared with `collectCandidates`. */
export function naiveHits(topic: CompiledTopic, text: string): string[] {
  const flat = flatten(text)
  const names = new Set<string>()
  const cues = new Set<string>()
  for (const pattern of topic.patterns)
    for (let at = flat.text.indexOf(pattern.text); at >= 0; at = flat.text.indexOf(pattern.text, at + 1)) {
      const end = at + pattern.text.length
      if (LETTER.test(flat.text[end] ?? ' ')) continue
      let first = at
      while (first > 0 && LETTER.test(flat.text[first - 1] as string)) first--
      const prefix = prefixOf(flat.text.slice(first, at))
      if (prefix === undefined) continue
      const start = flat.from[first] as number
      const stop = (flat.from[end - 1] as number) + 1
      for (const alias of pattern.aliases)
        if (alias.accepts(prefix) && !(alias.tight && /[-‐‑–—―/()[\]{}]/.test(text.slice(start, stop))))
          (pattern.cueOnly ? cues : names).add(`${alias.entity ?? alias.kind}|${start}|${stop}`)
    }
  // Cues count only beside names that could make a rule hold.
  const entities = new Set([...names].map((hit) => hit.slice(0, hit.indexOf('|'))))
  return (namesSuffice(topic, entities) ? [...names, ...cues] : [...names]).sort()
}
