import { growthSteps } from '@rasid/core'
import type { Edition } from './editions-to-tell.ts'

/** What of a story may be told: its final matches only. */
export interface TellableState {
  tier: Edition['tier']
  outlets: number
}

export interface ToldState {
  /** The highest tier and the outlets that an edition stated; null: there is no edition yet. */
  last: TellableState | null
  /** Whether any edition may be told at all (archive and baseline ones may not). */
  tellable: boolean
}

// A second outlet confirms a story, which is kept as an edition although no alert is edited for it; from there on the
// steps are core's.
const GROWN_AT: readonly number[] = [2, ...growthSteps]

/**
 * The edition that a story owes after an article of `origin` reached it, or null. Archive and baseline articles
 * make editions that are never told (invariant 9); the first live article makes the first one that is.
 */
export function editionAfter(
  told: ToldState,
  now: TellableState,
  origin: 'archive' | 'baseline' | 'live',
): { reason: Edition['reason']; tier: Edition['tier']; outlets: number; tellable: boolean } | null {
  const live = origin === 'live'
  const edition = (reason: Edition['reason']) => ({ reason, ...now, tellable: live })
  if (told.last === null || (live && !told.tellable)) return edition('new')
  if (now.tier === 'core' && told.last.tier === 'related') return edition('raised')
  const before = told.last.outlets
  return GROWN_AT.some((step) => before < step && now.outlets >= step) ? edition('grown') : null
}
