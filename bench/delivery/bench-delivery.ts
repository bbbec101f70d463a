// How near the sender comes to Telegram's limit, and whether a message is refused, lost or repeated; beside grammY's own
// plugins, one after another on the same stand-in. Run: npm run bench:delivery -- [--full] [--chats=N] [--own] [--json]
// 600 chats; --full: 3,000. --own leaves the plugins out, which take most of the time.
// What it does not show: Telegram's own network and its unpublished limits; the stand-in's window is the published one.
import { randomUUID } from 'node:crypto'
import { sendRequest, telegramApi } from '@rasid/bot'
import { createPace } from '@rasid/core'
import { sendMessages } from '@rasid/operations'
import { type Fault, startTelegram, type Telegram } from '@rasid/stand-ins'
import { countMessages, oweMessages, rememberChat, subscribeChat } from '@rasid/store'
import { type FreshDatabase, freshDatabase, startTestServer } from '@rasid/store/testing'
import { type Figures, figuresOf } from './figures.ts'
import { sendWithPlugins } from './peer.ts'

const BOT_ID = 7770002
const TOKEN = `${BOT_ID}:bench-${randomUUID()}`
const has = (flag: string) => process.argv.includes(flag)
const chosen = Number(process.argv.find((argument) => argument.startsWith('--chats='))?.slice('--chats='.length))
const CHATS = Array.from({ length: chosen || (has('--full') ? 3_000 : 600) }, (_, n) => n + 1)
// One of twenty requests: some never arrive, some arrive without an answer, some meet a tired proxy. The steps have no
// common factor, so that two seldom fall on the same request.
const FAULTS: readonly Fault[] = [
  { kind: 'reset-before', every: 57 },
  { kind: 'reset-after', every: 61 },
  { kind: 'bad-gateway', every: 62 },
]

async function withTelegram(faults: readonly Fault[], work: (telegram: Telegram) => Promise<void>): Promise<void> {
  // Answers take 10 to 40 ms, as from a server not far away; every millisecond of it costs a thousandth of the rate.
  let n = 0
  const telegram = await startTelegram({ token: TOKEN, strict1sWindow: true, latency: () => 5 + ((n++ * 7) % 16) })
  for (const chat of CHATS) telegram.user(chat, { name: `chat ${chat}`, started: true })
  for (const fault of faults) telegram.inject(fault)
  await work(telegram).finally(() => telegram.close())
}

async function owe(database: FreshDatabase): Promise<void> {
  const { db } = database.store
  const owed: Parameters<typeof oweMessages>[1][number][] = []
  for (const chatId of CHATS) {
    const { id } = await rememberChat(db, { botId: BOT_ID, chatId, threadId: 0, kind: 'private', title: '' })
    await subscribeChat(db, id)
    const draft = { text: `رسالة إلى ${chatId}`, buttons: [], preview: false, silent: false }
    owed.push({ chat: id, kind: 'alert', slot: 'bench', draft })
  }
  await oweMessages(db, owed)
  await database.store.sql`analyze`
}

/** The sender as the bot runs it, until nothing is owed. */
async function sendAll(database: FreshDatabase, telegram: Telegram): Promise<void> {
  const api = telegramApi({ token: TOKEN, apiRoot: telegram.apiRoot })
  const { db, sql } = database.store
  const log = { warn: () => {}, error: (facts: object) => console.error(facts) }
  const pace = createPace()
  for (;;) {
    await sendMessages({
      ...{ db, botId: BOT_ID, owner: randomUUID(), pace, log, now: () => new Date() },
      sendRequest: (request) => sendRequest(api, request),
    })
    const [left] = await sql`select count(*)::int as n from messages where state not in ('sent', 'unknown', 'dead')`
    if (left?.n === 0) return
    await new Promise((resolve) => setTimeout(resolve, 1_000))
  }
}

async function rasid(name: string, faults: readonly Fault[]): Promise<Figures> {
  const database = await freshDatabase()
  let figures: Figures | undefined
  try {
    await owe(database)
    await withTelegram(faults, async (telegram) => {
      await sendAll(database, telegram)
      const { unknown } = await countMessages(database.store.db, BOT_ID)
      figures = figuresOf(name, telegram, CHATS, unknown)
    })
  } finally {
    await database.drop()
  }
  return figures as Figures
}

async function peer(name: string, faults: readonly Fault[]): Promise<Figures> {
  let figures: Figures | undefined
  await withTelegram(faults, async (telegram) => {
    await sendWithPlugins({ token: TOKEN, apiRoot: telegram.apiRoot }, CHATS)
    figures = figuresOf(name, telegram, CHATS)
  })
  return figures as Figures
}

const server = await startTestServer(process.env.DATABASE_URL)
process.env.RASID_TEST_DATABASE_URL = server.url
process.env.RASID_TEST_TEMPLATE = server.template
try {
  const rows: Figures[] = []
  const peers = [
    () => peer('transformer-throttler + auto-retry', []),
    () => peer('transformer-throttler + auto-retry, 5 % faults', FAULTS),
  ]
  const own = [() => rasid('rasid', []), () => rasid('rasid, 5 % faults', FAULTS)]
  for (const run of has('--own') ? own : [...own, ...peers]) {
    const row = await run()
    rows.push(row)
    console.error(`${row.name}: ${row.seconds} s`)
  }
  if (has('--json')) console.log(JSON.stringify(rows, null, 2))
  else console.table(Object.fromEntries(rows.map(({ name, ...figures }) => [name, figures])))
  // The first burst takes no time: below a few hundred chats the rate says nothing.
  const wanted = CHATS.length < 300 ? 0 : 0.95
  const isGood = rows
    .filter(({ name }) => name.startsWith('rasid'))
    .every((row) => row.ofLimit >= wanted && row.refused429 + row.lost + row.twice === 0)
  if (!has('--json'))
    console.log(isGood ? 'as wanted' : 'NOT as wanted: at least .95 of the limit, none refused, lost or twice')
  process.exitCode = isGood ? 0 : 1
} finally {
  await server.stop()
}
