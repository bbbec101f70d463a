import type { Prefix } from '../arabic/clitics.ts'
import type { CompiledAlias, CompiledTopic, Pattern } from './compile-topic.ts'
import type { Field, Rejection } from './match.ts'
import type { Reason } from './reasons.ts'
import { namesSuffice } from './rule-needs.ts'
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

/** What one pass over a field found, with the field. */
export interface Pass extends Collected {
  field: Field
  text: string
}

// Enough to explain a none; an article on cables must not carry a hundred rejections.
const MOST_REJECTIONS = 12

/** One pass of the automaton over a field; boundaries and clitics of names are looked at where it hits. */
export function collectNames(topic: CompiledTopic, field: Field, text: string): Pass {
  const pass: Pass = { candidates: [], rejected: [], field, text }
  topic.automaton.scan(text, (index, end) => examine(topic.patterns[index] as Pattern, field, text, end, pass))
  return pass
}

/** Everything that one field holds, cue words included where its names could make a rule hold. */
export function collectCandidates(topic: CompiledTopic, field: Field, text: string): Collected {
  const pass = collectNames(topic, field, text)
  if (namesSuffice(topic, namedIn([pass]))) collectCues(topic, pass)
  return pass
}

/** The entities that passes name, before anything about context is asked. */
export function namedIn(passes: readonly Collected[]): ReadonlySet<string> {
  const named = new Set<string>()
  for (const { candidates } of passes) for (const { alias } of candidates) if (alias.entity) named.add(alias.entity)
  return named
}

/** Adds the cue words of a field, in a pass of their own: worth it only where names could make a rule hold. */
export function collectCues(topic: CompiledTopic, pass: Pass): void {
  const { field, text } = pass
  topic.cueAutomaton.scan(text, (index, end) =>
    examine(topic.patterns[topic.firstCue + index] as Pattern, field, text, end, pass),
  )
}

function examine(pattern: Pattern, field: Field, text: string, end: number, { candidates, rejected }: Collected): void {
  const isWord = endsWord(text, end)
  const isTold = isTelling(pattern) && rejected.length < MOST_REJECTIONS
  if (!isWord && !isTold) return
  const begins = patternStart(text, pattern.text, end)
  const { prefix, start } = isWord ? prefixBefore(text, begins) : { prefix: undefined, start: begins }
  let fitting = 0
  if (prefix !== undefined)
    for (const alias of pattern.aliases) {
      if (!fits(alias, prefix, text, start, end)) continue
      candidates.push({ alias, field, start, end, prefix })
      fitting++
    }
  const alias = pattern.aliases[0]
  if (fitting === 0 && isTold && alias !== undefined) rejectWord(rejected, alias, field, text, begins, end, prefix)
}

/** Whether a word that only holds the pattern is worth a rejection. An alias with an article of its own is nothing without it: حركة is no الحركة. */
function isTelling({ text, aliases: [alias] }: Pattern): boolean {
  return text.length >= 4 && alias?.kind === 'name' && alias.needed && !alias.ownArticle
}

const DASH_OR_BRACKET = /[-‐‑–—―/()[\]{}]/

function fits(alias: CompiledAlias, prefix: Prefix, text: string, start: number, end: number): boolean {
  return alias.accepts(prefix) && !(alias.tight && DASH_OR_BRACKET.test(text.slice(start, end)))
}

/** A word that holds the alias: a longer one (الفيروسية), or the alias behind a clitic that it never takes (الكابل). */
function rejectWord(
  rejected: Rejection[],
  alias: CompiledAlias,
  field: Field,
  text: string,
  begins: number,
  end: number,
  prefix: Prefix | undefined,
): void {
  const { start, end: stop } = wordAround(text, begins, end)
  const surface = text.slice(start, stop)
  const earlier = rejected.find((other) => other.surface === surface)
  if (earlier?.reason.code === 'inside-word' && earlier.reason.alias.length < alias.text.length)
    earlier.reason = { ...earlier.reason, alias: alias.text }
  if (earlier !== undefined) return
  const reason: Reason =
    prefix === undefined
      ? { code: 'inside-word', word: surface, alias: alias.text }
      : { code: 'denied', word: surface, alias: alias.text }
  rejected.push({ surface, field, start, end: stop, reason })
}
