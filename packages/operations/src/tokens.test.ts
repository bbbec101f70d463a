import { type Db, recentAudit, schema } from '@rasid/store'
import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createToken, listTokens, revokeToken, verifyToken } from './tokens.ts'

let database: FreshDatabase
let db: Db
beforeAll(async () => {
  database = await freshDatabase()
  db = database.store.db
})
afterAll(() => database.drop())
beforeEach(async () => {
  await db.delete(schema.tokens)
})

const ask = { name: 'laptop', scope: 'read' as const, actor: 'cli', expiresAt: null }
async function created(more: Partial<Parameters<typeof createToken>[1]> = {}) {
  const outcome = await createToken({ db }, { ...ask, ...more })
  if (outcome.kind !== 'created') throw new Error(outcome.kind)
  return outcome
}

it('makes a token that opens with its scope, and says when it was used', async () => {
  const { secret } = await created({ scope: 'operate' })
  expect(await verifyToken({ db }, secret)).toMatchObject({ name: 'laptop', scope: 'operate' })
  const [token] = await listTokens({ db })
  expect(token?.lastUsedAt).toBeInstanceOf(Date)
})

it('keeps and lists nothing that opens', async () => {
  const { secret } = await created()
  const everything = JSON.stringify([
    await db.select().from(schema.tokens),
    await listTokens({ db }),
    await recentAudit(db, 9),
  ])
  expect(everything).not.toContain(secret)
  expect(everything).not.toContain(secret.slice('rasid_'.length))
})

const wrong = [
  { why: 'nothing', secret: () => '' },
  { why: 'another token', secret: () => `rasid_${'A'.repeat(43)}` },
  { why: 'the secret without its prefix', secret: (right: string) => right.slice('rasid_'.length) },
  { why: 'the secret and more', secret: (right: string) => `${right}A` },
  { why: 'a NUL', secret: (right: string) => `${right}\u0000` },
  { why: 'a megabyte', secret: () => 'a'.repeat(1_000_000) },
]
it.each(wrong)('does not open for $why', async ({ secret }) => {
  const { secret: right } = await created()
  expect(await verifyToken({ db }, secret(right))).toBeNull()
})

it('ends at its hour, by the clock of the database', async () => {
  const { secret } = await created({ expiresAt: new Date(Date.now() + 3_600_000) })
  expect(await verifyToken({ db }, secret)).not.toBeNull()
  await db.update(schema.tokens).set({ expiresAt: new Date(0) })
  expect(await verifyToken({ db }, secret)).toBeNull()
})

it('ends when it is revoked, by name or by number, once', async () => {
  const first = await created()
  expect((await revokeToken({ db }, { token: 'laptop', actor: 'cli' }))?.id).toBe(first.token.id)
  expect(await verifyToken({ db }, first.secret)).toBeNull()
  expect(await revokeToken({ db }, { token: 'laptop', actor: 'cli' })).toBeNull()
  const second = await created()
  expect(await revokeToken({ db }, { token: `#${second.token.id}`, actor: 'cli' })).not.toBeNull()
  expect(await verifyToken({ db }, second.secret)).toBeNull()
  expect((await recentAudit(db, 1))[0]).toMatchObject({ actor: 'cli', action: 'token-revoke', subject: 'laptop' })
})

it('gives a name to one valid token at a time', async () => {
  await created()
  expect(await createToken({ db }, ask)).toEqual({ kind: 'name-taken' })
  await revokeToken({ db }, { token: 'laptop', actor: 'cli' })
  expect(await createToken({ db }, ask)).toMatchObject({ kind: 'created' })
})
