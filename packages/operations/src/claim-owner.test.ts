import { type Db, operatorRole, recentAudit, recordAudit, schema } from '@rasid/store'
import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { claimOwner, issueOwnerCode } from './claim-owner.ts'
import { askToConfirm, CONFIRM_WITHIN_MS, confirmAction } from './confirm-action.ts'

const botId = 7
let database: FreshDatabase
let db: Db
const at = (now = new Date('2026-11-22T10:00:00Z')) => ({ db, botId, now: () => now })
const issue = () => issueOwnerCode(db, { botId, owners: [] })

beforeAll(async () => {
  database = await freshDatabase()
  db = database.store.db
})
afterAll(() => database.drop())
beforeEach(async () => {
  await db.delete(schema.operators)
  await db.delete(schema.facts)
})

it('makes the first owner by the code from the terminal, and only the first', async () => {
  const code = (await issue()) as string
  expect(code).toMatch(/^\d{6}$/)
  expect(await claimOwner(at(), { userId: 1, name: 'منى', code })).toEqual({ kind: 'claimed' })
  expect(await claimOwner(at(), { userId: 2, name: 'علي', code })).toEqual({ kind: 'wrong-code' })
  expect([await operatorRole(db, botId, 1), await operatorRole(db, botId, 2)]).toEqual(['owner', null])
  expect(await issue()).toBeNull()
  expect(await recentAudit(db, 1)).toMatchObject([{ actor: 'telegram:1', action: 'claim-owner' }])
})

it('keeps no code that could be read from the database', async () => {
  const code = (await issue()) as string
  expect(JSON.stringify(await db.select().from(schema.facts))).not.toContain(code)
})

it('gives one owner when two people send the code at once', async () => {
  const code = (await issue()) as string
  const claims = await Promise.all([1, 2, 3].map((userId) => claimOwner(at(), { userId, name: '', code })))
  expect(claims.filter(({ kind }) => kind === 'claimed')).toHaveLength(1)
})

it('stops guessing after five tries for a quarter of an hour, also with the right code', async () => {
  const code = (await issue()) as string
  const guess = code === '000000' ? '000001' : '000000'
  const now = new Date('2026-11-22T10:00:00Z')
  const tries = []
  for (let time = 0; time < 6; time++) tries.push(await claimOwner(at(now), { userId: 1, name: '', code: guess }))
  expect(tries.map(({ kind }) => kind)).toEqual([...Array(5).fill('wrong-code'), 'too-many'])
  expect(await claimOwner(at(now), { userId: 1, name: '', code })).toEqual({ kind: 'too-many' })
  const later = new Date(now.getTime() + 15 * 60_000)
  expect(await claimOwner(at(later), { userId: 1, name: '', code })).toEqual({ kind: 'claimed' })
})

it.each([
  { why: 'a code of another bot', bot: 8 },
  { why: 'no code at all', bot: null },
])('refuses $why', async ({ bot }) => {
  const code = bot === null ? '123456' : ((await issueOwnerCode(db, { botId: bot, owners: [] })) as string)
  expect(await claimOwner(at(), { userId: 1, name: '', code })).toEqual({ kind: 'wrong-code' })
})

it('issues no code where owners are set by the environment', async () => {
  expect(await issueOwnerCode(db, { botId, owners: [5] })).toBeNull()
})

it.each([
  { why: 'its asker in time', asker: 1, action: 'add', afterMs: CONFIRM_WITHIN_MS, kind: 'confirmed' },
  { why: 'its asker too late', asker: 1, action: 'add', afterMs: CONFIRM_WITHIN_MS + 1, kind: 'stale' },
  { why: 'somebody else', asker: 2, action: 'add', afterMs: 0, kind: 'not-yours' },
  { why: 'a button of another action', asker: 1, action: 'remove', afterMs: 0, kind: 'stale' },
])('a confirmation by $why is $kind', async ({ asker, action, afterMs, kind }) => {
  const now = new Date('2026-11-22T10:00:00Z')
  const token = await askToConfirm(at(now), { asker: 1, action: 'add', input: { url: 'x' } })
  const later = at(new Date(now.getTime() + afterMs))
  expect(await confirmAction(later, { token, asker, action })).toMatchObject({ kind })
})

it('a confirmation is used once', async () => {
  const token = await askToConfirm(at(), { asker: 1, action: 'add', input: { url: 'x' } })
  const answer = { token, asker: 1, action: 'add' }
  expect(await confirmAction(at(), answer)).toEqual({ kind: 'confirmed', input: { url: 'x' } })
  expect(await confirmAction(at(), answer)).toEqual({ kind: 'stale' })
})

describe('a confirmation of what somebody changed since', () => {
  const about = { actions: 'feed-', subject: 'https://example.org/rss', id: 7 }
  const asked = async () => askToConfirm(at(), { asker: 1, action: 'remove', input: {}, about })
  const confirm = async (token: string) => confirmAction(at(), { token, asker: 1, action: 'remove' })

  it.each([
    { why: 'by its address', row: { action: 'feed-pause', subject: about.subject } },
    {
      why: 'by its id, under another address',
      row: { action: 'feed-replace', subject: 'https://new.example', detail: { id: 7 } },
    },
  ])('is refused with who did what ($why)', async ({ row }) => {
    await recordAudit(db, { actor: 'telegram:2', action: 'feed-add', subject: about.subject })
    const token = await asked()
    await recordAudit(db, { actor: 'telegram:9', ...row })
    expect(await confirm(token)).toMatchObject({ kind: 'changed', by: { actor: 'telegram:9', action: row.action } })
    expect(await confirm(token)).toEqual({ kind: 'stale' })
  })

  it.each([
    { why: 'another feed', row: { action: 'feed-pause', subject: 'https://other.example', detail: { id: 70 } } },
    { why: 'a look, which changes nothing', row: { action: 'feed-check', subject: about.subject } },
    { why: 'another matter of the same name', row: { action: 'broadcast', subject: about.subject } },
  ])('goes through after $why', async ({ row }) => {
    const token = await asked()
    await recordAudit(db, { actor: 'telegram:9', ...row })
    expect(await confirm(token)).toMatchObject({ kind: 'confirmed' })
  })
})
