// A night at a desk: 300 articles of 25 outlets on one attack and 40 on another, three hours long, as two readers and a group see it.
import { randomUUID } from 'node:crypto'
import { sendRequest, telegramApi } from '@rasid/bot'
import { attackElsewhere, attackNear, NIGHT_MS } from '@rasid/core/testing'
import { assignArticle, sendMessages, tellChats, tellDevelopments } from '@rasid/operations'
import { insertArticles, recordMatches, rememberChat, saveChatSettings, subscribeChat } from '@rasid/store'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BOT_ID, type BotWorld, botWorld, fastPace, TOKEN } from '../delivery/bot-world.ts'

const MINUTE_MS = 60_000
const STEP_MINUTES = 10
const READER = 21
const GROUP = -1_000_000_000_022
const CORE_READER = 23
const LOUD = [READER, GROUP]

let world: BotWorld
/** What left for whom, at which minute of the night. */
const sent: { minute: number; chat: number; edit: boolean; text: string; message: number; to: number | null }[] = []

beforeAll(async () => {
  world = await botWorld({ strict1sWindow: false })
  const { telegram, db } = world
  for (const id of [READER, CORE_READER]) telegram.user(id, { name: `شخص ${id}`, started: true })
  telegram.supergroup(GROUP, { members: [READER], title: 'غرفة الأخبار' })
  for (const chatId of [...LOUD, CORE_READER]) {
    const kind = chatId < 0 ? 'supergroup' : 'private'
    const chat = await rememberChat(db, { botId: BOT_ID, chatId, threadId: 0, kind, title: '' })
    await subscribeChat(db, chat.id)
    await saveChatSettings(db, chat.id, { tier: chatId === CORE_READER ? 'core' : 'related' })
  }
  for (let minute = 0; minute * MINUTE_MS < NIGHT_MS; minute += STEP_MINUTES) {
    await bring(minute)
    await tellAndSend(minute)
    await pass(STEP_MINUTES)
  }
}, 300_000)
afterAll(() => world.close())

const evening = new Date('2026-03-22T18:00:00Z')
const desk = [...attackNear(evening), ...attackElsewhere(evening)]

/** Stores what the desk brings in these minutes, as visits do. */
async function bring(minute: number): Promise<void> {
  const from = evening.getTime() + minute * MINUTE_MS
  const batch = desk.filter(({ at }) => at.getTime() >= from && at.getTime() < from + STEP_MINUTES * MINUTE_MS)
  const judged = { tier: 'related' as const, ruleVersion: 'v1', origin: 'live' as const }
  await world.db.transaction(async (tx) => {
    const ids = await insertArticles(
      tx,
      batch.map(({ key, publisher, title, summary }) => ({
        ...{ keys: [key], feedId: null, outlet: publisher, title, summary, url: `https://${publisher}.example/${key}` },
        ...{ author: null, lang: 'ar', publishedAt: null, contentHash: key, page: 'none' as const, ...judged },
      })),
    )
    const at = new Date()
    const result = { ...judged, score: 1, topic: 'test', evidence: [], rejected: [], reasons: [] }
    const records = batch.map(({ publisher, title, signature }, index) => ({
      ...{ articleId: ids[index] ?? 0, topic: 'test', title, outlet: publisher, at, score: 1, final: true },
      ...{ ...judged, result, signature },
    }))
    await recordMatches(tx, records, assignArticle, async (_, step) => void (await step(tx)))
  })
}

async function tellAndSend(minute: number): Promise<void> {
  const { db, telegram } = world
  const deps = { db, botId: BOT_ID, now: () => new Date() }
  await tellChats(deps)
  await tellDevelopments(deps)
  const api = telegramApi({ token: TOKEN, apiRoot: telegram.apiRoot })
  const log = { warn: () => {}, error: () => {} }
  await sendMessages({
    ...{ ...deps, owner: randomUUID(), pace: fastPace(), log },
    async sendRequest(request) {
      const facts = await sendRequest(api, request)
      const { chat_id, text, message_id, reply_parameters } = request.payload as Record<string, unknown>
      const body = facts.kind === 'response' ? (facts.body as { result?: { message_id?: number } }) : {}
      sent.push({
        ...{ minute, chat: Number(chat_id), text: String(text), edit: message_id !== undefined },
        message: Number(message_id ?? body.result?.message_id),
        to: (reply_parameters as { message_id: number } | undefined)?.message_id ?? null,
      })
      return facts
    },
  })
}

