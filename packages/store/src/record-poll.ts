import { and, eq, sql } from 'drizzle-orm'
import { type ArticleEdit, editArticle, insertArticles, insertKeys, type NewArticle } from './articles.ts'
import type { Edition } from './editions-to-tell.ts'
import { insertNotices, type NewFeedNotice } from './feed-notices.ts'
import type { NewFetch } from './fetches.ts'
import { type AssignStory, dropMatch, type MatchRecord, recordMatches } from './matches.ts'
import { fromNow } from './messages.ts'
import type { Db } from './open-store.ts'
import { isQuiet, recordQuietPoll } from './record-quiet-polls.ts'
import { feeds, fetches } from './schema.ts'
import { lockStories } from './stories.ts'

/** A verdict whose article has its id only once it is stored. */
export type MatchVerdict = Omit<MatchRecord, 'articleId'>

/** Everything that one visit learned. */
export interface PollRecord {
  feedId: number
  /** The lease under which the visit was made. */
  owner: string
  /** What changes in the feed's row: validators, failures, interval … (null clears). */
  feed: Partial<Omit<typeof feeds.$inferInsert, 'id' | 'nextCheckAt' | 'leaseOwner' | 'leaseUntil'>>
  /** The address to which the publisher moved the feed for good. */
  movedTo?: string
  /** What operators are to hear of the feed. */
  notices?: readonly NewFeedNotice[]
  nextCheckMs: number
  fetch: NewFetch
  fresh: { article: NewArticle; matches: MatchVerdict[] }[]
  edited: { edit: ArticleEdit; matches: MatchVerdict[]; dropped: string[] }[]
  /** Further keys of articles that are known by another one. */
  keys: { key: string; articleId: number; contentHash: string }[]
}

export interface Recorded {
  /** False: another worker took the feed over while this visit went on, and nothing of it was kept. */
  held: boolean
  editions: Edition[]
  /** Items that Postgres refused, each with its reason; the others were stored. */
  refused: { title: string; reason: string }[]
}

/**
 * Step 8 of the data path, in one transaction: a crash keeps all of a visit or nothing of it, so that validators
 * never stand for articles that are not there (invariant 1). Throws ArticlesMoved when its judgement is out of date.
 */
export async function recordPoll(db: Db, poll: PollRecord, assign: AssignStory): Promise<Recorded> {
  if (isQuiet(poll)) return { held: await recordQuietPoll(db, poll), editions: [], refused: [] }
  return db.transaction(async (tx) => {
    const recorded: Recorded = { held: await settleFeed(tx, poll), editions: [], refused: [] }
    if (!recorded.held) return recorded
    await insertKeys(tx, poll.keys)
    const verdicts = [...(await storeFresh(tx, poll, recorded)), ...(await storeEdits(tx, poll, recorded))]
    await storeVerdicts(tx, verdicts, assign, recorded)
    await tx.insert(fetches).values({ feedId: poll.feedId, ...withRefused(poll.fetch, recorded) })
    return recorded
  })
}

/** Stores one article that no feed brought (a seed) with its matches; throws ArticlesMoved when it is there already. */
export function recordArchive(db: Db, item: PollRecord['fresh'][number], assign: AssignStory): Promise<number> {
  return db.transaction(async (tx) => {
    const [articleId] = await insertArticles(tx, [item.article])
    if (articleId === undefined) throw new Error('an article was stored without an id')
    const records = item.matches.map((match) => ({ articleId, ...match }))
    await recordMatches(tx, records, assign, async (_, step) => void (await step(tx)))
    return articleId
  })
}

/** The row lock comes first: of two visits to one feed, only the one that still holds the lease goes on. */
async function settleFeed(tx: Db, poll: PollRecord): Promise<boolean> {
  const rows = await tx
    .update(feeds)
    .set({
      ...poll.feed,
      lastVisitAt: sql`now()`,
      nextCheckAt: fromNow(poll.nextCheckMs),
      leaseOwner: null,
      leaseUntil: null,
    })
    .where(and(eq(feeds.id, poll.feedId), eq(feeds.leaseOwner, poll.owner)))
    .returning({ id: feeds.id })
  if (rows.length === 0) return false
  if (poll.movedTo !== undefined) await moveFeed(tx, poll.feedId, poll.movedTo)
  if (poll.notices !== undefined) await insertNotices(tx, poll.feedId, poll.notices)
  return true
}

/**
 * The publisher's new address becomes the feed's. Where an active feed is visited there already, two would bring the
 * same items: this one is paused, with the reason. An operator's pause of the other one is no reason to stop this one.
 */
