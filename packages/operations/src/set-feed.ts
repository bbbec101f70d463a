import { POLL_LIMITS } from '@rasid/core'
import { type Db, type Feed, type FeedSettings, feedById, recordAudit, setFeed } from '@rasid/store'

export type SetOutcome =
  | { kind: 'set'; feed: Feed }
  | { kind: 'no-such-feed' }
  | { kind: 'refused'; field: keyof FeedSettings; why: string }

const LONGEST_USER_AGENT = 300
const LONGEST_OUTLET = 200

/** Changes a feed's outlet, user agent or interval, and writes it down. null goes back to our own. */
export async function changeFeedSettings(
  db: Db,
  ask: { id: number; settings: FeedSettings; actor: string },
): Promise<SetOutcome> {
  const problem = problemIn(ask.settings)
  if (problem) return { kind: 'refused', ...problem }
  return db.transaction(async (tx) => {
    if (!(await setFeed(tx, ask.id, ask.settings))) return { kind: 'no-such-feed' }
    const feed = await feedById(tx, ask.id)
    if (!feed) return { kind: 'no-such-feed' }
    const detail = { id: ask.id, ...ask.settings }
    await recordAudit(tx, { actor: ask.actor, action: 'feed-set', subject: feed.url, detail })
    return { kind: 'set', feed }
  })
}

function problemIn({ outlet, userAgent, fixedIntervalMs }: FeedSettings) {
  if (outlet !== undefined && (outlet.trim() === '' || outlet.length > LONGEST_OUTLET))
    return { field: 'outlet' as const, why: `1 to ${LONGEST_OUTLET} characters are wanted` }
  // What is sent as a header: a line break in it would be a header of its own.
  if (userAgent && (userAgent.length > LONGEST_USER_AGENT || !/^[\x20-\x7e]+$/.test(userAgent)))
    return { field: 'userAgent' as const, why: `at most ${LONGEST_USER_AGENT} plain Latin characters are wanted` }
  const { minMs, maxMs } = POLL_LIMITS
  if (fixedIntervalMs && (fixedIntervalMs < minMs || fixedIntervalMs > maxMs))
    return { field: 'fixedIntervalMs' as const, why: 'from 5 minutes to 6 hours' }
  return null
}
