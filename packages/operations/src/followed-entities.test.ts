import { type Db, saveChatSettings, schema } from '@rasid/store'
import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { chatPreferences } from './chat-preferences.ts'
import { changeSetting, parseSetting } from './chat-settings.ts'
import { composeDueDigests } from './compose-due-digests.ts'
import { namedEntities } from './followed-entities.ts'
import { tellChats } from './tell-chats.ts'
import { BOT_ID, editionOf, outletsJoin, storyOf, subscriber } from './testing/delivery-world.ts'

let database: FreshDatabase
let db: Db
const now = () => new Date()
const deps = () => ({ db, botId: BOT_ID, botName: 'rasid_bot', now })
const texts = async () =>
  (await db.select().from(schema.messages).orderBy(schema.messages.id)).map(
    ({ draft }) => (draft as { text: string }).text,
  )

beforeAll(async () => {
  database = await freshDatabase()
  db = database.store.db
})
afterAll(() => database.drop())
beforeEach(async () => {
  await db.delete(schema.chats)
  await db.delete(schema.storyEditions)
})

/** A related story whose one match names Russia, as `storyOf` makes them. */
async function relatedStory(outlets = ['وسيلة']) {
  const storyId = await storyOf(db, { tier: 'related', outlets, at: now() })
  await editionOf(db, { storyId, tier: 'related', outlets: outlets.length })
  return storyId
}

describe('following', () => {
  it('takes a name of the topic at the first press and drops it at the second', async () => {
    let chat = await subscriber(db, 1)
    const press = async (value: string) => {
      const change = parseSetting('follow', value)
      chat = change ? await changeSetting(deps(), chat, change) : chat
      return chatPreferences(chat).followed
    }
    expect(await press('isis-k')).toEqual(['isis-k'])
    expect(await press('central-asia')).toEqual(['central-asia', 'isis-k'])
    expect(await press('isis-k')).toEqual(['central-asia'])
    expect(await press('no-such-entity')).toEqual(['central-asia'])
    expect(await press('"}')).toEqual(['central-asia'])
  })

  it('offers those whom the topic names, not the cues of its rules', async () => {
    const known = await namedEntities(db)
    expect(known.find(({ id }) => id === 'isis-k')?.title.ar).toBe('داعش خراسان')
    expect(known.map(({ id }) => id)).not.toContain('recognition')
  })

  it.each([
    { why: 'a core chat follows the name', settings: { followed: ['russia'] }, alerts: 1 },
    { why: 'it follows another', settings: { followed: ['pakistan'] }, alerts: 0 },
    { why: 'it follows nobody', settings: {}, alerts: 0 },
    { why: 'its settings are of another shape', settings: { followed: 'russia;drop' }, alerts: 0 },
  ])('$why: $alerts alerts on a related story', async ({ settings, alerts }) => {
    await subscriber(db, 1, { settings })
    await relatedStory()
    expect(await tellChats(deps())).toMatchObject({ alerts })
  })

  it('marks the alert for those who follow, and for nobody else', async () => {
    await subscriber(db, 1, { tier: 'related', settings: { followed: ['russia', 'pakistan'] } })
    await subscriber(db, 2, { tier: 'related' })
    await subscriber(db, 3, { tier: 'related', lang: 'en', settings: { followed: ['russia'] } })
    await relatedStory()
    await tellChats(deps())
    const [mine, theirs, english] = await texts()
    expect(mine?.split('\n')[0]).toBe('<b>تنبيه · ذو صلة · تتابع: روسيا</b>')
    expect(theirs?.split('\n')[0]).toBe('<b>تنبيه · ذو صلة</b>')
    expect(english?.split('\n')[0]).toBe('<b>Alert · related · you follow: Russia</b>')
  })

  it('keeps the mark when the story grows and the alert is edited', async () => {
    await subscriber(db, 1, { tier: 'related', settings: { followed: ['russia'] } })
    const storyId = await relatedStory()
    await tellChats(deps())
    await outletsJoin(db, storyId, ['ب', 'ج'])
    await editionOf(db, { storyId, n: 2, tier: 'related', reason: 'grown', outlets: 3 })
    expect(await tellChats(deps())).toMatchObject({ edits: 1 })
    expect((await texts()).at(-1)).toContain('تتابع: روسيا')
  })

  it('brings a related story into the digest of a core chat, marked', async () => {
    const chat = await subscriber(db, 1, { alerts: false })
    await relatedStory()
    const since = new Date(Date.now() - 3_600_000)
    await db.update(schema.chats).set({ subscribedAt: since, toldUntil: since })
    const tomorrow = { ...deps(), now: () => new Date(Date.now() + 25 * 3_600_000) }
    await saveChatSettings(db, chat.id, { settings: { followed: ['russia'], weekPicture: false } })
    await composeDueDigests(tomorrow)
    expect((await texts())[0]).toContain('تتابع: روسيا · ')
  })
})

describe('the threshold of alerts', () => {
  it.each([
    { why: 'one outlet of three asked for', from: 3, outlets: ['أ'], reason: 'new' as const, alerts: 0 },
    {
      why: 'three of three, when the story grew',
      from: 3,
      outlets: ['أ', 'ب', 'ج'],
      reason: 'grown' as const,
      alerts: 1,
    },
    { why: 'one of one', from: 1, outlets: ['أ'], reason: 'new' as const, alerts: 1 },
  ])('$why → $alerts', async ({ from, outlets, reason, alerts }) => {
    await subscriber(db, 1, { settings: { alertOutlets: from } })
    const storyId = await storyOf(db, { outlets, at: now() })
    await editionOf(db, { storyId, reason, outlets: outlets.length })
    expect(await tellChats(deps())).toMatchObject({ alerts })
  })

  it('tells a story that grew once, however often it grows', async () => {
    await subscriber(db, 1, { settings: { alertOutlets: 3 } })
    const storyId = await storyOf(db, { outlets: ['أ', 'ب', 'ج'], at: now() })
    await editionOf(db, { storyId })
    for (const n of [2, 3]) await editionOf(db, { storyId, n, reason: 'grown', outlets: 3 * (n - 1) })
    expect(await tellChats(deps())).toMatchObject({ alerts: 1 })
  })
})
