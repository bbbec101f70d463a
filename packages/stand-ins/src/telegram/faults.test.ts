import { afterEach, beforeEach, expect, it } from 'vitest'
import { askBotApi } from './ask-bot-api.ts'
import type { Fault } from './faults.ts'
import { startTelegram, type Telegram } from './start-telegram.ts'

const TOKEN = '123:faults'
let telegram: Telegram

beforeEach(async () => {
  telegram = await startTelegram({ token: TOKEN })
  telegram.user(7, { started: true })
  telegram.user(8, { started: true })
})
afterEach(() => telegram.close())

/** How a send ended for the client: the status, or that there was no answer. */
async function send(chat_id = 7, patienceMs = 10_000): Promise<number | 'no answer'> {
  const body = JSON.stringify({ chat_id, text: 'خبر' })
  const headers = { 'content-type': 'application/json' }
  const signal = AbortSignal.timeout(patienceMs)
  return fetch(`${telegram.apiRoot}/bot${TOKEN}/sendMessage`, { method: 'POST', body, headers, signal }).then(
    (response) => response.status,
    () => 'no answer' as const,
  )
}

const cases: { fault: Fault; ended: number | 'no answer'; delivered: number }[] = [
  { fault: { kind: 'reset-before' }, ended: 'no answer', delivered: 0 },
  { fault: { kind: 'reset-after' }, ended: 'no answer', delivered: 1 },
  { fault: { kind: 'hang' }, ended: 'no answer', delivered: 0 },
  { fault: { kind: 'hang', processed: true }, ended: 'no answer', delivered: 1 },
  { fault: { kind: 'bad-gateway' }, ended: 502, delivered: 0 },
  { fault: { kind: 'bad-gateway', processed: true }, ended: 502, delivered: 1 },
  { fault: { kind: 'delay', ms: 50 }, ended: 200, delivered: 1 },
]

it.each(cases)('$fault: the client sees $ended, $delivered delivered', async ({ fault, ended, delivered }) => {
  const injected = telegram.inject(fault)
  expect(await send(7, fault.kind === 'hang' ? 200 : undefined)).toBe(ended)
  expect(telegram.conversation(7)).toHaveLength(delivered)
  expect(injected.hits()).toBe(1)
  expect(await send()).toBe(200)
})

it('gives 502 as an HTML page, not as JSON', async () => {
  telegram.inject({ kind: 'bad-gateway', method: 'getMe' })
  await expect(askBotApi(telegram, TOKEN, 'getMe')).rejects.toThrow('JSON')
})

it('meets only the chat and the request that it names', async () => {
  telegram.inject({ kind: 'bad-gateway', chatId: 8, nth: 2 })
  expect([await send(8), await send(7), await send(8), await send(8)]).toEqual([200, 200, 502, 200])
})

it('meets every n-th request until it is removed', async () => {
  const injected = telegram.inject({ kind: 'bad-gateway', every: 3 })
  const before = []
  for (let n = 0; n < 6; n++) before.push(await send())
  injected.remove()
  expect(before).toEqual([200, 200, 502, 200, 200, 502])
  expect([await send(), await send(), await send()]).toEqual([200, 200, 200])
})

it('logs what each request met', async () => {
  telegram.inject({ kind: 'reset-after' })
  await send()
  expect(telegram.requests()).toMatchObject([{ fault: 'reset-after', status: 0, messageId: 1 }])
})

it('takes its time both ways, but not for updates', async () => {
  await telegram.close()
  let asked = 0
  telegram = await startTelegram({ token: TOKEN, latency: () => ++asked })
  await askBotApi(telegram, TOKEN, 'getMe')
  await askBotApi(telegram, TOKEN, 'getUpdates')
  expect(asked).toBe(2)
})

it('refuses with 429 in the strict second, and tells the seconds', async () => {
  await telegram.close()
  telegram = await startTelegram({ token: TOKEN, strict1sWindow: true, limits: { perSecond: 2 } })
  telegram.user(7, { started: true })
  const statuses = [await send(), await send()]
  const refused = await askBotApi(telegram, TOKEN, 'sendMessage', { chat_id: 7, text: 'a' })
  expect(statuses).toEqual([200, 200])
  expect(refused).toMatchObject({
    status: 429,
    description: 'Too Many Requests: retry after 1',
    parameters: { retry_after: 1 },
  })
})
