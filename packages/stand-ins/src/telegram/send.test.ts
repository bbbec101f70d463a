import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { askBotApi } from './ask-bot-api.ts'
import { startTelegram, type Telegram } from './start-telegram.ts'

const TOKEN = '123:send'
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAYAAAC56t6BAAAAC0lEQVR42mNgwAkAABsAAasRLFgAAAAASUVORK5CYII=',
  'base64',
)
let telegram: Telegram

beforeEach(async () => {
  telegram = await startTelegram({ token: TOKEN })
  telegram.user(7, { name: 'سالم', started: true })
})
afterEach(() => telegram.close())

const send = (params: Record<string, unknown>) =>
  askBotApi<{ message_id: number; text: string; entities?: object[] }>(telegram, TOKEN, 'sendMessage', {
    chat_id: 7,
    ...params,
  })
const button = (fields: object) => ({ reply_markup: { inline_keyboard: [[{ text: 'زر', ...fields }]] } })

describe('a message that Telegram refuses', () => {
  it.each([
    { why: 'no text', params: {}, says: 'message text is empty' },
    { why: 'only spaces', params: { text: ' \n ' }, says: 'text must be non-empty' },
    { why: 'only invisible letters', params: { text: '\u200f\u2060' }, says: 'text must be non-empty' },
    { why: '4097 characters', params: { text: 'خ'.repeat(4097) }, says: 'message is too long' },
    { why: 'more bytes than are read', params: { text: 'خ'.repeat(16_385) }, says: 'text is too long' },
    { why: 'half a surrogate pair', params: { text: 'a\ud800' }, says: 'strings must be encoded in UTF-8' },
    { why: 'an unknown mode', params: { text: 'a', parse_mode: 'bbcode' }, says: 'unsupported parse_mode' },
    {
      why: 'broken HTML',
      params: { text: '<b>a', parse_mode: 'HTML' },
      says: `can't parse entities: Can't find end tag corresponding to start tag "b"`,
    },
    {
      why: 'a full stop in MarkdownV2',
      params: { text: 'a.', parse_mode: 'MarkdownV2' },
      says: "can't parse entities: Character '.' is reserved and must be escaped with the preceding '\\'",
    },
    {
      why: 'an open star in Markdown',
      params: { text: 'abcdefg*h', parse_mode: 'Markdown' },
      says: "can't parse entities: Can't find end of the entity starting at byte offset 7",
    },
    { why: 'no chat', params: { chat_id: '', text: 'a' }, says: 'chat_id is empty' },
    { why: 'a chat that is not there', params: { chat_id: 99, text: 'a' }, says: 'chat not found' },
    {
      why: 'an answer to nothing',
      params: { text: 'a', reply_parameters: { message_id: 99 } },
      says: 'message to be replied not found',
    },
    {
      why: 'a thread that is not there',
      params: { text: 'a', message_thread_id: 5 },
      says: 'message thread not found',
    },
    {
      why: '65 bytes of data',
      params: { text: 'a', ...button({ callback_data: 'x'.repeat(65) }) },
      says: 'BUTTON_DATA_INVALID',
    },
    {
      why: 'data counted in bytes',
      params: { text: 'a', ...button({ callback_data: 'خ'.repeat(33) }) },
      says: 'BUTTON_DATA_INVALID',
    },
    {
      why: 'a button that does nothing',
      params: { text: 'a', ...button({}) },
      says: "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    },
    {
      why: 'a button to no web address',
      params: { text: 'a', ...button({ url: 'ftp://a.example' }) },
      says: "inline keyboard button URL 'ftp://a.example' is invalid: Unsupported URL protocol",
    },
    {
      why: 'a button to a bare machine name',
      params: { text: 'a', ...button({ url: 'http://localhost/' }) },
      says: "inline keyboard button URL 'http://localhost/' is invalid: Wrong HTTP URL",
    },
    {
      why: 'a button to a name that cannot be',
      params: { text: 'a', ...button({ url: 'https://a.b_c.x9/' }) },
      says: 'BUTTON_URL_INVALID',
    },
    {
      why: 'a keyboard of 101 buttons',
      params: {
        text: 'a',
        reply_markup: { inline_keyboard: Array.from({ length: 101 }, () => [{ text: 'a', callback_data: 'a' }]) },
      },
      says: 'reply markup is too long',
    },
    {
      why: 'markup that is no JSON',
      params: { text: 'a', reply_markup: '{' },
      says: "can't parse reply markup JSON object",
    },
  ])('for $why', async ({ params, says }) => {
    const answer = await send(params)
    expect(answer).toMatchObject({ status: 400, ok: false, error_code: 400, description: `Bad Request: ${says}` })
    expect(telegram.conversation(7)).toEqual([])
  })
})

describe('a message that Telegram takes', () => {
  it('counts characters after the entities are parsed', async () => {
    const text = `<b>${'خ'.repeat(4000)}</b>${'&amp;'.repeat(96)}`
    expect((await send({ text, parse_mode: 'HTML' })).status).toBe(200)
  })

  it('keeps the first hundred entities and drops the others without a word', async () => {
    const { result } = await send({ text: '<b>a</b> '.repeat(120), parse_mode: 'HTML' })
    expect(result?.entities).toHaveLength(100)
    expect(result?.entities?.at(-1)).toMatchObject({ offset: 198 })
  })

  it('strips bidi overrides and keeps isolates', async () => {
    const { result } = await send({ text: '\u202bخبر\u202c \u2066/latest\u2069' })
    expect(result).toMatchObject({
      text: 'خبر \u2066/latest\u2069',
      entities: [{ type: 'bot_command', offset: 5, length: 7 }],
    })
  })

  it('takes 64 bytes of data and shows buttons, silence and preview', async () => {
    const data = 'x'.repeat(64)
    await send({
      text: 'a',
      ...button({ callback_data: data }),
      disable_notification: true,
      link_preview_options: { is_disabled: true },
    })
    expect(telegram.conversation(7)).toMatchObject([
      {
        messageId: 1,
        from: 'bot',
        text: 'a',
        html: 'a',
        keyboard: [[{ text: 'زر', data }]],
        silent: true,
        preview: false,
      },
    ])
  })

  it('reads forms: urlencoded with JSON inside, and a query', async () => {
    const form = new URLSearchParams({
      text: 'من نموذج',
      reply_markup: '{"inline_keyboard":[[{"text":"x","callback_data":"y"}]]}',
    })
    const answer = await askBotApi(telegram, TOKEN, 'SENDmessage?chat_id=7', form)
    expect(answer.status).toBe(200)
    expect(telegram.conversation(7)).toMatchObject([{ text: 'من نموذج', keyboard: [[{ data: 'y' }]] }])
  })

  it('replies, also when the answered message may be missing', async () => {
    const first = await send({ text: 'a' })
    const second = await send({ text: 'b', reply_parameters: { message_id: first.result?.message_id } })
    const third = await send({ text: 'c', reply_parameters: { message_id: 99, allow_sending_without_reply: true } })
    expect(second.result).toMatchObject({ reply_to_message: { message_id: 1, text: 'a' } })
    expect(third.result).not.toHaveProperty('reply_to_message')
  })
})

describe('files', () => {
  const photoForm = (bytes: Uint8Array<ArrayBuffer>) => {
    const form = new FormData()
    form.set('chat_id', '7')
    form.set('caption', 'رسم <b>الأسبوع</b>')
    form.set('parse_mode', 'HTML')
    form.set('photo', 'attach://week')
    form.set('week', new Blob([bytes], { type: 'image/png' }), 'أسبوع.png')
    return form
  }

  it('shows a photo with its bytes, size and caption', async () => {
    const answer = await askBotApi(telegram, TOKEN, 'sendPhoto', photoForm(new Uint8Array(PNG)))
    expect(answer.result).toMatchObject({ photo: [{ width: 2, height: 3 }], caption: 'رسم الأسبوع' })
    const [shown] = telegram.conversation(7)
    expect(shown).toMatchObject({ text: 'رسم الأسبوع', html: 'رسم <strong>الأسبوع</strong>' })
    expect(Buffer.from(shown?.photo?.bytes ?? []).equals(PNG)).toBe(true)
  })

  it('refuses a photo that is no picture', async () => {
    const answer = await askBotApi(telegram, TOKEN, 'sendPhoto', photoForm(new Uint8Array([1, 2, 3])))
    expect(answer.description).toBe('Bad Request: IMAGE_PROCESS_FAILED')
  })

  it('gives a file that a person sent, by getFile and download', async () => {
    const bytes = Buffer.from('<opml/>')
    telegram.upload(7, 7, { fileName: 'feeds.opml', bytes, mime: 'text/x-opml' })
    const updates = await askBotApi<{ message: { document: { file_id: string } } }[]>(telegram, TOKEN, 'getUpdates')
    const file_id = updates.result?.[0]?.message.document.file_id
    const file = await askBotApi<{ file_path: string }>(telegram, TOKEN, 'getFile', { file_id })
    const path = `${telegram.apiRoot}/file/bot${TOKEN}/${file.result?.file_path}`
    expect(await (await fetch(path)).text()).toBe('<opml/>')
    expect((await fetch(path.replace(TOKEN, '123:other'))).status).toBe(404)
  })

  it('refuses an unknown file', async () => {
    expect((await askBotApi(telegram, TOKEN, 'getFile', { file_id: 'x' })).description).toBe(
      'Bad Request: invalid file_id',
    )
  })
})
