import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { askBotApi } from './ask-bot-api.ts'
import { startTelegram, type Telegram } from './start-telegram.ts'

const TOKEN = '123:edit'
const keyboard = { inline_keyboard: [[{ text: 'نعم', callback_data: 'yes' }]] }
let telegram: Telegram
let clock = 1_800_000_000_000

beforeEach(async () => {
  clock = 1_800_000_000_000
  telegram = await startTelegram({ token: TOKEN, now: () => clock })
  telegram.user(7, { started: true })
  await ask('sendMessage', { text: 'قديم', reply_markup: keyboard })
})
afterEach(() => telegram.close())

const ask = (method: string, params: Record<string, unknown>) =>
  askBotApi(telegram, TOKEN, method, { chat_id: 7, message_id: 1, ...params })
const textOf = async (answer: Promise<{ description?: string }>) => (await answer).description

describe('editing', () => {
  it('changes text and keyboard in place, and says when', async () => {
    clock += 5000
    await ask('editMessageText', { text: 'جديد', reply_markup: { inline_keyboard: [] } })
    expect(telegram.conversation(7)).toMatchObject([{ messageId: 1, text: 'جديد', keyboard: [], edits: 1 }])
    expect(telegram.conversation(7)[0]?.editedAt).toEqual(new Date(clock))
  })

  it('removes the keyboard when the edit brings none', async () => {
    await ask('editMessageText', { text: 'جديد' })
    expect(telegram.conversation(7)[0]?.keyboard).toEqual([])
  })

  it('changes the keyboard alone', async () => {
    await ask('editMessageReplyMarkup', {})
    expect(telegram.conversation(7)).toMatchObject([{ text: 'قديم', keyboard: [] }])
  })

  it('refuses an edit that changes nothing, with the whole sentence', async () => {
    expect(await textOf(ask('editMessageText', { text: 'قديم', reply_markup: keyboard }))).toBe(
      'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    )
  })

  it.each([
    { method: 'editMessageText', params: { text: 'a', message_id: 9 }, says: 'message to edit not found' },
    { method: 'editMessageText', params: { text: 'a', message_id: '' }, says: 'message identifier is not specified' },
    { method: 'editMessageCaption', params: { caption: 'a' }, says: 'there is no caption in the message to edit' },
    { method: 'deleteMessage', params: { message_id: 9 }, says: 'message to delete not found' },
    {
      method: 'answerCallbackQuery',
      params: { callback_query_id: '1' },
      says: 'query is too old and response timeout expired or query ID is invalid',
    },
  ])('$method says "$says"', async ({ method, params, says }) => {
    expect(await textOf(ask(method, params))).toBe(`Bad Request: ${says}`)
  })

  it("refuses to edit a person's message", async () => {
    const id = telegram.say(7, 7, 'مرحبا')
    expect(await textOf(ask('editMessageText', { text: 'a', message_id: id }))).toBe(
      "Bad Request: message can't be edited",
    )
  })
})

describe('deleting', () => {
  it('takes the message out of the conversation', async () => {
    await ask('deleteMessage', {})
    expect(telegram.conversation(7)).toEqual([])
  })

  it('is too late after 48 hours', async () => {
    clock += 48 * 3_600_000 + 1
    expect(await textOf(ask('deleteMessage', {}))).toBe("Bad Request: message can't be deleted for everyone")
  })
})

describe('buttons', () => {
  it('brings the press to the bot and the answer to the person', async () => {
    const queryId = telegram.press(7, 1, 'yes', 7)
    const updates = await ask('getUpdates', {})
    expect(updates.result).toMatchObject([
      { callback_query: { id: queryId, data: 'yes', from: { id: 7 }, message: { message_id: 1 } } },
    ])
    const answer = telegram.answerTo(queryId)
    await ask('answerCallbackQuery', { callback_query_id: queryId, text: 'تم', show_alert: true })
    expect(await answer).toEqual({ queryId, text: 'تم', alert: true, url: null })
  })

  it('cannot press a button that is not there', () => {
    expect(() => telegram.press(7, 1, 'no', 7)).toThrow('has no button "no", only yes')
  })

  it('refuses a pop-up of 201 characters', async () => {
    const queryId = telegram.press(7, 1, 'yes', 7)
    expect(await textOf(ask('answerCallbackQuery', { callback_query_id: queryId, text: 'خ'.repeat(201) }))).toBe(
      'Bad Request: MESSAGE_TOO_LONG',
    )
  })

  it('says when nobody answers a press', async () => {
    await expect(telegram.answerTo(telegram.press(7, 1, 'yes', 7), 10)).rejects.toThrow('was not answered')
  })
})
