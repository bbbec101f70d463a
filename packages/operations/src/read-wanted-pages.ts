import { claimPages, type Edition, finaliseMatches } from '@rasid/store'
import type { PollDeps } from './poll-deps.ts'
import { type PageReport, readPage } from './read-page.ts'

// Pages are slower than feeds and never urgent for a core match, which is told without them.
const PAGES_AT_ONCE = 8
// A page takes 20 s, its robots.txt as much, parsing 2 s.
const PAGE_LEASE_MS = 90_000

/**
 * Reads wanted pages, one of a host at a time, until none is due; then makes matches final whose page came, failed or
 * did not come within ten minutes. A page that fails by our own fault comes again when its lease runs out.
 */
export async function readWantedPages(
  deps: PollDeps,
  options: { onPage?: (report: PageReport) => void } = {},
): Promise<{ pages: PageReport[]; editions: Edition[] }> {
  const pages: PageReport[] = []
  // During an outage of ours there is nothing to read, and no attempt to waste.
  const mayGoOn = () => !deps.signal?.aborted && !deps.stopping?.aborted
  while (mayGoOn() && deps.network.outSince() === null) {
    const wanted = await claimPages(deps.db, { limit: PAGES_AT_ONCE, leaseMs: PAGE_LEASE_MS })
    if (wanted.length === 0) break
    const read = await Promise.allSettled(wanted.map((article) => readPage(deps, article)))
    for (const result of read) {
      if (result.status === 'fulfilled') {
        pages.push(result.value)
        options.onPage?.(result.value)
      } else deps.log.error({ err: result.reason }, 'a page failed by our own fault')
    }
  }
  const editions: Edition[] = []
  for (const { id } of deps.rules.topics) editions.push(...(await finaliseMatches(deps.db, id)))
  return { pages, editions }
}
