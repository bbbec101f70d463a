import { activeChats, type Db, saveChatSettings, schema } from '@rasid/store'
import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { composeDueDigests } from './compose-due-digests.ts'
import { subscribe } from './subscribe.ts'
import { tellChats } from './tell-chats.ts'
import { BOT_ID, editionOf, storyOf, subscriber } from './testing/delivery-world.ts'

let database: FreshDatabase
let db: Db
// 08:00 in Riyadh is 05:00 UTC.
const day = (date: number, time: string) => new Date(`2026-11-${String(date).padStart(2, '0')}T${time}:00Z`)
const at = (now: Date) => ({ db, botId: BOT_ID, botName: 'rasid_bot', now: () => now })
// Some of these days are Sundays, on which a picture of the week comes as well: week-picture.test.ts looks at those.
const messages = async () =>
  (await db.select().from(schema.messages).orderBy(schema.messages.id)).filter(
    ({ slot }) => !slot.startsWith('picture:'),
  )
const draftOf = (message: { draft: unknown } | undefined) =>
  message?.draft as { text: string; storyIds: string[] } | undefined
const textOf = (message: { draft: unknown } | undefined) => draftOf(message)?.text

/** A subscriber since `since`. */
async function reader(chatId: number, since: Date, settings = {}) {
  const chat = await subscriber(db, chatId, settings)
  await db.update(schema.chats).set({ subscribedAt: since, toldUntil: since })
  return chat
}

async function toldStory(n: Date, seed: Parameters<typeof storyOf>[1] = {}) {
  const storyId = await storyOf(db, { at: n, ...seed })
  await editionOf(db, { storyId, at: n, ...(seed.tier && { tier: seed.tier }) })
  return storyId
}

beforeAll(async () => {
  database = await freshDatabase()
  db = database.store.db
})
afterAll(() => database.drop())
beforeEach(async () => {
  await db.delete(schema.chats)
  await db.delete(schema.matches)
  await db.delete(schema.stories)
})

