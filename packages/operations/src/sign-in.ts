import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import {
  type Db,
  deleteSession,
  forgetFacts,
  insertSession,
  operatorRole,
  readFact,
  recordAudit,
  type Scope,
  sessionByHash,
  takeFact,
  writeFact,
} from '@rasid/store'
import { hashOfSecret, verifyToken } from './tokens.ts'

/** Long enough to change from the phone to the desk, too short to lie about. */
export const LINK_WITHIN_MS = 10 * 60_000
/** A working week and the weekends around it; then one signs in again. */
export const SESSION_MS = 14 * 24 * 3_600_000

/** Who is signed in. `csrf` stands in every form of a page and is asked for with every action. */
export interface SignedIn {
  /** `telegram:<id>` or `token:<name>`, as in the audit. */
  actor: string
  scope: Scope
  csrf: string
}

/** What a cookie holds, and for how long. */
export interface OpenedSession {
  secret: string
  maxAgeMs: number
}

interface Link {
  botId: number
  userId: number
  until: string
}

const nameOfLink = (secret: string): string => `page-link:${hashOfSecret(secret)}`
const newSecret = (): string => randomBytes(32).toString('hex') // of letters and digits only: a link may end with it

interface LinkDeps {
  db: Db
  now(): Date
  /** Owners named by RASID_OPERATORS. */
  owners: readonly number[]
}

/** The secret of a link that signs an operator in once, within ten minutes. Only its hash is kept. */
export async function issuePageLink(
  deps: Pick<LinkDeps, 'db' | 'now'>,
  ask: { botId: number; userId: number },
): Promise<string> {
  const secret = newSecret()
  await forgetFacts(deps.db, 'page-link:', 24 * 3_600_000)
  const until = new Date(deps.now().getTime() + LINK_WITHIN_MS).toISOString()
  await writeFact(deps.db, nameOfLink(secret), { ...ask, until } satisfies Link)
  return secret
}

/** Whether a link would sign in now. Does not use it up: previews of links look at them as well. */
export async function isPageLinkValid(deps: LinkDeps, secret: string): Promise<boolean> {
  return isUsable(deps, await readFact<Link>(deps.db, nameOfLink(secret)))
}

async function isUsable({ db, now, owners }: LinkDeps, link: Link | undefined): Promise<boolean> {
  if (!link || now().getTime() > Date.parse(link.until)) return false
  return owners.includes(link.userId) || (await operatorRole(db, link.botId, link.userId)) !== null
}

/** Signs in by a link and uses it up: of two tries one succeeds. null: used, expired, or no operator's any more. */
export function signInByLink(deps: LinkDeps, secret: string): Promise<OpenedSession | null> {
  return deps.db.transaction(async (tx) => {
    const link = (await takeFact<Link>(tx, nameOfLink(secret)))?.value
    if (!link || !(await isUsable({ ...deps, db: tx }, link))) return null
    const { botId, userId } = link
    const session = { actor: `telegram:${userId}`, scope: 'operate' as const, tokenId: null, botId, userId }
    return open(tx, session, SESSION_MS)
  })
}

/** Signs in by a token of `rasid token create`. null: no such token. The session ends with its token at the latest. */
export async function signInByToken(deps: Pick<LinkDeps, 'db' | 'now'>, secret: string): Promise<OpenedSession | null> {
  const token = await verifyToken(deps, secret.trim())
  if (!token) return null
  const left = token.expiresAt ? token.expiresAt.getTime() - deps.now().getTime() : SESSION_MS
  const { id: tokenId, name, scope } = token
  const session = { actor: `token:${name}`, scope, tokenId, botId: null, userId: null }
  return open(deps.db, session, Math.min(SESSION_MS, Math.max(left, 1000)))
}

async function open(
  db: Db,
  session: Omit<Parameters<typeof insertSession>[1], 'hash'>,
  maxAgeMs: number,
): Promise<OpenedSession> {
  const secret = newSecret()
  await insertSession(db, { ...session, hash: hashOfSecret(secret) }, maxAgeMs)
  await recordAudit(db, { actor: session.actor, action: 'page-sign-in', detail: { scope: session.scope } })
  return { secret, maxAgeMs }
}

/** Who a cookie signs in; null once the session, its token or the person's role has ended. */
export async function signedIn(deps: Pick<LinkDeps, 'db' | 'owners'>, secret: string): Promise<SignedIn | null> {
  const session = await sessionByHash(deps.db, hashOfSecret(secret))
  if (!session) return null
  const { actor, scope, botId, userId } = session
  if (botId !== null && userId !== null && !deps.owners.includes(userId)) {
    if ((await operatorRole(deps.db, botId, userId)) === null) return null
  }
  return { actor, scope, csrf: csrfOf(secret) }
}

/** Ends a session at once, here and for whoever copied its cookie. */
export async function signOut(deps: { db: Db }, secret: string): Promise<void> {
  await deleteSession(deps.db, hashOfSecret(secret))
}

// Made of the cookie, which no other site can read; from it the cookie cannot be found.
const csrfOf = (secret: string): string => createHash('sha256').update(`csrf:${secret}`).digest('base64url')

/** Whether a form came from a page that was shown to this session. */
export function isOwnForm({ csrf }: SignedIn, given: unknown): boolean {
  if (typeof given !== 'string') return false
  const [own, other] = [Buffer.from(csrf), Buffer.from(given)]
  return own.length === other.length && timingSafeEqual(own, other)
}
