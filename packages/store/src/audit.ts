import { and, desc, eq, ne, or, sql } from 'drizzle-orm'
import type { Db } from './open-store.ts'
import { audit } from './schema.ts'

export type AuditRow = typeof audit.$inferSelect

/** Who did what to what. `actor` is `telegram:<id>`, `cli` or `page`; secrets never belong in `detail`. */
export async function recordAudit(
  db: Db,
  row: { actor: string; action: string; subject?: string; detail?: Record<string, unknown> },
): Promise<void> {
  await db.insert(audit).values(row)
}

export function recentAudit(db: Db, limit: number): Promise<AuditRow[]> {
  return db.select().from(audit).orderBy(desc(audit.at), desc(audit.id)).limit(limit)
}

/** What a confirmation is about, as the audit log names it. */
export interface AuditSubject {
  /** How the actions begin that change it: `feed-`, `operator-`. */
  actions: string
  subject: string
  /** The feed's id, under which it is known whatever its address. */
  id?: number
}

/** The last change of a thing; undefined while nobody changed it. A look at a feed is no change. */
export async function lastChangeOf(db: Db, { actions, subject, id }: AuditSubject): Promise<AuditRow | undefined> {
  const named = eq(audit.subject, subject)
  const isIt = id === undefined ? named : or(named, eq(sql`${audit.detail} ->> 'id'`, String(id)))
  const [row] = await db
    .select()
    .from(audit)
    .where(and(sql`starts_with(${audit.action}, ${actions}::text)`, ne(audit.action, 'feed-check'), isIt))
    .orderBy(desc(audit.id))
    .limit(1)
  return row
}
