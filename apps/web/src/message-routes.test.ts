import { oweMessages, rememberChat, writeFact } from '@rasid/store'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestPage, testPage } from './testing/web-page.ts'

const SECRET_TEXT = 'ما سأل عنه قارئ'
const OWED = 55
let page: TestPage
beforeAll(async () => {
  page = await testPage()
  const identity = { botId: 42, chatId: 7, threadId: 0, kind: 'private' as const, title: '<منى>' }
  const chat = await rememberChat(page.db, identity)
  const draft = { text: SECRET_TEXT, buttons: [], preview: false, silent: false }
  const owed = Array.from({ length: OWED }, (_, n) => ({ chat: chat.id, kind: 'alert' as const, slot: `s${n}`, draft }))
  await oweMessages(page.db, owed)
  const states = [
    { slot: 's1', state: 'sent' },
    { slot: 's2', state: 'dead' },
    { slot: 's3', state: 'unknown' },
    { slot: 's4', state: 'claimed' },
  ]
  for (const { slot, state } of states)
    await page.database.store
      .sql`update messages set state = ${state}, sent_at = now(), note = '<b>' where slot = ${slot}`
})
afterAll(() => page.database.drop())

const numbersIn = (html: string) => [...html.matchAll(/id="message-(\d+)"/g)].map(([, id]) => Number(id))

it.each([
  { view: 'sent', ids: [2] },
  { view: 'dead', ids: [3] },
  { view: 'unknown', ids: [4] },
])('shows those that are $view', async ({ view, ids }) => {
  expect(numbersIn(await page.read(`/messages?state=${view}`))).toEqual(ids)
})

it('counts what is claimed as owed, and says each sum', async () => {
  const html = await page.read('/messages')
  const sums = [...html.matchAll(/<b>(\d+)<\/b>/g)].map(([, n]) => Number(n))
  expect(sums).toEqual([OWED - 3, 0, 1, 1, 1])
})

it('turns pages, the newest first', async () => {
  const first = await page.read('/messages')
  const next = /rel="next" href="([^"]+)"/.exec(first)?.[1] ?? ''
  const all = [...numbersIn(first), ...numbersIn(await page.read(next))]
  expect(all).toEqual(Array.from({ length: OWED }, (_, n) => OWED - n))
})

it.each(['?state=x', '?state=toString', '?before=x', '?before=-1', '?before=99999999999999999'])(
  'reads %s as if it were not there',
  async (query) => {
    expect(numbersIn(await page.read(`/messages${query}`))).toHaveLength(50)
  },
)

it('shows no text of anybody’s conversation, and escapes what it shows', async () => {
  const html = await page.read('/messages')
  expect(html).not.toContain(SECRET_TEXT)
  expect(html).not.toMatch(/<منى>|<p class="note" dir="auto"><b>/)
  expect(html).toContain('&lt;منى&gt;')
})

it('says why deliveries are held, and since when', async () => {
  await writeFact(page.db, 'delivery-hold:42', { reason: 'Unauthorized', since: '2026-11-22T08:00:00Z' })
  expect(await page.read('/messages?lang=en')).toMatch(/Deliveries are held.*Unauthorized.*since/)
})
