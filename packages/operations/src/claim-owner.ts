import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import { addOperator, type Db, hasOwner, lockFact, recordAudit, takeFact, writeFact } from '@rasid/store'

interface OwnerCode {
  salt: string
  hash: string
  /** Wrong tries since `since`, by anybody. */
  wrong: number
  since: string
}

export type ClaimOutcome =
  | { kind: 'claimed' }
  /** Wrong, used already, or there is an owner and no code at all: one answer for all, so that it says nothing to a guesser. */
  | { kind: 'wrong-code' }
  | { kind: 'too-many' }

// 6 digits and 5 tries in 15 minutes: a guesser needs years, a person who mistyped a coffee.
const TRIES = 5
const TRIES_SPAN_MS = 15 * 60_000

const nameOf = (botId: number): string => `owner-code:${botId}`
const hashOf = (code: string, salt: string): string => createHash('sha256').update(`${salt}:${code}`).digest('hex')

/**
 * Issues the one-time code with which the first owner of a bot is claimed, for the terminal to print; only its hash is
 * kept. A new code ends the last one. null: there is an owner already, by claim or by `owners` (RASID_OPERATORS).
 */
export async function issueOwnerCode(
  db: Db,
  bot: { botId: number; owners: readonly number[] },
): Promise<string | null> {
  if (bot.owners.length > 0 || (await hasOwner(db, bot.botId))) return null
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  const salt = randomBytes(16).toString('hex')
  const value: OwnerCode = { salt, hash: hashOf(code, salt), wrong: 0, since: new Date(0).toISOString() }
  await writeFact(db, nameOf(bot.botId), value)
  return code
}

/** `/claim 483201`: makes the person the first owner of the bot when the code is right. Single use, rate-limited. */
export async function claimOwner(
  deps: { db: Db; botId: number; now(): Date },
  claim: { userId: number; name: string; code: string },
): Promise<ClaimOutcome> {
  const { botId } = deps
  return deps.db.transaction(async (tx) => {
    const kept = await lockFact<OwnerCode>(tx, nameOf(botId))
    if (!kept || (await hasOwner(tx, botId))) return { kind: 'wrong-code' }
    const now = deps.now()
    const isFresh = now.getTime() - Date.parse(kept.since) < TRIES_SPAN_MS
    if (isFresh && kept.wrong >= TRIES) return { kind: 'too-many' }
    if (!isRight(claim.code, kept)) {
      const wrong = isFresh ? kept.wrong + 1 : 1
      await writeFact(tx, nameOf(botId), { ...kept, wrong, since: isFresh ? kept.since : now.toISOString() })
      return { kind: 'wrong-code' }
    }
    await takeFact(tx, nameOf(botId))
    await addOperator(tx, { botId, userId: claim.userId, name: claim.name, role: 'owner', addedBy: 'code' })
    await recordAudit(tx, { actor: `telegram:${claim.userId}`, action: 'claim-owner' })
    return { kind: 'claimed' }
  })
}

function isRight(code: string, kept: OwnerCode): boolean {
  return timingSafeEqual(Buffer.from(hashOf(code, kept.salt), 'hex'), Buffer.from(kept.hash, 'hex'))
}
