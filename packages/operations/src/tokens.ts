import { createHash, randomBytes } from 'node:crypto'
import {
  allTokens,
  type Db,
  insertToken,
  recordAudit,
  revokeTokenRow,
  type Scope,
  type Token,
  tokenByHash,
  touchToken,
  validTokensNamed,
} from '@rasid/store'

// Says what it is wherever it turns up, so that searches for leaked secrets find it.
const PREFIX = 'rasid_'
const SECRET = /^rasid_[\w-]{43}$/

/** How a secret is kept. It has 256 random bits, so no slow hash is needed: there is nothing to guess. */
export const hashOfSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex')

export type CreateTokenOutcome =
  /** `secret` is shown once and kept nowhere. */
  { kind: 'created'; token: Token; secret: string } | { kind: 'name-taken' }

/** Makes a token for the page and the API. `actor` is written down; `expiresAt` null: until it is revoked. */
export function createToken(
  deps: { db: Db },
  ask: { name: string; scope: Scope; actor: string; expiresAt: Date | null },
): Promise<CreateTokenOutcome> {
  const { name, scope, actor, expiresAt } = ask
  return deps.db.transaction(async (tx): Promise<CreateTokenOutcome> => {
    if ((await validTokensNamed(tx, name)).length > 0) return { kind: 'name-taken' }
    const secret = `${PREFIX}${randomBytes(32).toString('base64url')}`
    const token = await insertToken(tx, { name, scope, madeBy: actor, expiresAt, hash: hashOfSecret(secret) })
    await recordAudit(tx, { actor, action: 'token-create', subject: name, detail: { id: token.id, scope } })
    return { kind: 'created', token, secret }
  })
}

/** Whose token a secret is; null when it is none, revoked or expired. */
export async function verifyToken(
  deps: { db: Db },
  secret: string,
): Promise<{ id: number; name: string; scope: Scope; expiresAt: Date | null } | null> {
  if (!SECRET.test(secret)) return null
  const token = await tokenByHash(deps.db, hashOfSecret(secret))
  if (!token) return null
  await touchToken(deps.db, token.id)
  const { id, name, scope, expiresAt } = token
  return { id, name, scope, expiresAt }
}

/** Every token that was ever made, the newest first; without their secrets, which are not kept. */
export function listTokens(deps: { db: Db }): Promise<Token[]> {
  return allTokens(deps.db)
}

/** Ends a token by its number or its name, and with it the sessions that it opened. null: there is no such valid token. */
export function revokeToken(deps: { db: Db }, ask: { token: string; actor: string }): Promise<Token | null> {
  return deps.db.transaction(async (tx) => {
    const id = /^#?(\d{1,15})$/.exec(ask.token)?.[1]
    const found = (await allTokens(tx)).find(
      (one) => one.revokedAt === null && (one.name === ask.token || String(one.id) === id),
    )
    if (!found || !(await revokeTokenRow(tx, found.id))) return null
    await recordAudit(tx, { actor: ask.actor, action: 'token-revoke', subject: found.name, detail: { id: found.id } })
    return found
  })
}
