import { addOperator, type Db, listOperators, operatorRole, recordAudit, removeOperator } from '@rasid/store'

interface OperatorsDeps {
  db: Db
  botId: number
}

/** Makes a person an operator, and writes down who did. false: they are one already. */
export function grantOperator(
  { db, botId }: OperatorsDeps,
  grant: { userId: number; name: string; by: number },
): Promise<boolean> {
  const { userId, name, by } = grant
  return db.transaction(async (tx) => {
    if ((await operatorRole(tx, botId, userId)) !== null) return false
    const actor = `telegram:${by}`
    await addOperator(tx, { botId, userId, name, role: 'operator', addedBy: actor })
    await recordAudit(tx, { actor, action: 'operator-add', subject: String(userId), detail: { name } })
    return true
  })
}

export type RevokeOutcome = 'removed' | 'unknown' | 'last-owner'

/** Takes a person's role away, and writes down who did. The last owner stays, unless the settings name others. */
export function revokeOperator(
  { db, botId }: OperatorsDeps,
  revoke: { userId: number; by: number; owners: readonly number[] },
): Promise<RevokeOutcome> {
  const { userId, by, owners } = revoke
  return db.transaction(async (tx) => {
    const role = await operatorRole(tx, botId, userId)
    if (role === null) return 'unknown'
    const all = await listOperators(tx, botId)
    const name = all.find((one) => one.userId === userId)?.name ?? ''
    const others = all.filter((one) => one.role === 'owner' && one.userId !== userId)
    if (role === 'owner' && others.length + owners.length === 0) return 'last-owner'
    await removeOperator(tx, botId, userId)
    const actor = `telegram:${by}`
    await recordAudit(tx, { actor, action: 'operator-remove', subject: String(userId), detail: { name } })
    return 'removed'
  })
}
