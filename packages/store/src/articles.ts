import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from './open-store.ts'
import { articleKeys, articles, articleVersions } from './schema.ts'
import { searchVector } from './search-vector.ts'

export type Article = typeof articles.$inferSelect
export type Origin = Article['origin']

/** What step 5 made of an item, before it has an id: `keys` in the order of trust, the feed's own guid first. */
export interface ArticleDraft {
  keys: string[]
  feedId: number | null
  outlet: string
  title: string
  summary: string
  url: string | null
  author: string | null
  lang: string
  publishedAt: Date | null
  contentHash: string
}

/** What is known of a key, and of the article it stands for (whose row may have been pruned: feedId null). */
export interface KnownKey {
  key: string
  articleId: number
  contentHash: string
  article: {
    feedId: number | null
    revision: number
    origin: Origin
    tier: Article['tier']
    body: string | null
  } | null
}

/** Looks keys up, whoever saw them first. */
export async function knownKeys(db: Db, keys: readonly string[]): Promise<Map<string, KnownKey>> {
  const known = new Map<string, KnownKey>()
  // Well below Postgres's 65,535 parameters a statement.
  for (let from = 0; from < keys.length; from += 5000) {
    const rows = await db
      .select({
        key: articleKeys.key,
        articleId: articleKeys.articleId,
        contentHash: articleKeys.contentHash,
        id: articles.id,
        feedId: articles.feedId,
        revision: articles.revision,
        origin: articles.origin,
        tier: articles.tier,
        body: articles.body,
      })
      .from(articleKeys)
      .leftJoin(articles, eq(articles.id, articleKeys.articleId))
      .where(inArray(articleKeys.key, keys.slice(from, from + 5000)))
    for (const { key, articleId, contentHash, id, feedId, revision, origin, tier, body } of rows) {
      const article =
        id === null || revision === null || origin === null || tier === null
          ? null
          : { feedId, revision, origin, tier, body }
      known.set(key, { key, articleId, contentHash, article })
    }
  }
  return known
}

/** Another visit stored one of these keys, or edited this article, in the meantime: look again and judge anew. */
export class ArticlesMoved extends Error {
  override name = 'ArticlesMoved'
}

export interface NewArticle extends ArticleDraft {
  tier: Article['tier']
  ruleVersion: string
  origin: Origin
  page: 'none' | 'wanted'
  body?: string | null
}

/**
 * Stores articles with their keys, in one statement each; returns their ids in order. The keys go first: of two
 * workers that see one article at once, the second waits for the first and then throws ArticlesMoved.
 */
export async function insertArticles(tx: Db, drafts: readonly NewArticle[]): Promise<number[]> {
  if (drafts.length === 0) return []
  const ids = await takeIds(tx, drafts.length)
  const keys = drafts.flatMap((draft, at) =>
    draft.keys.map((key) => ({ key, articleId: ids[at] as number, contentHash: draft.contentHash })),
  )
  const stored = await insertKeys(tx, keys)
  if (stored < new Set(keys.map(({ key }) => key)).size) throw new ArticlesMoved('a key was taken in the meantime')
  const rows = drafts.map(({ keys: _, ...draft }, at) => ({
    ...draft,
    id: ids[at] as number,
    pageDueAt: draft.page === 'wanted' ? sql`now()` : null,
    search: draft.tier === 'none' ? null : searchVector(draft.title, draft.summary, draft.body),
  }))
  for (let from = 0; from < rows.length; from += 1000) {
    await tx
      .insert(articles)
      .overridingSystemValue()
      .values(rows.slice(from, from + 1000))
  }
  return ids
}

async function takeIds(tx: Db, n: number): Promise<number[]> {
  const rows = await tx.execute<{ id: string }>(
    sql`select nextval(pg_get_serial_sequence('articles', 'id')) as id from generate_series(1, ${n}::int)`,
  )
  return rows.map((row) => Number(row.id))
}

/** Adds keys that are not known yet, always in one order so that two workers cannot wait for each other; how many were new. */
export async function insertKeys(
  tx: Db,
  keys: readonly { key: string; articleId: number; contentHash: string }[],
): Promise<number> {
  const inOrder = [...keys].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
  let added = 0
  for (let from = 0; from < inOrder.length; from += 5000) {
    const rows = await tx
      .insert(articleKeys)
      .values(inOrder.slice(from, from + 5000))
      .onConflictDoNothing()
      .returning({ key: articleKeys.key })
    added += rows.length
  }
  return added
}

export interface ArticleEdit {
  articleId: number
  /** The revision that was judged; another one means that somebody else edited it. */
  revision: number
  draft: ArticleDraft
  tier: Article['tier']
  ruleVersion: string
  origin: Origin
  body: string | null
  page: 'wanted' | null
}

/** Replaces an article's text and keeps the old one as a version (the first-seen time stays). */
export async function editArticle(tx: Db, edit: ArticleEdit): Promise<void> {
  const { draft } = edit
  await tx.execute(sql`
    insert into article_versions (article_id, revision, title, summary, content_hash)
    select id, revision, title, summary, content_hash from articles
     where id = ${edit.articleId} and revision = ${edit.revision} for update
    on conflict do nothing`)
  const rows = await tx
    .update(articles)
    .set({
      title: draft.title,
      summary: draft.summary,
      url: sql`coalesce(${draft.url}::text, ${articles.url})`,
      publishedAt: sql`coalesce(${articles.publishedAt}, ${draft.publishedAt?.toISOString() ?? null}::timestamptz)`,
      contentHash: draft.contentHash,
      revision: edit.revision + 1,
      editedAt: sql`now()`,
      tier: edit.tier,
      ruleVersion: edit.ruleVersion,
      origin: edit.origin,
      search: edit.tier === 'none' ? null : searchVector(draft.title, draft.summary, edit.body),
      ...(edit.page === 'wanted' && { page: 'wanted' as const, pageDueAt: sql`now()`, pageAttempts: 0 }),
    })
    .where(and(eq(articles.id, edit.articleId), eq(articles.revision, edit.revision)))
    .returning({ id: articles.id })
  if (rows.length === 0) throw new ArticlesMoved('the article was edited in the meantime')
  await updateKeyHashes(tx, draft, edit.articleId)
}

// The hash stands on every key of the item, so that the next visit compares with what was seen last.
async function updateKeyHashes(tx: Db, draft: ArticleDraft, articleId: number): Promise<void> {
  await insertKeys(
    tx,
    draft.keys.map((key) => ({ key, articleId, contentHash: draft.contentHash })),
  )
  await tx
    .update(articleKeys)
    .set({ contentHash: draft.contentHash, seenAt: sql`now()` })
    .where(and(inArray(articleKeys.key, draft.keys), eq(articleKeys.articleId, articleId)))
}

/** The earlier texts of an article, oldest first. */
export function articleHistory(db: Db, articleId: number) {
  return db
    .select()
    .from(articleVersions)
    .where(eq(articleVersions.articleId, articleId))
    .orderBy(articleVersions.revision)
}
