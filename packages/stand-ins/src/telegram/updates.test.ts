import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { askBotApi } from './ask-bot-api.ts'
import { startTelegram, type Telegram } from './start-telegram.ts'

const TOKEN = '123:updates'
let telegram: Telegram

beforeEach(async () => {
  telegram = await startTelegram({ token: TOKEN })
  telegram.user(7)
})
afterEach(() => telegram.close())

type Updates = { update_id: number; message?: { text: string } }[]
const ask = (method: string, params = {}) => askBotApi<Updates>(telegram, TOKEN, method, params)
const texts = (updates: Updates | undefined) => updates?.map(({ message }) => message?.text)

describe('long polling', () => {
  it('waits for the first update', async () => {
    const poll = ask('getUpdates', { timeout: 30 })
    setTimeout(() => telegram.say(7, 7, '/start'), 30)
    expect((await poll).result).toMatchObject([
      { message: { text: '/start', entities: [{ type: 'bot_command' }], from: { id: 7 } } },
    ])
  })

  it('gives an update again until the offset passes it', async () => {
    telegram.say(7, 7, 'أ')
    telegram.say(7, 7, 'ب')
    const first = await ask('getUpdates', { limit: 1 })
    const again = await ask('getUpdates')
    const rest = await ask('getUpdates', { offset: (first.result?.[0]?.update_id ?? 0) + 1 })
    expect([texts(first.result), texts(again.result), texts(rest.result)]).toEqual([['أ'], ['أ', 'ب'], ['ب']])
  })

  it('keeps only the newest with a negative offset', async () => {
    for (const text of ['أ', 'ب', 'ج']) telegram.say(7, 7, text)
    expect(texts((await ask('getUpdates', { offset: -1 })).result)).toEqual(['ج'])
  })

  it('leaves out what was not asked for, and remembers it', async () => {
    await ask('getUpdates', { allowed_updates: ['callback_query'] })
    telegram.say(7, 7, 'لا')
    expect((await ask('getUpdates')).result).toEqual([])
  })

  it('ends the first of two pollers with the exact text', async () => {
    const first = ask('getUpdates', { timeout: 30 })
    await new Promise((resolve) => setTimeout(resolve, 30))
    const second = ask('getUpdates', { timeout: 30 })
    expect(await first).toMatchObject({
      status: 409,
      description: 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    })
    telegram.say(7, 7, 'أ')
    expect(texts((await second).result)).toEqual(['أ'])
  })

  it('ends a waiting poll when the token is revoked', async () => {
    const poll = ask('getUpdates', { timeout: 30 })
    await new Promise((resolve) => setTimeout(resolve, 30))
    telegram.revokeToken('123:new')
    expect(await poll).toMatchObject({ status: 401, description: 'Unauthorized' })
  })

  it('ends a waiting poll when the server closes', async () => {
    const poll = ask('getUpdates', { timeout: 30 }).catch(() => 'gone')
    await new Promise((resolve) => setTimeout(resolve, 30))
    await telegram.close()
    await poll
    telegram = await startTelegram({ token: TOKEN })
  })
})

describe('a webhook', () => {
  let hook: Server
  const received: { secret: string | undefined; text: string }[] = []
  let failures = 0

  beforeEach(async () => {
    received.length = 0
    hook = createServer(async (request, response) => {
      let body = ''
      for await (const chunk of request) body += chunk
      if (failures-- > 0) return void response.writeHead(500).end()
      received.push({
        secret: request.headers['x-telegram-bot-api-secret-token']?.toString(),
        text: JSON.parse(body).message.text,
      })
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ method: 'sendMessage', chat_id: 7, text: 'وصل' }))
    })
    await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve))
  })
  afterEach(() => new Promise((resolve) => hook.close(resolve)))

  const url = () => `http://127.0.0.1:${(hook.address() as AddressInfo).port}/hook`
  const answered = () =>
    new Promise<void>((resolve) =>
      telegram.on('change', () => telegram.conversation(7).some(({ from }) => from === 'bot') && resolve()),
    )

  it('brings updates with the secret, and carries out the method in the answer', async () => {
    await ask('setWebhook', { url: url(), secret_token: 's-1' })
    const done = answered()
    telegram.say(7, 7, 'مرحبا')
    await done
    expect(received).toEqual([{ secret: 's-1', text: 'مرحبا' }])
    expect((await ask('getWebhookInfo')).result).toMatchObject({ url: url(), pending_update_count: 0 })
  })

  it('brings what waited before it was set', async () => {
    telegram.say(7, 7, 'قبل')
    const done = answered()
    await ask('setWebhook', { url: url() })
    await done
    expect(received.map(({ text }) => text)).toEqual(['قبل'])
  })

  it('brings an update again after a failure, and says what it was', async () => {
    failures = 1
    await ask('setWebhook', { url: url() })
    const done = answered()
    telegram.say(7, 7, 'مرحبا')
    await done
    expect(received).toHaveLength(1)
    expect((await ask('getWebhookInfo')).result).toMatchObject({
      last_error_message: 'Wrong response from the webhook: 500 Internal Server Error',
    })
  })

  it('shuts long polling out until it is deleted', async () => {
    const poll = ask('getUpdates', { timeout: 30 })
    await new Promise((resolve) => setTimeout(resolve, 30))
    await ask('setWebhook', { url: url() })
    expect((await poll).description).toBe('Conflict: terminated by setWebhook request')
    expect((await ask('getUpdates')).description).toBe(
      "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    )
    await ask('deleteWebhook')
    expect((await ask('getUpdates')).ok).toBe(true)
  })

  it.each([
    {
      why: 'plain http',
      params: { url: 'http://bot.example/x' },
      says: 'bad webhook: An HTTPS URL must be provided for webhook',
    },
    {
      why: 'a secret with a space',
      params: { url: 'https://bot.example/x', secret_token: 'a b' },
      says: 'secret token contains unallowed characters',
    },
    {
      why: 'a secret of 257 letters',
      params: { url: 'https://bot.example/x', secret_token: 'a'.repeat(257) },
      says: 'secret token is too long',
    },
  ])('refuses $why', async ({ params, says }) => {
    expect((await ask('setWebhook', params)).description).toBe(`Bad Request: ${says}`)
  })
})
