import type { Candidate } from './collect.ts'
import type { CompiledAlias, CompiledTopic } from './compile-topic.ts'
import { askCue, type CompiledCue } from './cues.ts'
import type { Field, Rejection } from './match.ts'
import type { Reason } from './reasons.ts'

/** The article's fields as raw text. */
export type FieldTexts = Partial<Record<Field, string>>

interface Sorted {
  sure: Candidate[]
  open: Candidate[]
  /** What a cue list refused, with the reason: by its words, the text uses the word in another sense. */
  refused: Map<CompiledCue, Reason>
}

/**
 * Decides ambiguous mentions: first by the words beside them, then by what else the article names, then
 * by entities that a bare mention yields to. Explicit mentions are never touched.
 */
export function disambiguate(
  topic: CompiledTopic,
  candidates: readonly Candidate[],
  texts: FieldTexts,
  rejected: Rejection[],
): Candidate[] {
  const reject = (candidate: Candidate, reason: Reason): void => {
    const { field, start, end } = candidate
    rejected.push({ surface: (texts[field] ?? '').slice(start, end), field, start, end, reason })
  }
  const { sure, open } = keepOneSense(askCues(candidates, texts, reject), reject)
  const explicit = countEntities(sure)
  const { accepted, waiting } = settleAnchors(topic, sure, open)
  for (const candidate of waiting) reject(candidate, missingAnchor(topic, candidate))
  return dropYielding(topic, dropOtherMeanings(topic, accepted, reject), explicit, reject)
}

/**
 * Open mentions stay while something else anchors them: an entity that is sure, or an open mention of
 * another entity (الترويكا تحث طالبان anchors both). What nothing anchors falls, until none falls any more.
 */
function settleAnchors(topic: CompiledTopic, sure: readonly Candidate[], open: readonly Candidate[]) {
  const named = new Set(countEntities(sure).keys())
  let standing = [...open]
  const waiting: Candidate[] = []
  for (let fell = true; fell; ) {
    const before = standing
    const hoped = new Set(countEntities(before).keys())
    standing = before.filter((candidate) =>
      anchorEntities(topic, candidate).some(
        (name) => named.has(name) || (name !== candidate.alias.entity && hoped.has(name)),
      ),
    )
    for (const candidate of before) if (!standing.includes(candidate)) waiting.push(candidate)
    fell = standing.length < before.length
  }
  return { accepted: [...sure, ...standing], waiting }
}

const isConditional = ({ alias }: Candidate): boolean => alias.cue !== undefined || alias.anchors.length > 0

function askCues(
  candidates: readonly Candidate[],
  texts: FieldTexts,
  reject: (candidate: Candidate, reason: Reason) => void,
): Sorted {
  const sorted: Sorted = { sure: [], open: [], refused: new Map() }
  for (const candidate of candidates) {
    const { alias, field, start, end } = candidate
    if (!isConditional(candidate)) sorted.sure.push(candidate)
    else if (alias.cue === undefined) sorted.open.push(candidate)
    else {
      const verdict = askCue(alias.cue, texts[field] ?? '', start, end)
      if (verdict.kind === 'refuse') {
        const reason: Reason = { code: 'cue', reason: verdict.reason, word: verdict.word }
        reject(candidate, reason)
        if (!sorted.refused.has(alias.cue)) sorted.refused.set(alias.cue, reason)
      } else if (verdict.kind === 'accept' || anchorsOf(alias).length === 0) sorted.sure.push(candidate)
      else sorted.open.push(candidate)
    }
  }
  return sorted
}

/**
 * A text uses a word in one sense: where a cue list refused one mention (طالبان جامعيان) and nothing names the
 * entity for sure, the mentions that it left open (قال الطالبان في كابل) mean the same as the refused one.
 */
function keepOneSense(sorted: Sorted, reject: (candidate: Candidate, reason: Reason) => void): Sorted {
  if (sorted.refused.size === 0) return sorted
  const named = new Set(sorted.sure.map(({ alias }) => alias.entity))
  const open = sorted.open.filter((candidate) => {
    const { alias } = candidate
    const reason = alias.cue === undefined || named.has(alias.entity) ? undefined : sorted.refused.get(alias.cue)
    if (reason !== undefined) reject(candidate, reason)
    return reason === undefined
  })
  return { ...sorted, open }
}

/** How often each entity is named. */
export function countEntities(candidates: readonly Candidate[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { alias } of candidates)
    if (alias.entity !== undefined) counts.set(alias.entity, (counts.get(alias.entity) ?? 0) + 1)
  return counts
}

/** What an alias, or else its cue list, wants named beside it. */
export function anchorsOf(alias: CompiledAlias): readonly string[] {
  return alias.anchors.length > 0 ? alias.anchors : (alias.cue?.anchors ?? [])
}

function anchorEntities(topic: CompiledTopic, candidate: Candidate): string[] {
  return anchorsOf(candidate.alias).flatMap((name) => topic.members.get(name) ?? [])
}

function missingAnchor(topic: CompiledTopic, candidate: Candidate): Reason {
  const titles = anchorEntities(topic, candidate).map(
    (name) => topic.source.entities[name]?.title ?? { ar: name, en: name },
  )
  const said = candidate.alias.cue?.noAnchor
  return { code: 'no-anchor', alias: candidate.alias.text, anchors: titles, ...(said === undefined ? {} : { said }) }
}

function dropOtherMeanings(
  topic: CompiledTopic,
  accepted: Candidate[],
  reject: (candidate: Candidate, reason: Reason) => void,
): Candidate[] {
  const counts = countEntities(accepted)
  return accepted.filter((candidate) => {
    const other = candidate.alias.unless.find((name) => counts.has(name))
    if (other === undefined) return true
    const title = topic.source.entities[other]?.title ?? { ar: other, en: other }
    reject(candidate, { code: 'other-meaning', alias: candidate.alias.text, entity: title })
    return false
  })
}

function dropYielding(
  topic: CompiledTopic,
  accepted: Candidate[],
  explicit: ReadonlyMap<string, number>,
  reject: (candidate: Candidate, reason: Reason) => void,
): Candidate[] {
  const counts = countEntities(accepted)
  const count = (name: string): number =>
    (topic.members.get(name) ?? []).reduce((sum, member) => sum + (counts.get(member) ?? 0), 0)
  return accepted.filter((candidate) => {
    const entity = candidate.alias.entity ?? ''
    const yields = topic.source.entities[entity]?.yields
    if (yields === undefined || !isAmbiguous(candidate) || isExplicit(explicit, accepted, entity)) return true
    if (count(yields.to) === 0 || count(yields.more) <= count(yields.than)) return true
    const title = topic.source.entities[yields.to]?.title ?? { ar: yields.to, en: yields.to }
    reject(candidate, { code: 'yields', to: title })
    return false
  })
}

// A cue list without anchors only refuses (الحكومة الأفغانية السابقة): what it lets pass is named outright.
const isAmbiguous = ({ alias }: Candidate): boolean => alias.cue !== undefined && anchorsOf(alias).length > 0

/** Whether the entity is named by an alias that needs no cue. */
function isExplicit(explicit: ReadonlyMap<string, number>, accepted: readonly Candidate[], entity: string): boolean {
  return (
    explicit.has(entity) && accepted.some((candidate) => candidate.alias.entity === entity && !isAmbiguous(candidate))
  )
}
