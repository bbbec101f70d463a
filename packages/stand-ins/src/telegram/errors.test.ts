import { existsSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askBotApi } from './ask-bot-api.ts'
import { errorFault, TELEGRAM_ERRORS } from './errors.ts'
import { startTelegram, type Telegram } from './start-telegram.ts'

const TOKEN = '123:errors'
let telegram: Telegram

beforeAll(async () => {
  telegram = await startTelegram({ token: TOKEN })
  telegram.user(7, { started: true })
})
afterAll(() => telegram.close())

describe('every error of the table', () => {
  it.each(TELEGRAM_ERRORS)('answers $code $description', async ({ code, description, parameters }) => {
    telegram.inject(errorFault(description))
    const answer = await askBotApi(telegram, TOKEN, 'sendMessage', { chat_id: 7, text: 'خبر' })
    expect(answer).toEqual({
      status: code,
      ok: false,
      error_code: code,
      description,
      ...(parameters && { parameters }),
    })
    expect(telegram.conversation(7)).toEqual([])
  })

  it('delivers all the same when the fault says so', async () => {
    telegram.inject(errorFault('Internal Server Error: restart', { processed: true }))
    const answer = await askBotApi(telegram, TOKEN, 'sendMessage', { chat_id: 7, text: 'خبر' })
    expect([answer.status, telegram.conversation(7).length]).toEqual([500, 1])
  })

  it('knows no error twice and none that is misspelt', () => {
    const texts = TELEGRAM_ERRORS.map(({ description }) => description)
    expect(new Set(texts).size).toBe(texts.length)
    expect(() => errorFault('Bad Request: chat was not found')).toThrow('no such Bot API error')
  })
})

const list = new URL('../../../../../shared/telegram-errors.tsv', import.meta.url)

it.runIf(existsSync(list))('has each row of the collected list, with its text and parameters', () => {
  const rows = readFileSync(list, 'utf8')
    .split('\n')
    .map((line) => line.split('\t'))
    .filter(([code]) => /^4\d\d$|^500$/.test(code ?? ''))
  expect(rows.length).toBeGreaterThan(40)
  for (const [code, description = '', parameters = ''] of rows) {
    const known = TELEGRAM_ERRORS.find((error) => error.description === description)
    expect(known, description).toMatchObject({ code: Number(code) })
    expect(Object.keys(known?.parameters ?? {}).join(), description).toBe(parameters)
  }
})
