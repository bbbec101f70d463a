import { foldPhrase } from './alias-forms.ts'
import { boilerplateSpans, type Span } from './boilerplate.ts'
import type { Candidate, Collected } from './collect.ts'
import type { Rejection } from './match.ts'
import { inForce } from './period.ts'
import type { Reason } from './reasons.ts'

/** Settles which candidates of a field stand: masks first, then the longest of those that overlap. */
export function resolveOverlaps(collected: Collected, text: string, publishedMs: number | undefined): Collected {
  // أفغان inside أفغانستان is no news where the longer alias was found.
  const rejected: Rejection[] = collected.rejected.filter(
    (rejection) => !collected.candidates.some((candidate) => overlaps(candidate, rejection)),
  )
  const reject = (candidate: Candidate, reason: Reason): void => {
    rejected.push({ ...place(candidate, text), reason })
  }
  const masks = collected.candidates.filter((candidate) => candidate.alias.kind === 'mask')
  const titles = collected.candidates.filter((candidate) => candidate.alias.kind === 'boilerplate')
  const skipped = titles.length === 0 ? [] : boilerplateSpans(text, titles)
  const standing = collected.candidates.filter((candidate) => {
    if (candidate.alias.kind === 'mask' || candidate.alias.kind === 'boilerplate') return false
    const reason = refusal(candidate, text, masks, skipped, publishedMs)
    if (reason !== undefined && candidate.alias.kind === 'name' && candidate.alias.needed) reject(candidate, reason)
    return reason === undefined
  })
  return { candidates: [...longestOf(standing, 'name'), ...longestOf(standing, 'cue')], rejected }
}

function place({ field, start, end }: Candidate, text: string) {
  return { surface: text.slice(start, end), field, start, end }
}

const overlaps = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end

function refusal(
  candidate: Candidate,
  text: string,
  masks: readonly Candidate[],
  skipped: readonly Span[],
  publishedMs: number | undefined,
): Reason | undefined {
  const { alias } = candidate
  if (skipped.some((span) => overlaps(span, candidate))) return { code: 'boilerplate' }
  const mask = masks.find((span) => overlaps(span, candidate))
  if (mask !== undefined) return { code: 'masked', phrase: text.slice(mask.start, mask.end) }
  const surface = text.slice(candidate.start, candidate.end)
  if (alias.denied.size > 0 && alias.denied.has(foldPhrase(surface)))
    return { code: 'denied', word: surface, alias: alias.text }
  return outOfDate(candidate, publishedMs)
}

function outOfDate({ alias }: Candidate, publishedMs: number | undefined): Reason | undefined {
  if (alias.period === undefined || inForce(alias.period, publishedMs)) return undefined
  const { since, until } = alias.period
  return { code: 'out-of-date', alias: alias.text, entity: alias.title, since, until }
}

/**
 * Longest first; of two aliases with the same span the one without conditions. Cues only compete inside
 * their own list: مباحثات may support two rules.
 */
function longestOf(standing: readonly Candidate[], kind: 'name' | 'cue'): Candidate[] {
  const layer = standing.filter((candidate) => candidate.alias.kind === kind)
  if (layer.length < 2) return layer
  layer.sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start || conditions(a) - conditions(b))
  const kept: Candidate[] = []
  for (const candidate of layer)
    if (!kept.some((other) => overlaps(other, candidate) && competes(other, candidate, kind))) kept.push(candidate)
  return kept.sort((a, b) => a.start - b.start)
}

const competes = (a: Candidate, b: Candidate, kind: 'name' | 'cue'): boolean =>
  kind === 'name' || a.alias.entity === b.alias.entity

const conditions = ({ alias }: Candidate): number =>
  (alias.cue === undefined ? 0 : 1) + alias.anchors.length + alias.unless.length
