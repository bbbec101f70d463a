import { startWeb, startWebhook } from '@rasid/web'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { BOT_ID, type BotWorld, botWorld, eventually, fastPace, textsOf } from './bot-world.ts'

const SECRET = 'a-secret-of-the-webhook'
let world: BotWorld
beforeAll(async () => {
  world = await botWorld({ strict1sWindow: false })
})
afterAll(() => world.close())

it('gets its updates by webhook, and takes them from Telegram alone', async () => {
  const { telegram, db } = world
  // The address must be known before the bot tells it to Telegram.
  const late: { handle?: (request: Request) => Promise<Response> } = {}
  const path = `/telegram/${BOT_ID}`
  const handle = async (request: Request) => (await late.handle?.(request)) ?? new Response(null, { status: 503 })
  const deps = {
    db,
    now: () => new Date(),
    rehearsal: null,
    publicHosts: [],
    open: 'nobody' as const,
    owners: [],
    onError: () => {},
  }
  const web = await startWeb({ ...deps, webhook: { path, handle } }, { host: '127.0.0.1', port: 0, fixed: true })
  try {
    const bot = await world.start({ pace: fastPace(), webhook: { secret: SECRET, publicUrl: web.url } })
    if (bot.webhook) late.handle = bot.webhook.handle
    telegram.user(11, { name: 'قارئ' })
    telegram.say(11, 11, '/help')
    await eventually(
      () => textsOf(telegram, 11),
      (texts) => texts.some((text) => text.includes('/latest')),
    )
    expect(telegram.requests().some(({ method }) => method === 'getUpdates')).toBe(false)
    const body = JSON.stringify({ update_id: 999, message: { chat: { id: 11 } } })
    const forged = await fetch(`${web.url}${path}`, { method: 'POST', body })
    expect(forged.status).toBe(401)
  } finally {
    await web.stop()
  }
})

it('serves the webhook alone for a bot that is a process of its own', async () => {
  const seen: string[] = []
  const handle = async (request: Request) => {
    seen.push(await request.text())
    return new Response(null, { status: 200 })
  }
  const listener = await startWebhook({ path: '/telegram/1', handle }, { host: '127.0.0.1', port: 0, fixed: true })
  try {
    const post = (path: string) => fetch(`${listener.url}${path}`, { method: 'POST', body: 'an update' })
    expect([(await post('/telegram/1')).status, (await post('/telegram/2')).status, (await post('/')).status]).toEqual([
      200, 404, 404,
    ])
    expect((await fetch(`${listener.url}/telegram/1`)).status).toBe(405)
    expect(seen).toEqual(['an update'])
  } finally {
    await listener.stop()
  }
})
