import type { FetchOutcome } from '@rasid/web-client'

// Long enough for a busy installation to hear from somebody, short enough to notice an outage at once.
const ANSWER_COUNTS_FOR_MS = 120_000
/** How soon a visit is repeated that failed on our side, and the longest wait of a probe (invariant 7: within 60 s). */
export const OUTAGE_RETRY_MS = 30_000
// Often enough for a quick return, rarely enough that a night without network leaves no million visits behind.
const PROBE_EVERY_MS = 20_000

/**
 * Tells a publisher's failure from an outage of ours (invariant 7): nobody answers, and several hosts fail in a way
 * that our own side explains. One watch a process; what it says needs no database, which may be out as well.
 */
export interface NetworkWatch {
  /** Hears of every fetch, pages included. True: the failure is the feed's own and counts against it. */
  heard(url: string, outcome: FetchOutcome): boolean
  /** Since when nobody answers; null while the network works. */
  outSince(): Date | null
  /** Whether it is time for another probe while the network is out. */
  mayProbe(): boolean
}

/** `hosts`: how many hosts there are to visit; with a single one its silence is all there is to go by. */
export function createNetworkWatch(now: () => Date, hosts: () => number = () => 2): NetworkWatch {
  let answeredAt = Number.NEGATIVE_INFINITY
  let heardAt = Number.NEGATIVE_INFINITY
  let failing = new Map<string, Date>()
  return {
    mayProbe: () => now().getTime() - heardAt >= PROBE_EVERY_MS,
    heard(url, outcome) {
      heardAt = now().getTime()
      if (!mayBeOurs(outcome)) {
        answeredAt = now().getTime()
        failing = new Map()
        return true
      }
      if (now().getTime() - answeredAt < ANSWER_COUNTS_FOR_MS) return true
      // A single host whose name is gone is its own trouble, unless our resolver said that it is not working.
      if (hosts() <= 1 && !isOurs(outcome)) return true
      const host = URL.canParse(url) ? new URL(url).host : url
      if (!failing.has(host)) failing.set(host, now())
      return false
    },
    outSince() {
      if (failing.size < Math.min(2, Math.max(1, hosts()))) return null
      return [...failing.values()][0] ?? null
    },
  }
}

const isOurs = (outcome: FetchOutcome) => outcome.kind === 'failed' && outcome.ours === true

// Without any network some resolvers say "no such name" for every name, which for one feed alone means a dead domain.
function mayBeOurs(outcome: FetchOutcome): boolean {
  return outcome.kind === 'failed' && (outcome.ours === true || outcome.code === 'host-not-found')
}
