import { addOperator, type Db, removeOperator, schema } from '@rasid/store'
import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import {
  isOwnForm,
  isPageLinkValid,
  issuePageLink,
  LINK_WITHIN_MS,
  SESSION_MS,
  signedIn,
  signInByLink,
  signInByToken,
  signOut,
} from './sign-in.ts'
import { createToken, revokeToken } from './tokens.ts'

const botId = 42
const userId = 7
const NOW = new Date('2026-11-22T10:00:00Z')
let database: FreshDatabase
let db: Db
const deps = (at = NOW, owners: number[] = []) => ({ db, owners, now: () => at })

beforeAll(async () => {
  database = await freshDatabase()
  db = database.store.db
})
afterAll(() => database.drop())
beforeEach(async () => {
  for (const table of [schema.sessions, schema.tokens, schema.operators, schema.facts]) await db.delete(table)
  await addOperator(db, { botId, userId, name: 'منى', role: 'operator', addedBy: 'test' })
})

const later = (ms: number) => new Date(NOW.getTime() + ms)

it('signs an operator in by a link, once, however many try', async () => {
  const link = await issuePageLink(deps(), { botId, userId })
  const tries = await Promise.all([1, 2, 3].map(() => signInByLink(deps(), link)))
  const [opened, ...more] = tries.filter((session) => session !== null)
  expect(more).toEqual([])
  expect(await signedIn(deps(), opened?.secret ?? '')).toMatchObject({ actor: 'telegram:7', scope: 'operate' })
  expect(await isPageLinkValid(deps(), link)).toBe(false)
})

it('does not use a link up by looking at it', async () => {
  const link = await issuePageLink(deps(), { botId, userId })
  for (const _ of [1, 2]) expect(await isPageLinkValid(deps(), link)).toBe(true)
  expect(await signInByLink(deps(), link)).toMatchObject({ maxAgeMs: SESSION_MS })
})

const dead = [
  { why: 'is older than ten minutes', change: async () => {}, at: later(LINK_WITHIN_MS + 1) },
  {
    why: 'was made for somebody who is no operator any more',
    change: () => removeOperator(db, botId, userId),
    at: NOW,
  },
]
it.each(dead)('a link that $why opens nothing', async ({ change, at }) => {
  const link = await issuePageLink(deps(), { botId, userId })
  await change()
  expect(await isPageLinkValid(deps(at), link)).toBe(false)
  expect(await signInByLink(deps(at), link)).toBeNull()
})

it('an unknown link opens nothing', async () => {
  expect(await signInByLink(deps(), 'x'.repeat(43))).toBeNull()
})

it('signs an owner of the settings in, who stands in no table', async () => {
  const link = await issuePageLink(deps(), { botId, userId: 99 })
  expect(await signInByLink(deps(), link)).toBeNull()
  const again = await issuePageLink(deps(), { botId, userId: 99 })
  const opened = await signInByLink(deps(NOW, [99]), again)
  expect(await signedIn(deps(NOW, [99]), opened?.secret ?? '')).not.toBeNull()
  expect(await signedIn(deps(NOW, []), opened?.secret ?? '')).toBeNull()
})

async function byToken(expiresAt: Date | null = null) {
  const made = await createToken({ db }, { name: 'desk', scope: 'read', actor: 'cli', expiresAt })
  if (made.kind !== 'created') throw new Error(made.kind)
  const opened = await signInByToken(deps(new Date()), ` ${made.secret}\n`)
  return { ...made, opened }
}

it('signs in by a token with its scope, also when it was pasted with spaces', async () => {
  const { opened } = await byToken()
  expect(await signedIn(deps(), opened?.secret ?? '')).toMatchObject({ actor: 'token:desk', scope: 'read' })
  expect(await signInByToken(deps(), 'rasid_wrong')).toBeNull()
})

const ends = [
  { why: 'it is signed out', end: (secret: string) => signOut({ db }, secret) },
  { why: 'its token is revoked', end: () => revokeToken({ db }, { token: 'desk', actor: 'cli' }) },
  { why: 'its token expires', end: () => db.update(schema.tokens).set({ expiresAt: new Date(0) }) },
  { why: 'its time is over', end: () => db.update(schema.sessions).set({ expiresAt: new Date(0) }) },
]
it.each(ends)('a session ends when $why', async ({ end }) => {
  const secret = (await byToken()).opened?.secret ?? ''
  expect(await signedIn(deps(), secret)).not.toBeNull()
  await end(secret)
  expect(await signedIn(deps(), secret)).toBeNull()
})

it('lets no session outlive its token', async () => {
  const { opened } = await byToken(new Date(Date.now() + 60_000))
  expect(opened?.maxAgeMs).toBeLessThanOrEqual(60_000)
})

it('an operator who is removed is signed out at once', async () => {
  const opened = await signInByLink(deps(), await issuePageLink(deps(), { botId, userId }))
  await removeOperator(db, botId, userId)
  expect(await signedIn(deps(), opened?.secret ?? '')).toBeNull()
})

it('keeps neither links nor cookies', async () => {
  const link = await issuePageLink(deps(), { botId, userId })
  const opened = await signInByLink(deps(), await issuePageLink(deps(), { botId, userId }))
  const rows = JSON.stringify([await db.select().from(schema.facts), await db.select().from(schema.sessions)])
  expect(rows).not.toContain(link)
  expect(rows).not.toContain(opened?.secret)
})

it('knows its own forms, and by them not the cookie', async () => {
  const [one, other] = await Promise.all(
    [1, 2].map(async () => {
      const opened = await signInByLink(deps(), await issuePageLink(deps(), { botId, userId }))
      return { secret: opened?.secret ?? '', who: await signedIn(deps(), opened?.secret ?? '') }
    }),
  )
  if (!one?.who || !other?.who) throw new Error('not signed in')
  expect(isOwnForm(one.who, one.who.csrf)).toBe(true)
  for (const given of [other.who.csrf, '', undefined, null, 'ж'.repeat(43), one.secret])
    expect(isOwnForm(one.who, given)).toBe(false)
  expect(one.who.csrf).not.toContain(one.secret)
})
