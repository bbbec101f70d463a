import { createServer, type Server } from 'node:http'
import { connect, type Socket } from 'node:net'
import { composeDueDigests } from '@rasid/operations'
import { storyOf } from '@rasid/operations/testing'
import { schema } from '@rasid/store'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { BOT_ID, type BotWorld, botWorld, eventually, fastPace, TOKEN, textsOf } from './bot-world.ts'

const READER = 31
let world: BotWorld
let proxy: Server
let proxyUrl: string
/** What was asked of the proxy, and the sockets that it holds open. */
const asked: string[] = []
const held = new Set<Socket>()

beforeAll(async () => {
  world = await botWorld({ strict1sWindow: false })
  const { hostname, port } = new URL(world.telegram.apiRoot)
  proxy = createServer((_request, response) => response.writeHead(403).end())
  proxy.on('connect', ({ url }, client: Socket) => {
    asked.push(String(url))
    // The name means something to the proxy alone, as Telegram's does behind a company's wall.
    const server = connect(Number(port), hostname, () => client.write('HTTP/1.1 200 Connection Established\r\n\r\n'))
    for (const socket of [client, server]) {
      held.add(socket)
      socket.on('error', () => socket.destroy()).on('close', () => held.delete(socket))
    }
    client.pipe(server).pipe(client)
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const bound = proxy.address()
  proxyUrl = `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : 0}`
})
afterAll(async () => {
  await world.close()
  for (const socket of held) socket.destroy()
  await new Promise((resolve) => proxy.close(resolve))
})

it('reaches Telegram through the proxy alone: updates, answers, and a picture that is uploaded', async () => {
  const { telegram, db } = world
  const apiRoot = 'http://api.telegram.test'
  const bot = await world.start({ pace: fastPace(), apiRoot, proxy: proxyUrl })
  expect(bot.me()?.id).toBe(BOT_ID)
  telegram.user(READER, { name: 'قارئ' })
  telegram.say(READER, READER, '/start')
  await eventually(
    () => textsOf(telegram, READER),
    (texts) => texts.length > 0,
  )
  await storyOf(db, { at: new Date('2026-11-19T12:00:00Z') })
  await db.update(schema.chats).set({ toldUntil: new Date('2026-11-21T12:00:00Z') })
  await composeDueDigests({ db, botId: BOT_ID, botName: 'rasid_bot', now: () => new Date('2026-11-22T05:00:00Z') })
  bot.wake()
  const shown = await eventually(
    () => telegram.conversation(READER),
    (all) => all.some(({ photo }) => photo !== undefined),
  )
  expect(shown.find(({ photo }) => photo)?.photo).toMatchObject({ mime: 'image/png', width: 1280 })
  expect(new Set(asked)).toEqual(new Set(['api.telegram.test:80']))
  expect(world.logged()).not.toContain(TOKEN.split(':')[1])
})

it('sends nothing twice while the proxy is away, and goes on when it is back', async () => {
  const { telegram } = world
  const before = textsOf(telegram, READER).length
  proxy.closeAllConnections()
  const { port } = new URL(proxyUrl)
  await new Promise<void>((resolve) => {
    proxy.close(() => resolve())
    for (const socket of held) socket.destroy()
  })
  telegram.say(READER, READER, '/help')
  await new Promise<void>((resolve) => proxy.listen(Number(port), '127.0.0.1', resolve))
  await eventually(
    () => textsOf(telegram, READER),
    (texts) => texts.length > before,
  )
  expect(textsOf(telegram, READER)).toHaveLength(before + 1)
})
