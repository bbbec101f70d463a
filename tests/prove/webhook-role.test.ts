// `rasid bot` as a role of its own with a webhook: a proxy in front leads /telegram/… to it, as docs/operating.md says.
import { request as ask, createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startTelegram, type Telegram } from '@rasid/stand-ins'
import { claimFact } from '@rasid/store'
import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { eventually } from '../feed-to-digest/eventually.ts'
import { type RasidCommand, rasid } from './rasid-command.ts'

const BOT_ID = 77003
const SECRET = 'a-secret-between-telegram-and-the-bot'
const READER = 701
// Another person, so that what the reader is still sent is not taken for an answer.
const OTHER = 702
const PATH = `/telegram/${BOT_ID}`

let database: FreshDatabase
let telegram: Telegram
let proxy: Server
let publicUrl: string
let bot: RasidCommand
/** Where the bot listens; null until it has said so. */
let target: string | null = null

beforeAll(async () => {
  database = await freshDatabase()
  await claimFact(database.store.db, 'starter-feeds', { list: 'none' })
  proxy = createServer((request, response) => {
    if (target === null) return void response.writeHead(502).end()
    const { method = 'GET', headers, url } = request
    const onward = ask(new URL(url ?? '/', target), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    onward.on('error', () => response.destroy())
    request.pipe(onward)
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  publicUrl = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
  const token = `${BOT_ID}:a-token-of-the-proof-and-of-nothing-else`
  telegram = await startTelegram({ token, strict1sWindow: true })
  for (const id of [READER, OTHER]) telegram.user(id, { name: 'قارئ', started: id === OTHER })
  bot = rasid(['bot'], {
    ...{ DATABASE_URL: database.url, RASID_BOT_TOKEN: token, RASID_TELEGRAM_API_ROOT: telegram.apiRoot },
    ...{ RASID_HTTP_ADDRESS: '127.0.0.1:0', RASID_PUBLIC_URL: publicUrl, RASID_WEBHOOK_SECRET: SECRET },
    RASID_LOG_LEVEL: 'info',
  })
  const [, listening = ''] = await bot.says(/"url":"(http:\/\/127\.0\.0\.1:\d+)\/telegram\/\d+"/, 60_000)
  target = listening
}, 90_000)
afterAll(async () => {
  await bot?.endAll('SIGKILL')
  proxy?.closeAllConnections()
  proxy?.close()
  await telegram?.close()
  await database?.drop()
})

const calls = (method: string) => telegram.requests().filter((request) => request.method.toLowerCase() === method)
const received = (id = READER) => telegram.conversation(id).filter(({ from }) => from === 'bot')
const post = (body: unknown, secret?: string, path = PATH) =>
  fetch(`${publicUrl}${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...(secret && { 'x-telegram-bot-api-secret-token': secret }) },
  })
const helpFrom = (id: number, update: number) => ({
  update_id: update,
  message: {
    ...{
      message_id: update,
      date: 1_790_000_000,
      text: '/help',
      entities: [{ type: 'bot_command', offset: 0, length: 5 }],
    },
    chat: { id, type: 'private', first_name: 'قارئ' },
    from: { id, is_bot: false, first_name: 'قارئ' },
  },
})

it('tells Telegram its webhook with the secret and what it wants to hear, and never polls', async () => {
  await eventually(() => expect(calls('setwebhook')).toHaveLength(1), 30_000)
  expect(calls('setwebhook')[0]?.params).toMatchObject({ url: `${publicUrl}${PATH}`, secret_token: SECRET })
  expect(JSON.stringify(calls('setwebhook')[0]?.params)).toContain('callback_query')
  expect(calls('getupdates')).toEqual([])
})

it('answers what Telegram posts', async () => {
  telegram.say(READER, READER, '/start')
  await eventually(() => expect(received().length).toBeGreaterThan(0), 30_000)
})

it.each([
  { why: 'no secret', secret: undefined, status: 401 },
  { why: 'a wrong secret', secret: `${SECRET}x`, status: 401 },
  { why: 'a secret of another length', secret: 'x', status: 401 },
  { why: 'the secret', secret: SECRET, status: 200 },
])('takes a post with $why as $status', async ({ secret, status }) => {
  const update = 5_000 + status + (secret?.length ?? 0)
  expect((await post(helpFrom(OTHER, update), secret)).status).toBe(status)
  if (status === 200) await eventually(() => expect(received(OTHER)).toHaveLength(1), 30_000)
  else expect(received(OTHER)).toEqual([])
})

it('serves nothing else, and refuses what is no update', async () => {
  expect((await post({ hello: 'world' }, SECRET)).status).toBe(400)
  expect((await post({}, SECRET, '/telegram/1')).status).toBe(404)
  expect((await fetch(`${publicUrl}/`)).status).toBe(404)
})

it('ends at SIGTERM with 0, and said the secret nowhere', async () => {
  expect(await bot.end('SIGTERM')).toMatchObject({ code: 0, signal: null })
  expect(`${bot.out()}${bot.err()}`).not.toContain(SECRET)
})
