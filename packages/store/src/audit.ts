import { desc } from 'drizzle-orm'
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
