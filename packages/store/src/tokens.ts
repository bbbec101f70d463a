import { and, desc, eq, gt, isNull, lt, or, sql } from 'drizzle-orm'
import type { Db } from './open-store.ts'
import { tokens } from './schema.ts'

export type Token = Omit<typeof tokens.$inferSelect, 'hash'>
export type Scope = Token['scope']

/** Every column but the hash, which nothing has to print. */
const SHOWN = {
  id: tokens.id,
  name: tokens.name,
  scope: tokens.scope,
  madeBy: tokens.madeBy,
  at: tokens.at,
  lastUsedAt: tokens.lastUsedAt,
  expiresAt: tokens.expiresAt,
  revokedAt: tokens.revokedAt,
}

/** Neither revoked nor expired, by the database's clock. */
const isValid = and(isNull(tokens.revokedAt), or(isNull(tokens.expiresAt), gt(tokens.expiresAt, sql`now()`)))

export async function insertToken(
  db: Db,
  token: { name: string; hash: string; scope: Scope; madeBy: string; expiresAt: Date | null },
): Promise<Token> {
  const [row] = await db.insert(tokens).values(token).returning(SHOWN)
  if (!row) throw new Error('a token was not stored')
  return row
}

/** The valid token with this hash. */
export async function tokenByHash(db: Db, hash: string): Promise<Token | undefined> {
  const [row] = await db
    .select(SHOWN)
    .from(tokens)
    .where(and(eq(tokens.hash, hash), isValid))
  return row
}

/** Valid tokens of this name. */
export function validTokensNamed(db: Db, name: string): Promise<Token[]> {
  return db
    .select(SHOWN)
    .from(tokens)
    .where(and(eq(tokens.name, name), isValid))
}

/** All that were ever made, the newest first. */
export function allTokens(db: Db): Promise<Token[]> {
  return db.select(SHOWN).from(tokens).orderBy(desc(tokens.id))
}

/** Notes that a token is in use; at most one write a minute, since every request of a program would make one. */
export async function touchToken(db: Db, id: number): Promise<void> {
  await db
    .update(tokens)
    .set({ lastUsedAt: sql`now()` })
    .where(
      and(eq(tokens.id, id), or(isNull(tokens.lastUsedAt), lt(tokens.lastUsedAt, sql`now() - interval '1 minute'`))),
    )
}

/** Ends a token. false: there is none, or it had ended. */
export async function revokeTokenRow(db: Db, id: number): Promise<boolean> {
  const rows = await db
    .update(tokens)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(tokens.id, id), isNull(tokens.revokedAt)))
    .returning({ id: tokens.id })
  return rows.length === 1
}
