import { and, eq, sql } from 'drizzle-orm'
import type { Db } from './open-store.ts'
import { operators } from './schema.ts'

export type Operator = typeof operators.$inferSelect
export type Role = Operator['role']

export async function operatorRole(db: Db, botId: number, userId: number): Promise<Role | null> {
  const [row] = await db
    .select({ role: operators.role })
    .from(operators)
    .where(and(eq(operators.botId, botId), eq(operators.userId, userId)))
  return row?.role ?? null
}

export async function hasOwner(db: Db, botId: number): Promise<boolean> {
  const [row] = await db
    .select({ one: sql`1` })
    .from(operators)
    .where(and(eq(operators.botId, botId), eq(operators.role, 'owner')))
    .limit(1)
  return row !== undefined
}

/** Makes a person an operator, or changes the role of one. */
export async function addOperator(
  db: Db,
  operator: Pick<Operator, 'botId' | 'userId' | 'name' | 'role' | 'addedBy'>,
): Promise<void> {
  await db
    .insert(operators)
    .values(operator)
    .onConflictDoUpdate({
      target: [operators.botId, operators.userId],
      set: { role: operator.role, name: operator.name },
    })
}

export function listOperators(db: Db, botId: number): Promise<Operator[]> {
  return db.select().from(operators).where(eq(operators.botId, botId)).orderBy(operators.addedAt)
}

/** Takes a person's role away. false: they had none. */
export async function removeOperator(db: Db, botId: number, userId: number): Promise<boolean> {
  const rows = await db
    .delete(operators)
    .where(and(eq(operators.botId, botId), eq(operators.userId, userId)))
    .returning({ userId: operators.userId })
  return rows.length === 1
}
