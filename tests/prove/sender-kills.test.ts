import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { BOT_ID, type BotWorld, botWorld, eventually, fastPace, TOKEN, textsOf } from '../delivery/bot-world.ts'
import { randomFrom, SEED } from './seeded-random.ts'
import { COMPILED, LOAD_FAST } from './worker-process.ts'

const KILLS = 100
// A kill leaves at most ten in flight; those wait half a minute, so that the next kill meets other chats: a message that is
// unknown twice is given up by design.
const CHATS = 3_000
// Loading takes most of a process's life: others load while one is killed.
const LOADED_AHEAD = 3
const MARK = 'قد تكون هذه الرسالة مكررة'

let world: BotWorld
const children = new Set<ChildProcess>()
beforeAll(async () => {
  world = await botWorld({ strict1sWindow: false })
})
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await world.close()
})

const sends = () => world.telegram.requests().filter(({ method }) => method.toLowerCase() === 'sendmessage')
const statesOf = async (): Promise<Record<string, number>> => {
  const rows = await world.database.store.sql`select state, count(*)::int as n from messages group by state`
  return Object.fromEntries(rows.map(({ state, n }) => [String(state), Number(n)]))
}

async function owe(): Promise<void> {
  for (let chat = 1; chat <= CHATS; chat++) world.telegram.user(chat, { name: 'قارئ', started: true })
  const { sql } = world.database.store
  await sql`insert into chats (bot_id, chat_id, kind, state)
    select ${BOT_ID}, n, 'private', 'active' from generate_series(1, ${CHATS}::int) n`
  await sql`insert into messages (chat, kind, slot, draft)
    select id, 'alert', 'story:1:1', jsonb_build_object('text', 'رسالة إلى ' || chat_id, 'buttons', '[]'::jsonb,
      'preview', false, 'silent', false) from chats`
}

interface Sender {
  child: ChildProcess
  loaded: Promise<unknown>
}

/** A whole bot in a process of its own, loaded but not started. */
function loadSender(): Sender {
  const script = new URL('./sending-process.ts', import.meta.url)
  const child = fork(script, [world.database.url, TOKEN, world.telegram.apiRoot], {
    execArgv: ['--disable-warning=ExperimentalWarning', '--import', LOAD_FAST],
    env: { ...process.env, ...COMPILED },
  })
  children.add(child)
  child.once('exit', () => children.delete(child))
  return { child, loaded: once(child, 'message') }
}

/** Starts a sender and kills it while it sends; returns how many requests were in flight. */
async function killedWhileSending({ child, loaded }: Sender, afterMs: number): Promise<number> {
  await loaded
  const before = sends().length
  child.send('start')
  await eventually(
    () => sends().length,
    (seen) => seen > before,
    180_000,
  )
  await new Promise((resolve) => setTimeout(resolve, afterMs))
  child.kill('SIGKILL')
  await once(child, 'exit')
  // What its side of the database still commits is committed within a moment.
  await new Promise((resolve) => setTimeout(resolve, 50))
  return (await statesOf()).sending ?? 0
}

/** What time does: leases and claims of the dead run out. */
const forgetTheDead = () =>
  world.database.store.sql.begin(async (sql) => {
    await sql`delete from leases`
    await sql`update messages set claim_until = now() - interval '1 second' where state in ('claimed', 'sending')`
  })

// A second try would hide what got lost.
const ONCE = { timeout: 1_200_000, retry: 0 }

it(`killed ${KILLS} times while sending, loses nothing and repeats nothing without a mark`, ONCE, async () => {
  console.log(`seed ${SEED} (RASID_PROOF_SEED sets another)`)
  const random = randomFrom(SEED)
  await owe()
  // Answers come late, so that requests are in flight whenever the process dies.
  world.telegram.inject({ kind: 'delay', ms: 120, times: Number.POSITIVE_INFINITY })
  const senders = Array.from({ length: LOADED_AHEAD }, loadSender)
  let inFlight = 0
  for (let kill = 0; kill < KILLS; kill++) {
    const sender = senders.shift() ?? loadSender()
    // At any moment of a request's life: before it leaves, on its way, while its answer is settled.
    inFlight += await killedWhileSending(sender, random() * 150)
    await forgetTheDead()
    if (kill + LOADED_AHEAD < KILLS) senders.push(loadSender())
  }
  await world.start({ pace: fastPace() })
  const hurry = setInterval(() => {
    void world.database.store
      .sql`update messages set not_before = now() where state = 'owed' and not_before > now()`.catch(() => {})
  }, 1_000)
  await eventually(
    statesOf,
    (states) => Object.keys(states).every((state) => state === 'sent' || state === 'unknown'),
    300_000,
  ).finally(() => clearInterval(hurry))
  let marked = 0
  let lost = 0
  for (let chat = 1; chat <= CHATS; chat++) {
    const texts = textsOf(world.telegram, chat)
    const plain = texts.filter((text) => !text.includes(MARK))
    expect(plain.length).toBeLessThanOrEqual(1)
    if (texts.length === 0) lost += 1
    marked += texts.length - plain.length
  }
  console.log(`${KILLS} kills with ${inFlight} requests in flight; ${marked} messages came twice, marked`)
  expect(lost).toBe(0)
  expect(inFlight).toBeGreaterThan(0)
  expect(marked).toBeLessThanOrEqual(inFlight)
})
