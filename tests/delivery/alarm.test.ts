// RASID_ALARM_URL: one POST when the bot itself cannot tell anybody, because Telegram refuses its token.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { deliveryHold } from '@rasid/operations'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BOT_ID, type BotWorld, botWorld, eventually, fastPace } from './bot-world.ts'

let world: BotWorld
let posts: { method: string; type: string; body: string }[]
let status = 204
const receiver = () =>
  createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    posts.push({ method: request.method ?? '', type: request.headers['content-type'] ?? '', body })
    response.writeHead(status).end()
  })
let server: ReturnType<typeof receiver>
let alarmUrl = ''
const start = (change: Parameters<BotWorld['start']>[0] = {}) => world.start({ pace: fastPace(), alarmUrl, ...change })
const held = async () => (await deliveryHold(world.db, BOT_ID)) !== null

beforeEach(async () => {
  ;[posts, status] = [[], 204]
  server = receiver().listen(0, '127.0.0.1')
  await once(server, 'listening')
  alarmUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/alarm/a-secret-path`
  world = await botWorld({ strict1sWindow: false })
})
afterEach(async () => {
  await world.close()
  server.closeAllConnections()
  server.close()
})

describe('the alarm', () => {
  it('rings once when the token is refused at the start, and not again while it stays refused', async () => {
    world.telegram.revokeToken()
    await start()
    await start()
    await eventually(
      () => posts.length,
      (seen) => seen > 0,
    )
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(posts).toHaveLength(1)
    expect(posts[0]).toMatchObject({ method: 'POST', type: 'application/json' })
    const alarm = JSON.parse(posts[0]?.body ?? '')
    expect(alarm).toMatchObject({ source: 'rasid', alarm: 'deliveries-held', reason: expect.any(String) })
    expect(new Date(alarm.at).getTime()).toBeGreaterThan(0)
  })

  it('rings once for two instances when the token is revoked while they run', async () => {
    await Promise.all([start(), start()])
    expect(posts).toEqual([])
    world.telegram.revokeToken()
    await eventually(held, (isHeld) => isHeld)
    await eventually(
      () => posts.length,
      (seen) => seen > 0,
    )
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(posts).toHaveLength(1)
  })

  it.each([
    {
      why: 'answers with an error',
      prepare: () => {
        status = 500
      },
      said: /the alarm could not be raised.*500/,
    },
    { why: 'is not there', prepare: () => void server.close(), said: /the alarm could not be raised/ },
  ])('that $why is logged without its address, and the bot goes on', async ({ prepare, said }) => {
    prepare()
    world.telegram.revokeToken()
    const bot = await start()
    await eventually(
      () => world.logged(),
      (text) => said.test(text),
    )
    expect(world.logged()).not.toContain('a-secret-path')
    expect(bot.botId).toBe(BOT_ID)
  })

  it('needs no address: without one the log has it alone', async () => {
    world.telegram.revokeToken()
    await start({ alarmUrl: null })
    await eventually(
      () => world.logged(),
      (text) => text.includes('deliveries are held'),
    )
    expect(posts).toEqual([])
  })
})
