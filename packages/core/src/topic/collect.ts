import type { Prefix } from '../arabic/clitics.ts'
import type { CompiledAlias, CompiledTopic } from './compile-topic.ts'
import type { Field, Rejection } from './match.ts'
import { endsWord, patternStart, prefixBefore, wordAround } from './span.ts'

/** Words of one field that spell an alias, clitics included, before anything about context is asked. */
export interface Candidate {
  alias: CompiledAlias
  field: Field
  start: number
  end: number
  prefix: Prefix
}

/** What one pass over a field found. */
export interface Collected {
  candidates: Candidate[]
  rejected: Rejection[]
}

// Enough to explain a none; an article on cables must not carry a hundred rejections.
const MOST_REJECTIONS = 12

/** One pass of the automaton over a field; boundaries and clitics are looked at where it hits. */
export function collect(topic: CompiledTopic, field: Field, text: string): Collected {
  const candidates: Candidate[] = []
  const rejected: Rejection[] = []
  topic.automaton.scan(text, (index, end) => {
    const pattern = topic.patterns[index]
    if (pattern === undefined) return
    const begins = patternStart(text, pattern.text, end)
    const { prefix, start } = endsWord(text, end) ? prefixBefore(text, begins) : { prefix: undefined, start: begins }
    const usable = prefix === undefined ? [] : pattern.aliases.filter((alias) => fits(alias, prefix, text, start, end))
    for (const alias of usable) candidates.push({ alias, field, start, end, prefix: prefix as Prefix })
    if (usable.length === 0 && rejected.length < MOST_REJECTIONS) {
      const alias = pattern.aliases[0]
      if (alias?.kind === 'name' && pattern.text.length >= 4)
        rejectInsideWord(rejected, alias, field, text, begins, end)
    }
  })
  return { candidates, rejected }
}

const DASH_OR_BRACKET = /[-‐‑–—―/()[\]{}]/

function fits(alias: CompiledAlias, prefix: Prefix, text: string, start: number, end: number): boolean {
  return alias.accepts(prefix) && !(alias.tight && DASH_OR_BRACKET.test(text.slice(start, end)))
}

function rejectInsideWord(
  rejected: Rejection[],
  alias: CompiledAlias,
  field: Field,
  text: string,
  begins: number,
  end: number,
): void {
  const { start, end: stop } = wordAround(text, begins, end)
  const surface = text.slice(start, stop)
  if (rejected.some((earlier) => earlier.surface === surface)) return
  rejected.push({ surface, field, start, end: stop, reason: { code: 'inside-word', word: surface, alias: alias.text } })
}
