import { fetchGuarded, robotsAllows } from '@rasid/web-client'
import type { PollDeps } from './poll-deps.ts'

/** What publishers' robots.txt say, remembered for a while. */
export interface RobotsRules {
  /** `later`: the file could not be had, which RFC 9309 (2.3.1.4) takes for a no until it can. */
  allow(deps: Pick<PollDeps, 'visitor' | 'now'>, url: string): Promise<'yes' | 'no' | 'later'>
}

// RFC 9309 (2.4) lets a copy be used for a day; an hour notices a change the same morning.
const KEPT_MS = 3_600_000
const KEPT_FAILURE_MS = 60_000
const MAX_HOSTS = 2_000

export function createRobotsRules(): RobotsRules {
  const kept = new Map<string, { text: string | null; until: number }>()
  return {
    async allow({ visitor, now }, url) {
      const { origin, pathname, search } = new URL(url)
      const at = now().getTime()
      let known = kept.get(origin)
      if (known === undefined || known.until < at) {
        const text = await robotsOf(visitor, origin)
        known = { text, until: at + (text === null ? KEPT_FAILURE_MS : KEPT_MS) }
        if (kept.size >= MAX_HOSTS) kept.clear()
        kept.set(origin, known)
      }
      if (known.text === null) return 'later'
      return robotsAllows(known.text, visitor.userAgent ?? 'Rasid', `${pathname}${search}`) ? 'yes' : 'no'
    },
  }
}

/** The text of a site's robots.txt, '' when it has none, null when it cannot be known now. */
async function robotsOf(visitor: PollDeps['visitor'], origin: string): Promise<string | null> {
  const outcome = await fetchGuarded(`${origin}/robots.txt`, { ...visitor, accept: 'text/plain, */*;q=0.5' })
  if (outcome.kind === 'fetched') return new TextDecoder().decode(outcome.bytes)
  if (outcome.kind === 'unchanged') return ''
  const isRefusal = outcome.kind === 'failed' && outcome.status !== undefined && outcome.status < 500
  return isRefusal ? '' : null
}
