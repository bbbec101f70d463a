import { describe, expect, it } from 'vitest'
import { createWebhook, isSecret } from './webhook.ts'

const SECRET = 'a-secret-of-the-webhook'
const log = { info: () => {}, warn: () => {}, error: () => {} }
const update = (id: number, chat = 1) => JSON.stringify({ update_id: id, message: { chat: { id: chat } } })

function receiver(handler: ((update: { update_id: number }) => Promise<void>) | null) {
  return createWebhook({ botId: 42, secret: SECRET, log, handler: () => handler })
}
const post = (body: string, secret: string | null = SECRET) =>
  new Request('http://127.0.0.1/telegram/42', {
    ...{ method: 'POST', body },
    headers: secret === null ? {} : { 'x-telegram-bot-api-secret-token': secret },
  })

describe('a webhook', () => {
  it.each([
    { why: 'no secret', request: post(update(1), null), status: 401 },
    { why: 'another secret', request: post(update(1), 'guess'), status: 401 },
    { why: 'a longer secret', request: post(update(1), `${SECRET}x`), status: 401 },
    { why: 'no JSON', request: post('<html>'), status: 400 },
    { why: 'no update', request: post('{}'), status: 400 },
    { why: 'a body beyond all messages', request: post(`${' '.repeat(1024 * 1024)}${update(1)}`), status: 400 },
    { why: 'an update', request: post(update(1)), status: 200 },
  ])('answers $why with $status', async ({ request, status }) => {
    const handled: number[] = []
    const webhook = receiver(async ({ update_id }) => void handled.push(update_id))
    expect((await webhook.handle(request)).status).toBe(status)
    expect(handled).toEqual(status === 200 ? [1] : [])
  })

  it('asks for the update again when it could not be handled, or while nobody is there', async () => {
    const failing = receiver(() => Promise.reject(new Error('the database is away')))
    expect((await failing.handle(post(update(1)))).status).toBe(500)
    expect((await receiver(null).handle(post(update(1)))).status).toBe(503)
  })

  it('keeps the order of one chat, and lets another chat pass', async () => {
    const order: number[] = []
    const webhook = receiver(async ({ update_id }) => {
      await new Promise((resolve) => setTimeout(resolve, update_id === 1 ? 30 : 0))
      order.push(update_id)
    })
    await Promise.all([
      webhook.handle(post(update(1))),
      webhook.handle(post(update(2))),
      webhook.handle(post(update(3, 9))),
    ])
    expect(order).toEqual([3, 1, 2])
  })
})

it.each([
  { given: SECRET, same: true },
  { given: '', same: false },
  { given: null, same: false },
])('takes $given as the secret: $same', ({ given, same }) => {
  expect(isSecret(given, SECRET)).toBe(same)
})

it('an absent secret never equals an empty one', () => {
  expect(isSecret(null, '')).toBe(false)
})
