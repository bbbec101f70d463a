import { type Db, recordTold, schema, stopChat } from '@rasid/store'
import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { tellChats } from './tell-chats.ts'
import { BOT_ID, editionOf, outletsJoin, owed, storyOf, subscriber } from './testing/delivery-world.ts'

let database: FreshDatabase
let db: Db
const deps = () => ({ db, botId: BOT_ID, now: () => new Date() })
const messages = () => db.select().from(schema.messages).orderBy(schema.messages.id)
const textsOf = async () => (await messages()).map((message) => (message.draft as { text: string }).text)

beforeAll(async () => {
  database = await freshDatabase()
  db = database.store.db
})
afterAll(() => database.drop())
beforeEach(async () => {
  await db.delete(schema.chats)
  await db.delete(schema.storyEditions)
})

describe('an alert', () => {
  it('is owed once to each chat that wants it, however often chats are told', async () => {
    const reader = await subscriber(db, 1)
    const storyId = await storyOf(db)
    await editionOf(db, { storyId })
    expect(await tellChats(deps())).toEqual({ editions: 1, alerts: 1, edits: 0 })
    await db.update(schema.storyEditions).set({ toldAt: null })
    expect(await tellChats(deps())).toEqual({ editions: 1, alerts: 0, edits: 0 })
    const rows = await messages()
    expect(rows).toMatchObject([{ chat: reader.id, kind: 'alert', slot: `story:${storyId}:1`, state: 'owed' }])
    expect(await textsOf()).toEqual([expect.stringContaining('موسكو تستقبل')])
  })

  it.each([
    {
      why: 'a core chat is not told of a related story',
      chat: { tier: 'core' },
      edition: { tier: 'related' },
      alerts: 0,
    },
    { why: 'a related chat is told of both', chat: { tier: 'related' }, edition: { tier: 'related' }, alerts: 1 },
    { why: 'alerts are off', chat: { alerts: false }, edition: {}, alerts: 0 },
    { why: 'the archive is never alerted', chat: {}, edition: { tellable: false }, alerts: 0 },
    { why: 'the chat talks to another bot', chat: { botId: BOT_ID + 1 }, edition: {}, alerts: 0 },
    { why: 'it came before the subscription', chat: {}, edition: { at: new Date(Date.now() - 60_000) }, alerts: 0 },
    { why: 'it grew, and nobody has its alert', chat: {}, edition: { reason: 'grown', outlets: 3 }, alerts: 0 },
  ] as const)('$why → $alerts', async ({ chat, edition, alerts }) => {
    await subscriber(db, 1, chat)
    await editionOf(db, { storyId: await storyOf(db), ...edition })
    await tellChats(deps())
    expect(await messages()).toHaveLength(alerts)
  })

  it('is not owed for what is hours old after downtime, which the digest tells', async () => {
    const reader = await subscriber(db, 1)
    const old = new Date(Date.now() - 7 * 3_600_000)
    await db.update(schema.chats).set({ subscribedAt: new Date(0) })
    await editionOf(db, { storyId: await storyOf(db), at: old })
    expect(await tellChats(deps())).toEqual({ editions: 1, alerts: 0, edits: 0 })
    expect(reader.state).toBe('active')
  })

  it('stops at the hourly number of the chat, and other chats are told all the same', async () => {
    await subscriber(db, 1)
    await subscriber(db, 2, { settings: { alertsPerHour: 6 } })
    for (let story = 0; story < 7; story++) await editionOf(db, { storyId: await storyOf(db) })
    expect((await tellChats(deps())).alerts).toBe(4 + 6)
  })

  it('tells a story that was raised to core once more, marked', async () => {
    await subscriber(db, 1, { tier: 'related' })
    const storyId = await storyOf(db, { tier: 'related' })
    await editionOf(db, { storyId, tier: 'related' })
    await tellChats(deps())
    await editionOf(db, { storyId, n: 2, reason: 'raised' })
    await tellChats(deps())
    await db.update(schema.storyEditions).set({ toldAt: null })
    await tellChats(deps())
    expect(await textsOf()).toEqual([
      expect.not.stringContaining('صارت أساسية'),
      expect.stringContaining('صارت أساسية'),
    ])
  })

  it('is not repeated after a digest told the story', async () => {
    const reader = await subscriber(db, 1)
    const storyId = await storyOf(db)
    await recordTold(db, [{ messageId: await owed(db, reader.id, 'digest'), chat: reader.id, storyId, edition: 1 }])
    await editionOf(db, { storyId })
    expect((await tellChats(deps())).alerts).toBe(0)
  })

  it('is owed once when several tellers run at the same time', async () => {
    for (let chat = 1; chat <= 20; chat++) await subscriber(db, chat)
    for (let story = 0; story < 4; story++) await editionOf(db, { storyId: await storyOf(db) })
    await Promise.all([1, 2, 3].map(() => tellChats(deps())))
    await tellChats(deps())
    expect(await messages()).toHaveLength(80)
  })
})

