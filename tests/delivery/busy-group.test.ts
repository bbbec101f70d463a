// A group that is owed more than Telegram takes in a minute, beside a reader, against the stand-in's own limits. The clock of sender and
// stand-in is the test's: minutes go by in a moment.
import { randomUUID } from 'node:crypto'
import { sendRequest, telegramApi } from '@rasid/bot'
import { createPace, telegramLimits } from '@rasid/core'
import { sendMessages } from '@rasid/operations'
import { oweMessages, rememberChat, subscribeChat } from '@rasid/store'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { BOT_ID, type BotWorld, botWorld, TOKEN } from './bot-world.ts'

const GROUP = -1_000_000_000_061
const READER = 62
const MINUTE_MS = 60_000
const JUMP_MS = 20_000

let jumped = 0
const clock = () => Date.now() + jumped
// One a second to each chat is another test's matter, and would take this one a minute.
const free = { size: 1_000, spanMs: 1 }
const pace = createPace({ ...telegramLimits, chat: free })
const sent: { at: number; chat: number; edit: boolean; status: number }[] = []

let world: BotWorld
const ids = new Map<number, number>()
beforeAll(async () => {
  const limits = { perSecond: 30, chatBurst: 1_000, perChatPerSecond: 1_000, perGroupPerMinute: 20 }
  world = await botWorld({ strict1sWindow: true, limits, now: clock })
  world.telegram.user(READER, { name: 'قارئ', started: true })
  world.telegram.supergroup(GROUP, { members: [READER], title: 'غرفة الأخبار' })
  for (const chatId of [GROUP, READER]) {
    const kind = chatId < 0 ? 'supergroup' : 'private'
    const { id } = await rememberChat(world.db, { botId: BOT_ID, chatId, threadId: 0, kind, title: '' })
    await subscribeChat(world.db, id)
    ids.set(chatId, id)
  }
})
afterAll(() => world.close())

async function owe(
  chatId: number,
  kind: 'alert' | 'digest' | 'edit',
  slots: readonly string[],
  edits?: readonly number[],
) {
  const rows = slots.map((slot, index) => ({
    ...{ chat: ids.get(chatId) ?? 0, kind, slot },
    draft: {
      text: `${slot} ${kind}`,
      buttons: [],
      preview: false,
      silent: false,
      ...(edits && { edits: edits[index] }),
    },
  }))
  return (await oweMessages(world.db, rows)).map(({ id }) => id)
}

async function send(): Promise<void> {
  const api = telegramApi({ token: TOKEN, apiRoot: world.telegram.apiRoot })
  const log = { warn: () => {}, error: () => {} }
  await sendMessages({
    ...{ db: world.db, botId: BOT_ID, owner: randomUUID(), pace, log, now: () => new Date(clock()) },
    async sendRequest(request) {
      const at = clock()
      const facts = await sendRequest(api, request)
      const status = facts.kind === 'response' ? facts.status : 0
      sent.push({ at, status, chat: Number(request.payload.chat_id), edit: request.method === 'editMessageText' })
      return facts
    },
  })
}

/** Sends until nothing is owed; between two looks the time of sender, stand-in and database goes on. */
async function sendAll(): Promise<void> {
  const { sql } = world.database.store
  for (let look = 0; look < 60; look++) {
    await send()
    const [left] = await sql`select count(*)::int as n from messages where state not in ('sent', 'dead')`
    if (left?.n === 0) return
    jumped += JUMP_MS
    await sql`update messages set not_before = not_before - ${`${JUMP_MS} milliseconds`}::interval`
  }
}

const names = (name: string, count: number) => Array.from({ length: count }, (_, n) => `${name}-${n}`)

it('gets twenty a minute, edits among them, in order and without a refusal, and keeps nobody waiting', async () => {
  const grown = await owe(GROUP, 'alert', names('story', 6))
  await sendAll()
  const began = sent.length
  await owe(GROUP, 'edit', names('grown', 6), grown)
  await owe(GROUP, 'alert', names('alert', 40))
  await owe(READER, 'digest', names('digest', 3))
  await sendAll()

  const late = sent.slice(began)
  const group = late.filter(({ chat }) => chat === GROUP)
  expect(sent.filter(({ status }) => status !== 200)).toEqual([])
  expect(group).toHaveLength(46)
  // Edits rank below everything that is new.
  expect(group.map(({ edit }) => edit)).toEqual([...Array(40).fill(false), ...Array(6).fill(true)])
  const all = sent.filter(({ chat }) => chat === GROUP)
  for (const { at } of all)
    expect(all.filter((other) => other.at >= at && other.at < at + MINUTE_MS).length).toBeLessThanOrEqual(20)
  // The reader's digests, which rank below alerts, do not wait for the group's.
  const reader = late.filter(({ chat }) => chat === READER)
  expect(reader).toHaveLength(3)
  expect(Math.max(...reader.map(({ at }) => at))).toBeLessThan((group[20]?.at ?? 0) - JUMP_MS / 2)

  const shown = world.telegram.conversation(GROUP).filter(({ from }) => from === 'bot')
  expect(shown.map(({ text }) => text)).toEqual([
    ...names('grown', 6).map((slot) => `${slot} edit`),
    ...names('alert', 40).map((slot) => `${slot} alert`),
  ])
})
