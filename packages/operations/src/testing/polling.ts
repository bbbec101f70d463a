import { randomUUID } from 'node:crypto'
import { claimDueFeeds, type Feed, insertFeed, type Store } from '@rasid/store'
import { assignArticle } from '../assign-story.ts'
import { createNetworkWatch } from '../network-watch.ts'
import type { PollDeps } from '../poll-deps.ts'
import { pollFeed } from '../poll-feed.ts'
import type { PollReport } from '../poll-report.ts'
import { createRobotsRules } from '../robots-rules.ts'
import type { Publisher } from './publisher.ts'
import { testRules } from './test-topic.ts'

const silent = () => {}
export const SILENT_LOG = { debug: silent, info: silent, warn: silent, error: silent }

/** The dependencies of a poller of the test's own, with the real clock. */
export function pollDeps(store: Store, publisher: Publisher, more: Partial<PollDeps> = {}): PollDeps {
  const now = () => new Date()
  return {
    db: store.db,
    owner: randomUUID(),
    visitor: publisher.visitor,
    rules: testRules(),
    assign: assignArticle,
    network: createNetworkWatch(now),
    robots: createRobotsRules(),
    now,
    log: SILENT_LOG,
    ...more,
  }
}

/** Adds a feed and returns its id; `past` skips its baseline, so that the next items are live. */
export async function addTestFeed(
  store: Store,
  url: string,
  outlet: string,
  { baseline = 'past' }: { baseline?: 'past' | 'to-come' } = {},
): Promise<number> {
  const { id } = await insertFeed(store.db, { url, outlet })
  if (baseline === 'past') await store.sql`update feeds set baseline_at = now() where id = ${id}`
  return id
}

/** Makes one feed due, leases it and visits it. */
export async function pollNow(store: Store, deps: PollDeps, id: number): Promise<PollReport> {
  return pollFeed(deps, await lease(store, deps.owner, id))
}

/** Leases one feed for a poller without visiting it, whoever had it. */
export async function lease(store: Store, owner: string, id: number): Promise<Feed> {
  await store.sql`update feeds set next_check_at = now() + interval '1 hour', lease_until = null where id <> ${id}`
  await store.sql`update feeds set next_check_at = now(), lease_until = null where id = ${id}`
  const [feed] = await claimDueFeeds(store.db, { owner, limit: 1, leaseMs: 60_000 })
  if (feed?.id !== id) throw new Error(`feed ${id} could not be leased`)
  return feed
}
