import { startTelegram, type Telegram } from '@rasid/stand-ins'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rehearse } from './rehearsal.ts'
import { HERE, type TestPage, testPage } from './testing/web-page.ts'

const TOKEN = '42:a-token-of-the-test-and-of-nothing-else'
const PERSON = 7
/** One grey point. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
)

let telegram: Telegram
let page: TestPage
beforeAll(async () => {
  telegram = await startTelegram({ token: TOKEN })
  page = await testPage({ rehearsal: rehearse(telegram, { id: PERSON, name: 'أنت' }) })
})
afterAll(() => Promise.all([telegram.close(), page.database.drop()]))

/** What the bot does, by its own API. */
async function bot(method: string, body: object): Promise<{ message_id: number }> {
  const answer = await fetch(`${telegram.apiRoot}/bot${TOKEN}/${method}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  })
  return ((await answer.json()) as { result: { message_id: number } }).result
}

const keyboard = (text: string, callback_data: string) => ({ inline_keyboard: [[{ text, callback_data }]] })

describe('the rehearsal', () => {
  it('begins empty, marked as a rehearsal, with what to press', async () => {
    const html = await page.read('/chat')
    expect(html).toContain('تجربة')
    expect(html).toContain('id="hint"')
    expect(html).toContain('value="/start"')
  })

  it('shows what the person wrote, as words', async () => {
    expect((await page.post('/chat/say', { text: '<b>مرحبا & أهلا' })).status).toBe(303)
    expect(await page.read('/chat')).toContain('&lt;b&gt;مرحبا &amp; أهلا')
  })

  it.each([{ text: '' }, { text: '   ' }, {}])('says nothing for %j', async (form) => {
    const before = telegram.conversation(PERSON).length
    expect((await page.post('/chat/say', form as Record<string, string>)).status).toBe(303)
    expect(telegram.conversation(PERSON)).toHaveLength(before)
  })

  it('shows what the bot wrote with its buttons, and an edit in its place', async () => {
    const { message_id } = await bot('sendMessage', {
      chat_id: PERSON,
      text: 'نشرة اليوم',
      reply_markup: keyboard('1', 's:1'),
    })
    expect(await page.read('/chat')).toMatch(new RegExp(`id="m${message_id}".*name="data" value="s:1"`, 's'))
    await bot('editMessageText', {
      chat_id: PERSON,
      message_id,
      text: 'بطاقة القصة',
      reply_markup: keyboard('رجوع', 's:b'),
    })
    const html = await page.read('/chat')
    expect(html).not.toContain('نشرة اليوم')
    expect(html).toContain('بطاقة القصة')
    expect(html).toContain('عُدّلت')
  })

  it('shows a photo in its size, so that the place is kept before it is decoded', async () => {
    const form = new FormData()
    form.set('chat_id', String(PERSON))
    form.set('photo', new Blob([new Uint8Array(PNG)], { type: 'image/png' }), 'trend.png')
    await fetch(`${telegram.apiRoot}/bot${TOKEN}/sendPhoto`, { method: 'POST', body: form })
    expect(await page.read('/chat')).toContain('<img alt="" width="1" height="1" src="data:image/png;base64,iVBOR')
  })

  it('gives a press to the bot and its answer to the person, with and without a script', async () => {
    const { message_id } = await bot('sendMessage', {
      chat_id: PERSON,
      text: 'رأيك',
      reply_markup: keyboard('نعم', 'v:1'),
    })
    const press = async (headers: Record<string, string>) => {
      const answer = page.post('/chat/press', { message: String(message_id), data: 'v:1' }, headers)
      const [update] = await pressed()
      await bot('answerCallbackQuery', { callback_query_id: update, text: 'شكرا <3' })
      return answer
    }
    expect(await (await press({ accept: 'application/json' })).json()).toEqual({ toast: 'شكرا <3' })
    const plain = await press({})
    expect([plain.status, plain.headers.get('location')]).toEqual([303, '/chat#toast'])
    const cookie = (plain.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    const shown = await page.get('/chat', { cookie })
    expect(await shown.text()).toContain('شكرا &lt;3')
    expect(shown.headers.get('set-cookie'), 'told once').toMatch(/toast=;.*Max-Age=0/)
  })

  it.each([
    { why: 'a button that the message does not have', form: { message: '1', data: 'x' } },
    { why: 'no message', form: { data: 'v:1' } },
    { why: 'no button', form: { message: '1' } },
  ])('takes $why for an old page', async ({ form }) => {
    const answer = await page.post('/chat/press', form as Record<string, string>, { accept: 'application/json' })
    expect(await answer.json()).toEqual({ toast: '' })
  })

  it('tells an open page of each change, and forgets a page that was closed', async () => {
    const leaving = new AbortController()
    const { body, headers } = await page.app.request(
      '/chat/events',
      {
        headers: { host: 'localhost' },
        signal: leaving.signal,
      },
      HERE,
    )
    expect(headers.get('content-type')).toBe('text/event-stream')
    const reader = body?.pipeThrough(new TextDecoderStream()).getReader()
    expect((await reader?.read())?.value).toContain('still-here')
    await page.post('/chat/say', { text: 'هل من جديد؟' })
    expect((await reader?.read())?.value).toContain('event: change')
    await reader?.cancel()
    await page.post('/chat/say', { text: 'وداعا' })
    expect(page.errors).toEqual([])
  })
})

it('says why there is no rehearsal beside a real bot, and takes no messages', async () => {
  const real = await testPage()
  expect(await real.read('/chat')).toContain('RASID_BOT_TOKEN')
  expect((await real.post('/chat/say', { text: '/start' })).status).toBe(404)
  await real.database.drop()
})

/** The ids of presses that the bot has not seen yet. */
async function pressed(): Promise<string[]> {
  const ask = await fetch(
    `${telegram.apiRoot}/bot${TOKEN}/getUpdates?timeout=5&allowed_updates=["callback_query"]&offset=${offset}`,
  )
  const { result } = (await ask.json()) as { result: { update_id: number; callback_query?: { id: string } }[] }
  offset = Math.max(offset, ...result.map(({ update_id }) => update_id + 1))
  const ids = result.flatMap(({ callback_query }) => callback_query?.id ?? [])
  return ids.length > 0 ? ids : pressed()
}
let offset = 0
