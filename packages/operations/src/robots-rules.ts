import { fetchGuarded, robotsAllows } from '@rasid/web-client'
import type { PollDeps } from './poll-deps.ts'

/** What publishers' robots.txt say, remembered for a while. */
export interface RobotsRules {
  /**
   * `later`: the file could not be had, which RFC 9309 (2.3.1.4) takes for a no until it can; `out`: because our own
   * network is out.
   */
  allow(deps: Pick<PollDeps, 'visitor' | 'now' | 'network'>, url: string): Promise<'yes' | 'no' | 'later' | 'out'>
}

// RFC 9309 (2.4) lets a copy be used for a day; an hour notices a change the same morning.
const KEPT_MS = 3_600_000
const KEPT_FAILURE_MS = 60_000
const MAX_HOSTS = 2_000

export function createRobotsRules(): RobotsRules {
  const kept = new Map<string, { said: Said; until: number }>()
  return {
    async allow(deps, url) {
      const { origin, pathname, search } = new URL(url)
      const at = deps.now().getTime()
      let known = kept.get(origin)
      if (known === undefined || known.until < at) {
        const said = await robotsOf(deps, origin)
        known = { said, until: at + (typeof said === 'string' ? KEPT_FAILURE_MS : KEPT_MS) }
        if (kept.size >= MAX_HOSTS) kept.clear()
        kept.set(origin, known)
      }
      if (typeof known.said === 'string') return known.said
      return robotsAllows(known.said.text, deps.visitor.userAgent ?? 'Rasid', `${pathname}${search}`) ? 'yes' : 'no'
    },
  }
}

type Said = { text: string } | 'later' | 'out'

/** A site's robots.txt, empty when it has none; else why it cannot be known now. */
async function robotsOf({ visitor, network }: Pick<PollDeps, 'visitor' | 'network'>, origin: string): Promise<Said> {
  const url = `${origin}/robots.txt`
  const outcome = await fetchGuarded(url, { ...visitor, accept: 'text/plain, */*;q=0.5' })
  if (!network.heard(url, outcome)) return 'out'
  if (outcome.kind === 'fetched') return { text: new TextDecoder().decode(outcome.bytes) }
  if (outcome.kind === 'unchanged') return { text: '' }
  const isRefusal = outcome.kind === 'failed' && outcome.status !== undefined && outcome.status < 500
  return isRefusal ? { text: '' } : 'later'
}