describe('a digest', () => {
  it('is owed at its hour, once, with the stories since the last one', async () => {
    await reader(1, day(21, '12:00'))
    await toldStory(day(21, '18:00'), { title: 'لافروف يلتقي متقي' })
    expect(await composeDueDigests(at(day(22, '04:59')))).toBe(0)
    expect(await composeDueDigests(at(day(22, '05:00')))).toBe(1)
    expect(await composeDueDigests(at(day(22, '05:01')))).toBe(0)
    const [digest] = await messages()
    expect(digest).toMatchObject({ kind: 'digest', slot: 'daily:2026-11-22T08:00', part: 1 })
    expect(textOf(digest)).toContain('لافروف يلتقي متقي')
    expect(textOf(digest)).toContain('التغطية')
  })

  it('does not repeat yesterday’s stories, and an empty day is one silent line', async () => {
    await reader(1, day(21, '12:00'))
    await toldStory(day(21, '18:00'))
    await composeDueDigests(at(day(22, '05:00')))
    await composeDueDigests(at(day(23, '05:00')))
    const [, second] = await messages()
    expect(second?.draft).toMatchObject({ silent: true, storyIds: [] })
    expect(textOf(second)).not.toContain('\n')
  })

  it('catches up once for all that were missed', async () => {
    await reader(1, day(18, '12:00'))
    await toldStory(day(18, '18:00'))
    await toldStory(day(20, '18:00'))
    expect(await composeDueDigests(at(day(22, '09:00')))).toBe(1)
    const rows = await messages()
    expect(rows).toMatchObject([{ slot: 'daily:2026-11-22T08:00' }])
    expect(draftOf(rows[0])?.storyIds).toHaveLength(2)
    expect(textOf(rows[0])).toContain('3 نشرات')
  })

  it.each([
    { why: 'a related story for a core chat', seed: { tier: 'related' }, chat: {}, stories: 0 },
    { why: 'a related story for a related chat', seed: { tier: 'related' }, chat: { tier: 'related' }, stories: 1 },
  ] as const)('tells $stories of $why', async ({ seed, chat, stories }) => {
    await reader(1, day(21, '12:00'), chat)
    await toldStory(day(21, '18:00'), seed)
    await composeDueDigests(at(day(22, '05:00')))
    expect((await messages())[0]?.draft).toMatchObject({ storyIds: { length: stories } })
  })

  it('leaves out what an alert told, and what is not to be told', async () => {
    await reader(1, day(21, '12:00'))
    const alerted = await toldStory(day(21, '18:00'))
    await tellChats(at(day(21, '18:01')))
    const archive = await storyOf(db, { at: day(21, '18:00'), origin: 'archive' })
    await editionOf(db, { storyId: archive, at: day(21, '18:00'), tellable: false })
    await composeDueDigests(at(day(22, '05:00')))
    const [alert, digest] = await messages()
    expect(alert).toMatchObject({ kind: 'alert', slot: `story:${alerted}:1` })
    expect(digest?.draft).toMatchObject({ storyIds: [] })
  })

  it('is owed once when two clocks strike at the same time', async () => {
    for (let chat = 1; chat <= 5; chat++) await reader(chat, day(21, '12:00'))
    await toldStory(day(21, '18:00'))
    await Promise.all([1, 2, 3].map(() => composeDueDigests(at(day(22, '05:00')))))
    expect(await messages()).toHaveLength(5)
  })

  it.each([
    { why: 'another zone', settings: { zone: 'Africa/Cairo' }, due: day(22, '06:00') },
    { why: 'another hour', settings: { digestTimes: ['21:30'] }, due: day(21, '18:30') },
  ])('keeps to $why', async ({ settings, due }) => {
    const chat = await reader(1, day(21, '12:00'))
    await saveChatSettings(db, chat.id, settings)
    expect(await composeDueDigests(at(new Date(due.getTime() - 60_000)))).toBe(0)
    expect(await composeDueDigests(at(due))).toBe(1)
  })

  it('is not owed when digests are off', async () => {
    const chat = await reader(1, day(21, '12:00'))
    await saveChatSettings(db, chat.id, { settings: { rhythm: 'off' } })
    expect(await composeDueDigests(at(day(25, '05:00')))).toBe(0)
  })
})

describe('/start', () => {
  const chatOf = async () => (await activeChats(db, BOT_ID))[0] ?? (await subscriber(db, 1))

  it('greets and shows the last days, once, however often the update comes', async () => {
    await toldStory(new Date(Date.now() - 3_600_000), { title: 'قصة الأمس' })
    const chat = await subscriber(db, 1)
    await db.update(schema.chats).set({ state: 'known' })
    const results = []
    for (let time = 0; time < 3; time++) results.push(await subscribe(at(new Date()), { chat, updateId: 77 }))
    expect(results.map(({ fresh }) => fresh)).toEqual([true, false, false])
    const rows = await messages()
    expect(rows.map(({ kind, slot }) => `${kind} ${slot}`)).toEqual(['reply update:77', 'digest welcome:77'])
    expect(textOf(rows[1])).toContain('قصة الأمس')
  })

  it('shows the archive, labelled, when nothing is newer', async () => {
    await storyOf(db, { origin: 'archive', at: new Date(0), title: 'قصة من الأرشيف' })
    await subscribe(at(new Date()), { chat: await chatOf(), updateId: 78 })
    const sample = textOf((await messages())[1])
    expect(sample).toContain('أرشيف')
    expect(sample).toContain('قصة من الأرشيف')
  })

  it('counts the sample as told: the next digest does not repeat it', async () => {
    await toldStory(new Date(Date.now() - 3_600_000))
    await subscribe(at(new Date()), { chat: await chatOf(), updateId: 79 })
    await composeDueDigests(at(new Date(Date.now() + 25 * 3_600_000)))
    expect((await messages()).at(-1)?.draft).toMatchObject({ storyIds: [] })
  })
})
