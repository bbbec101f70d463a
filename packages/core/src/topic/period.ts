import type { Pass } from './collect.ts'
import type { CompiledTopic } from './compile-topic.ts'
import { askCue } from './cues.ts'

/** When something holds: from `since` on, before `until`. */
export interface Period {
  since?: string | undefined
  until?: string | undefined
  undated?: 'keep' | 'drop' | undefined
}

/**
 * Whether a period holds for an article of that time. One without a date is news of today, so by default what began
 * holds and what ended does not; `undated` says otherwise.
 */
export function inForce({ since, until, undated }: Period, publishedMs: number | undefined): boolean {
  if (publishedMs === undefined) return undated === undefined ? until === undefined : undated === 'keep'
  if (since !== undefined && publishedMs < Date.parse(since)) return false
  return until === undefined || publishedMs < Date.parse(until)
}

/**
 * The time that the words of an article without a date tell: the day before the first thing that it names as present
 * ended (الرئيس الأفغاني, who is no more). Undefined when they tell none. In milliseconds.
 */
export function toldTime(topic: CompiledTopic, passes: readonly Pass[]): number | undefined {
  const ends = topic.source.ended
    .filter(({ entity }) => passes.some((pass) => namesAsPresent(pass, topic.members.get(entity) ?? [])))
    .map(({ until }) => Date.parse(until))
  return ends.length === 0 ? undefined : Math.min(...ends) - DAY_MS
}

const DAY_MS = 86_400_000

const namesAsPresent = ({ candidates, text }: Pass, members: readonly string[]): boolean =>
  candidates.some(({ alias: { entity, cue }, start, end }) => {
    if (entity === undefined || !members.includes(entity)) return false
    return cue === undefined || askCue(cue, text, start, end).kind !== 'refuse'
  })
