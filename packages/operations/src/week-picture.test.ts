import { type Db, saveChatSettings, schema } from '@rasid/store'
import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { composeDueDigests } from './compose-due-digests.ts'
import type { RowDraft } from './message-request.ts'
import { BOT_ID, storyOf, subscriber } from './testing/delivery-world.ts'

let database: FreshDatabase
let db: Db
// The 22nd of November 2026 is a Sunday; 08:00 in Riyadh is 05:00 UTC.
const day = (date: number, time = '05:00') => new Date(`2026-11-${String(date).padStart(2, '0')}T${time}:00Z`)
const compose = (now: Date) => composeDueDigests({ db, botId: BOT_ID, botName: 'rasid_bot', now: () => now })
const draftOf = (message: { draft: unknown } | undefined) => message?.draft as RowDraft | undefined
const pictures = async () =>
  (await db.select().from(schema.messages).orderBy(schema.messages.id)).filter(({ slot }) =>
    slot.startsWith('picture:'),
  )

async function reader(
  since: Date,
  settings: Record<string, unknown> = {},
  more: Parameters<typeof saveChatSettings>[2] = {},
) {
  const chat = await subscriber(db, 1)
  await db.update(schema.chats).set({ subscribedAt: since, toldUntil: since })
  return saveChatSettings(db, chat.id, { settings, ...more })
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
  await db.delete(schema.articles)
})

describe('the picture of the week', () => {
  it('comes with the digest of the chat’s weekday, once, after it', async () => {
    await storyOf(db, { at: day(18), outlets: ['الجزيرة', 'سبوتنيك'] })
    await reader(day(19, '12:00'))
    for (const date of [20, 21]) await compose(day(date))
    expect(await pictures()).toEqual([])
    await compose(day(22))
    await compose(day(22, '05:01'))
    const all = await db.select().from(schema.messages).orderBy(schema.messages.id)
    expect(all.map(({ slot }) => slot).slice(-2)).toEqual(['daily:2026-11-22T08:00', 'picture:weekly:2026-11-22T08:00'])
    const draft = all.at(-1)?.draft as RowDraft
    expect(draft.text.split('\n')).toEqual([
      '<b>حصيلة الأسبوع · من 15 إلى 21 نوفمبر/تشرين الثاني 2026</b>',
      'مطابقتان من وسيلتين',
      expect.stringContaining('مطابقتان'),
    ])
    expect(draft.picture).toMatchObject({ shows: 'week', look: { lang: 'ar' }, facts: { allOutlets: 2 } })
    // A row holds what the picture says, not the picture.
    expect(JSON.stringify(draft).length).toBeLessThan(2000)
  })

  it('shows whole local days before its own, not the morning on which it comes', async () => {
    for (const at of [day(14, '20:59'), day(14, '21:00'), day(21, '20:59'), day(21, '21:00')]) await storyOf(db, { at })
    await reader(day(21, '12:00'))
    await compose(day(22))
    const picture = draftOf((await pictures())[0])?.picture
    const days = picture?.shows === 'week' ? picture.facts.days : []
    expect(days).toHaveLength(7)
    expect([days.at(0), days.at(-1)]).toEqual([
      { day: '2026-11-15', core: 1, related: 0 },
      { day: '2026-11-21', core: 1, related: 0 },
    ])
  })

  it.each([
    { why: 'the chat does not want it', seed: { at: day(18) }, settings: { weekPicture: false } },
    { why: 'digests are off', seed: { at: day(18) }, settings: { rhythm: 'off' } },
    { why: 'it is another weekday', seed: { at: day(18) }, settings: { weekday: 3 } },
    { why: 'nothing matched in the week', seed: { at: day(10) }, settings: {} },
    { why: 'only seeds matched', seed: { at: day(18), origin: 'archive' as const }, settings: {} },
  ])('does not come when $why', async ({ seed, settings }) => {
    await storyOf(db, seed)
    await reader(day(21, '12:00'), settings)
    await compose(day(22))
    expect(await pictures()).toEqual([])
  })

  it.each([
    { why: 'a weekly digest', settings: { rhythm: 'weekly' }, more: {}, at: day(22) },
    {
      why: 'two digests a day: the first of them',
      settings: { rhythm: 'twice' },
      more: { digestTimes: ['08:00', '20:00'] },
      at: day(22),
    },
    { why: 'a digest a day late, after downtime', settings: {}, more: {}, at: day(23, '06:00') },
    { why: 'days without stories that are left out', settings: { emptyDigest: false }, more: {}, at: day(22) },
  ])('comes with $why', async ({ settings, more, at }) => {
    await storyOf(db, { at: day(18) })
    await reader(day(21, '12:00'), settings, more)
    expect(await compose(at)).toBe(1)
    await compose(new Date(at.getTime() + 24 * 3_600_000))
    expect((await pictures()).map(({ slot }) => slot)).toEqual(['picture:weekly:2026-11-22T08:00'])
  })

  it('speaks the language of its chat', async () => {
    await storyOf(db, { at: day(18) })
    await reader(day(21, '12:00'), {}, { lang: 'en' })
    await compose(day(22))
    expect(draftOf((await pictures())[0])?.text).toContain('The week · 15 to 21 November 2026')
  })
})
