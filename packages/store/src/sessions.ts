import { and, eq, gt, isNull, lte, or, sql } from 'drizzle-orm'
import type { Db } from './open-store.ts'
import { sessions, tokens } from './schema.ts'

export type Session = typeof sessions.$inferSelect

/** Opens a session, and forgets those that have expired. It ends `forMs` after now, by the database's clock. */
export async function insertSession(
  db: Db,
  session: Pick<Session, 'hash' | 'actor' | 'scope' | 'tokenId' | 'botId' | 'userId'>,
  forMs: number,
): Promise<void> {
  await db.delete(sessions).where(lte(sessions.expiresAt, sql`now()`))
  const expiresAt = sql`now() + ${Math.round(forMs)}::bigint * interval '1 millisecond'`
  await db.insert(sessions).values({ ...session, expiresAt })
}

/** The session with this hash; none once it or its token has ended. */
export async function sessionByHash(db: Db, hash: string): Promise<Session | undefined> {
  const tokenHolds = and(isNull(tokens.revokedAt), or(isNull(tokens.expiresAt), gt(tokens.expiresAt, sql`now()`)))
  const [row] = await db
    .select({ session: sessions })
    .from(sessions)
    .leftJoin(tokens, eq(tokens.id, sessions.tokenId))
    .where(and(eq(sessions.hash, hash), gt(sessions.expiresAt, sql`now()`), or(isNull(sessions.tokenId), tokenHolds)))
  return row?.session
}

export async function deleteSession(db: Db, hash: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.hash, hash))
}
