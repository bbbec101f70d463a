import { fork } from 'node:child_process'
import { once } from 'node:events'
import { subscriber } from '@rasid/operations/testing'
import { type Db, oweMessages, schema } from '@rasid/store'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { BOT_ID, type BotWorld, botWorld, eventually, fastPace, TOKEN, textsOf } from './bot-world.ts'

// At most a page of 60 is in flight at a kill, and its chats wait 30 s: the next kill meets other chats, since a message
// that is unknown twice is given up by design.
const CHATS = 160
const MESSAGES = 1
const KILLS = 2
const MARK = 'قد تكون هذه الرسالة مكررة'

let world: BotWorld
let db: Db
beforeAll(async () => {
  world = await botWorld({ strict1sWindow: false })
  db = world.db
})
afterAll(() => world.close())

const statesOf = async () =>
  (await db.select({ state: schema.messages.state }).from(schema.messages)).map(({ state }) => state)

const requestsSoFar = () => world.telegram.requests().filter(({ method }) => method === 'sendMessage').length

/** A sender in a process of its own, killed after so many requests. Returns how many were in flight then. */
async function killedAfter(requests: number): Promise<number> {
  const before = requestsSoFar()
  const child = fork(
    new URL('./sending-process.ts', import.meta.url),
    [world.database.url, TOKEN, world.telegram.apiRoot],
    { execArgv: [] },
  )
  await eventually(requestsSoFar, (seen) => seen >= before + requests, 30_000)
  child.kill('SIGKILL')
  await once(child, 'exit')
  await new Promise((resolve) => setTimeout(resolve, 100))
  const inFlight = (await statesOf()).filter((state) => state === 'sending').length
  await forgetTheDead()
  return inFlight
}

const makeDue = () =>
  world.database.store.sql`update messages set not_before = now() where state = 'owed' and not_before > now()`

/** What time does: leases and claims of the dead run out. */
async function forgetTheDead(): Promise<void> {
  await db.delete(schema.leases)
  await db.update(schema.messages).set({ claimUntil: new Date(0) })
}

it('killed again and again, loses no message and repeats none without a mark', async () => {
  for (let chat = 1; chat <= CHATS; chat++) {
    world.telegram.user(chat, { name: 'قارئ', started: true })
    const { id } = await subscriber(db, chat, { botId: BOT_ID })
    const owed = Array.from({ length: MESSAGES }, (_, n) => ({
      ...{ chat: id, kind: 'alert' as const, slot: `story:${n}:1` },
      draft: { text: `رسالة ${n}`, buttons: [], preview: false, silent: false },
    }))
    await oweMessages(db, owed)
  }
  // Answers come late, so that requests are in flight whenever the process dies.
  world.telegram.inject({ kind: 'delay', ms: 150, times: Number.POSITIVE_INFINITY })
  let inFlight = 0
  for (let kill = 0; kill < KILLS; kill++) inFlight += await killedAfter(5 + kill * 10)
  // What waits half a minute before its marked repeat is due now; only then nothing is left.
  await world.start({ pace: fastPace() })
  const hurry = setInterval(() => void makeDue().catch(() => {}), 1_000)
  await eventually(
    async () => (await statesOf()).filter((state) => state !== 'sent').length,
    (unsent) => unsent === 0,
    40_000,
  ).finally(() => clearInterval(hurry))
  let marked = 0
  for (let chat = 1; chat <= CHATS; chat++) {
    const texts = textsOf(world.telegram, chat)
    const plain = texts.filter((text) => !text.includes(MARK))
    expect(new Set(plain).size).toBe(plain.length)
    expect(new Set(texts.map((text) => text.split('\n').at(-1))).size).toBe(MESSAGES)
    marked += texts.length - plain.length
  }
  expect(inFlight).toBeGreaterThan(0)
  expect(marked).toBeLessThanOrEqual(inFlight)
}, 120_000)