describe('a story that grew', () => {
  async function grown() {
    const reader = await subscriber(db, 1)
    const storyId = await storyOf(db, { outlets: ['أ'] })
    await editionOf(db, { storyId })
    await tellChats(deps())
    await outletsJoin(db, storyId, ['ب', 'ج'])
    await editionOf(db, { storyId, n: 2, reason: 'grown', outlets: 3 })
    return { reader, storyId }
  }

  it('edits its alert, ten minutes after it at the earliest, and makes no second one', async () => {
    const { storyId } = await grown()
    expect(await tellChats(deps())).toEqual({ editions: 1, alerts: 0, edits: 1 })
    const [alert, edit] = await messages()
    expect(edit).toMatchObject({ kind: 'edit', slot: `story:${storyId}:2`, draft: { edits: alert?.id } })
    expect(Number(edit?.notBefore) - Number(alert?.createdAt)).toBe(10 * 60_000)
  })

  it('keeps only the newest of the edits that were not sent', async () => {
    const { storyId } = await grown()
    await tellChats(deps())
    await outletsJoin(db, storyId, ['د', 'ه', 'و'])
    await editionOf(db, { storyId, n: 3, reason: 'grown', outlets: 6 })
    await tellChats(deps())
    expect((await messages()).map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      'alert owed',
      'edit dead',
      'edit owed',
    ])
  })

  it.each([
    { why: 'two outlets are no edit', change: { outlets: 2 } },
    { why: 'fifty are no more than twenty-five', change: { outlets: 50 } },
  ])('$why', async ({ change }) => {
    await grown()
    await db.update(schema.storyEditions).set(change)
    expect((await tellChats(deps())).edits).toBe(0)
  })

  it('edits nothing where the alert was composed with all of its outlets', async () => {
    await subscriber(db, 1)
    const storyId = await storyOf(db, { outlets: ['أ', 'ب', 'ج'] })
    await editionOf(db, { storyId })
    await editionOf(db, { storyId, n: 2, reason: 'grown', outlets: 3 })
    expect(await tellChats(deps())).toEqual({ editions: 2, alerts: 1, edits: 0 })
  })

  it('edits no digest that told of it: those are never edited', async () => {
    const reader = await subscriber(db, 1)
    const storyId = await storyOf(db)
    await editionOf(db, { storyId })
    await tellChats(deps())
    await db.update(schema.messages).set({ kind: 'digest', chat: reader.id, state: 'sent', sentAt: new Date() })
    await outletsJoin(db, storyId, ['ب', 'ج'])
    await editionOf(db, { storyId, n: 2, reason: 'grown', outlets: 3 })
    expect(await tellChats(deps())).toEqual({ editions: 1, alerts: 0, edits: 0 })
  })

  it('leaves a chat alone that has stopped', async () => {
    const { reader } = await grown()
    await stopChat(db, reader.id, 'stopped', 'asked')
    expect((await tellChats(deps())).edits).toBe(0)
  })
})

describe('quiet hours', () => {
  // The reader's clock stands at noon; the hours around it are quiet.
  const noon = () => ({ ...deps(), now: () => new Date('2026-11-22T12:00:00Z') })
  const sleeper = (mode: string, hours = { start: '10:00', end: '14:00' }) =>
    subscriber(db, 1, { zone: 'UTC', settings: { quiet: { mode, ...hours } } })
  const at = new Date('2026-11-22T11:59:00Z')
  const told = async (edition: object = {}) => {
    await db.update(schema.chats).set({ subscribedAt: new Date(0) })
    await editionOf(db, { storyId: await storyOf(db, { at }), at, ...edition })
    await tellChats(noon())
    return (await messages()).map(({ notBefore }) => notBefore)
  }
  const waking = new Date('2026-11-22T14:00:00Z')

  it('hold an alert until waking', async () => {
    await sleeper('hold')
    expect(await told()).toEqual([waking])
  })

  it('hold no more than an hour’s worth of alerts', async () => {
    await sleeper('hold')
    for (let story = 0; story < 5; story++) await told()
    expect(await messages()).toHaveLength(4)
    const long = { createdAt: new Date('2026-11-22T10:00:00Z') }
    await db.update(schema.messages).set({ ...long, notBefore: new Date(Date.now() + 9e6) })
    await told()
    expect(await messages()).toHaveLength(4)
    // They were all heard in the morning, a moment ago: that hour is full.
    await db.update(schema.messages).set({ ...long, state: 'sent', sentAt: new Date() })
    await told()
    expect(await messages()).toHaveLength(4)
  })

  it.each([
    { why: 'one outlet wakes nobody', edition: { outlets: 1 }, alerts: 0 },
    { why: 'three outlets do', edition: { outlets: 3 }, alerts: 1 },
    { why: 'a related story never does', edition: { outlets: 9, tier: 'related' }, alerts: 0 },
    { why: 'a story that grew to three outlets does', edition: { reason: 'grown', n: 2, outlets: 3 }, alerts: 1 },
  ])('for what is critical only: $why', async ({ edition, alerts }) => {
    await sleeper('critical')
    expect(await told(edition)).toHaveLength(alerts)
  })

  it('with the same start and end never hold anything', async () => {
    await sleeper('hold', { start: '12:00', end: '12:00' })
    expect((await told())[0]?.getTime()).toBeLessThan(Date.now() + 60_000)
  })

  it('over midnight end in the morning', async () => {
    await sleeper('hold', { start: '11:00', end: '07:00' })
    expect(await told()).toEqual([new Date('2026-11-23T07:00:00Z')])
  })
})

describe('a muted outlet', () => {
  const outlets = ['المكتومة', 'الأخرى']
  it.each([
    { why: 'alone brings no alert', carried: outlets.slice(0, 1), edition: {}, alerts: 0 },
    { why: 'beside another brings one', carried: outlets, edition: {}, alerts: 1 },
    {
      why: 'brings one once another joins',
      carried: outlets,
      edition: { reason: 'grown', n: 2, outlets: 2 },
      alerts: 1,
    },
  ] as const)('$why', async ({ carried, edition, alerts }) => {
    await subscriber(db, 1, { settings: { mutedOutlets: ['المكتومة'] } })
    await editionOf(db, { storyId: await storyOf(db, { outlets: carried }), ...edition })
    await tellChats(deps())
    expect(await messages()).toHaveLength(alerts)
  })
})