/** Minutes go by: everything that the database knows is so much older. */
async function pass(minutes: number): Promise<void> {
  const { sql } = world.database.store
  const columns = await sql<{ table: string; column: string }[]>`
    select c.table_name as table, c.column_name as column from information_schema.columns c
      join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.data_type = 'timestamp with time zone'`
  for (const [table, own] of Map.groupBy(columns, (row) => row.table)) {
    const set = own.map(({ column }) => `"${column}" = "${column}" - interval '${minutes} minutes'`)
    await sql.unsafe(`update "${table}" set ${set.join(', ')}`)
  }
}

describe.each(LOUD)('chat %i', (chat) => {
  const own = () => sent.filter((one) => one.chat === chat)
  const alerts = () => own().filter(({ edit, to }) => !edit && to === null)
  const edits = () => own().filter(({ edit }) => edit)
  const replies = () => own().filter(({ edit, to }) => !edit && to !== null)

  it('has one alert a story: at most three of the first attack, and others of the second', () => {
    const there = alerts().filter(({ text }) => text.includes('قندهار'))
    const here = alerts().filter(({ text }) => !text.includes('قندهار'))
    expect(here.length).toBeGreaterThan(0)
    expect(here.length).toBeLessThanOrEqual(3)
    expect(there.length).toBeGreaterThan(0)
    expect(there.length).toBeLessThanOrEqual(2)
    expect(new Set(alerts().map(({ text }) => text)).size).toBe(alerts().length)
  })

  it('sees the alerts grow in place, ten minutes apart and four times at most', () => {
    const grown = Map.groupBy(edits(), ({ message }) => message)
    expect(grown.size).toBeGreaterThan(0)
    for (const [message, ofOne] of grown) {
      expect(alerts().map((alert) => alert.message)).toContain(message)
      expect(ofOne.length).toBeLessThanOrEqual(4)
      const moments = [alerts().find((alert) => alert.message === message)?.minute ?? 0, ...ofOne.map((e) => e.minute)]
      for (const [index, minute] of moments.slice(1).entries())
        expect(minute - (moments[index] ?? 0)).toBeGreaterThanOrEqual(10)
    }
  })

  it('hears in replies of each toll that is a quarter above the last one it heard of, up to the end', () => {
    const tolls = replies().map(({ text, to }) => ({ to, toll: Number(/الحصيلة إلى (\d+)/.exec(text)?.[1]) }))
    const stories = Map.groupBy(tolls, ({ to }) => to)
    expect([...stories.keys()].sort()).toEqual(alerts().map(({ message }) => message))
    for (const told of stories.values()) {
      const rising = [40, ...told.map(({ toll }) => toll)]
      for (const [index, toll] of rising.slice(1).entries()) expect(toll).toBeGreaterThan((rising[index] ?? 0) * 1.25)
      expect(told.length).toBeLessThanOrEqual(5)
      expect((rising.at(-1) ?? 0) * 1.25).toBeGreaterThan(145)
    }
  })

  it('never hears more than four times in an hour', () => {
    const heard = own().filter(({ edit }) => !edit)
    for (const { minute } of heard) {
      const hour = heard.filter((other) => other.minute >= minute && other.minute < minute + 60)
      expect(hour.length).toBeLessThanOrEqual(4)
    }
  })
})

it('a reader of core stories alone hears nothing of related ones', () => {
  expect(sent.filter(({ chat }) => chat === CORE_READER)).toEqual([])
})

it('nothing is refused, and what was written stands in each chat once', () => {
  const { telegram } = world
  expect(telegram.requests().filter(({ status }) => status >= 400)).toEqual([])
  for (const chat of LOUD) {
    const messages = telegram.conversation(chat).filter(({ from }) => from === 'bot')
    expect(messages).toHaveLength(sent.filter((one) => one.chat === chat && !one.edit).length)
  }
})
