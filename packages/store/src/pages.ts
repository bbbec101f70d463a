import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Edition } from './editions-to-tell.ts'
import { type AssignStory, type MatchRecord, recordMatches } from './matches.ts'
import { fromNow } from './messages.ts'
import type { Db } from './open-store.ts'
import { articles } from './schema.ts'
import { searchVector } from './search-vector.ts'

export type WantedPage = typeof articles.$inferSelect & { url: string }

/** Leases articles whose page is wanted and due, at most one of a host among all workers, oldest first. */
export function claimPages(db: Db, claim: { limit: number; leaseMs: number }): Promise<WantedPage[]> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('rasid:claim-pages'))`)
    const rows = await tx.execute<{ id: string }>(sql`
      with wanted as (
        select id, page_due_at, page_lease_until, substring(url from '^[A-Za-z]+://([^/?#]+)') as host from articles
         where page = 'wanted' and url is not null and page_due_at <= now()),
      waiting as (
        select distinct on (host) id, page_due_at from wanted
         where coalesce(page_lease_until, '-infinity') <= now()
           and host not in (select host from wanted where page_lease_until > now())
         order by host, page_due_at, id),
      due as (
        select a.id from articles a join waiting using (id) order by waiting.page_due_at
         limit ${claim.limit} for update of a skip locked)
      update articles set page_lease_until = ${fromNow(claim.leaseMs)}, page_attempts = page_attempts + 1
        from due where articles.id = due.id returning articles.id`)
    const ids = rows.map((row) => Number(row.id))
    if (ids.length === 0) return []
    const claimed = await tx.select().from(articles).where(inArray(articles.id, ids))
    return claimed.flatMap((article) => (article.url === null ? [] : [{ ...article, url: article.url }]))
  })
}

/** The page is asked for again later (the publisher was busy), under the same number of attempts. */
export async function postponePage(db: Db, articleId: number, delayMs: number, note: string): Promise<void> {
  await db
    .update(articles)
    .set({ pageDueAt: fromNow(delayMs), pageLeaseUntil: null, pageNote: note })
    .where(and(eq(articles.id, articleId), eq(articles.page, 'wanted')))
}

export interface PageRecord {
  article: { id: number; revision: number; title: string; summary: string }
  page: 'read' | 'failed'
  note: string
  /** What the page told; absent when it could not be read. */
  read?: { body: string; author: string | null; publishedAt: Date | null; tier: 'core' | 'related' | 'none' }
  ruleVersion: string
  /** Verdicts that the page made or raised. */
  matches: MatchRecord[]
}

/** Step 9 of the data path, in a transaction of its own. The body is kept for matches only. */
export function recordPage(db: Db, record: PageRecord, assign: AssignStory): Promise<Edition[]> {
  return db.transaction(async (tx) => {
    const { article, read } = record
    const isMatch = read !== undefined && read.tier !== 'none'
    const rows = await tx
      .update(articles)
      .set({
        page: record.page,
        pageNote: record.note,
        pageLeaseUntil: null,
        ...(isMatch && {
          tier: read.tier,
          ruleVersion: record.ruleVersion,
          body: read.body,
          author: sql`coalesce(${articles.author}, ${read.author}::text)`,
          publishedAt: sql`coalesce(${articles.publishedAt}, ${read.publishedAt?.toISOString() ?? null}::timestamptz)`,
          search: searchVector(article.title, article.summary, read.body),
        }),
      })
      // An edit in the meantime asked for the page anew: this reading was of the old text.
      .where(and(eq(articles.id, article.id), eq(articles.revision, article.revision), eq(articles.page, 'wanted')))
      .returning({ id: articles.id })
    if (rows.length === 0) return []
    const editions: Edition[] = []
    await recordMatches(tx, record.matches, assign, async (_, step) => {
      const edition = await step(tx)
      if (edition !== null) editions.push(edition)
    })
    return editions
  })
}