async function moveFeed(tx: Db, id: number, url: string): Promise<void> {
  const [other] = await tx.select({ id: feeds.id, status: feeds.status }).from(feeds).where(eq(feeds.url, url))
  if (other === undefined) {
    // Refused when another visit takes the address in this moment: the next one sees it.
    await unlessRefused(tx, (sp) => sp.update(feeds).set({ url }).where(eq(feeds.id, id)))
  } else if (other.id !== id && other.status === 'active') {
    const stateNote = `moved for good to the address of feed ${other.id}`
    await tx.update(feeds).set({ status: 'paused', stateNote }).where(eq(feeds.id, id))
    await insertNotices(tx, id, [{ kind: 'merged', detail: { into: other.id, url } }])
  }
}

interface Verdicts {
  articleId: number
  title: string
  matches: MatchVerdict[]
  dropped: string[]
}

/** All new articles at once, as it nearly always goes; one by one only after Postgres refused one of them (invariant 8). */
async function storeFresh(tx: Db, poll: PollRecord, recorded: Recorded): Promise<Verdicts[]> {
  const { fresh } = poll
  if (fresh.length === 0) return []
  const drafts = fresh.map(({ article }) => article)
  const ids = await unlessRefused(tx, (sp) => insertArticles(sp, drafts))
  if (ids.kind === 'done') {
    return fresh.map((item, at) => ({
      articleId: ids.value[at] as number,
      title: item.article.title,
      matches: item.matches,
      dropped: [],
    }))
  }
  const stored: Verdicts[] = []
  for (const { article, matches } of fresh) {
    const one = await unlessRefused(tx, (sp) => insertArticles(sp, [article]))
    if (one.kind === 'refused') recorded.refused.push({ title: article.title, reason: one.reason })
    else stored.push({ articleId: one.value[0] as number, title: article.title, matches, dropped: [] })
  }
  return stored
}

async function storeEdits(tx: Db, poll: PollRecord, recorded: Recorded): Promise<Verdicts[]> {
  const stored: Verdicts[] = []
  for (const { edit, matches, dropped } of poll.edited) {
    const done = await unlessRefused(tx, (sp) => editArticle(sp, edit))
    const title = edit.draft.title
    if (done.kind === 'refused') recorded.refused.push({ title, reason: done.reason })
    else stored.push({ articleId: edit.articleId, title, matches, dropped })
  }
  return stored
}

async function storeVerdicts(tx: Db, all: Verdicts[], assign: AssignStory, recorded: Recorded): Promise<void> {
  const dropped = all.flatMap(({ articleId, dropped }) => dropped.map((topic) => ({ articleId, topic })))
  const records = all.flatMap(({ articleId, matches }) => matches.map((match) => ({ articleId, ...match })))
  // All locks in one order, before anything is done under them, so that two visits cannot wait for each other.
  const topics = new Set([...dropped, ...records].map(({ topic }) => topic))
  for (const topic of [...topics].sort()) await lockStories(tx, topic)
  for (const { articleId, topic } of dropped) await dropMatch(tx, articleId, topic)
  await recordMatches(tx, records, assign, async (record, step) => {
    const done = await unlessRefused(tx, step)
    if (done.kind === 'refused') recorded.refused.push({ title: record.title, reason: done.reason })
    else if (done.value !== null) recorded.editions.push(done.value)
  })
}

// 22: bad data, 23: a constraint, 54: too large. All else (lost connection, deadlock, full disk) is not the item's fault.
const ITEMS_OWN_FAULT = /^(22|23|54)/

/** Runs a step under a savepoint; a refusal that the data itself caused is a value, anything else is thrown. */
async function unlessRefused<T>(
  tx: Db,
  step: (savepoint: Db) => Promise<T>,
): Promise<{ kind: 'done'; value: T } | { kind: 'refused'; reason: string }> {
  try {
    return { kind: 'done', value: await tx.transaction(step) }
  } catch (error) {
    const cause = causeOf(error)
    if (!ITEMS_OWN_FAULT.test(codeOf(error))) throw error
    return { kind: 'refused', reason: `${codeOf(error)}: ${cause instanceof Error ? cause.message : cause}` }
  }
}

// Drizzle wraps what Postgres said.
const causeOf = (error: unknown): unknown => (error instanceof Error && error.cause !== undefined ? error.cause : error)

function codeOf(error: unknown): string {
  const cause = causeOf(error)
  return cause instanceof Error && 'code' in cause ? String(cause.code) : ''
}

/** Two transactions waited for each other and Postgres ended this one (40P01): it may simply be tried again. */
export const isDeadlock = (error: unknown): boolean => codeOf(error) === '40P01'

function withRefused(fetch: NewFetch, { refused }: Recorded): NewFetch {
  const [first] = refused
  if (first === undefined) return fetch
  return { ...fetch, note: `${fetch.note}; ${refused.length} refused (${first.reason})` }
}
