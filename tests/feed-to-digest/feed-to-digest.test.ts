// The whole data path with nothing replaced but the two outside parties: newsroom → worker → Postgres → bot → Bot API.
import { type RunningBot, startBot } from '@rasid/bot'
import { assignArticle, loadSeeds, readSeeds, rulesInForce } from '@rasid/operations'
import {
  DEMO_DECOYS,
  demoScript,
  loopbackLookup,
  type Newsroom,
  stageDemo,
  startNewsroom,
  startTelegram,
  type Telegram,
} from '@rasid/stand-ins'
import { insertFeed, makeFeedsDue } from '@rasid/store'
import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import { closeReaders, parseAllowHosts } from '@rasid/web-client'
import { pollOnce } from '@rasid/worker'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from './eventually.ts'

const TOKEN = '77001:a-token-of-the-test-and-of-nothing-else'
const [READER, LATER] = [501, 502]
const silent = () => {}
const log = { debug: silent, info: silent, warn: silent, error: silent }

let database: FreshDatabase
let newsroom: Newsroom
let telegram: Telegram
let bot: RunningBot
/** The bot's clock is moved to reach the hour of the digest; the database's goes on as it is. */
let ahead = 0
const now = () => new Date(Date.now() + ahead)
const script = demoScript((await readSeeds()).map(({ title, summary, body }) => ({ title, summary, text: body.text })))

async function visitAll() {
  await makeFeedsDue(database.store.db)
  const allowHosts = parseAllowHosts(newsroom.allowHosts()).allowHosts
  return pollOnce({
    db: database.store.db,
    visitor: { userAgent: 'Rasid/test', allowHosts, lookup: loopbackLookup },
    log,
  })
}

const received = (userId: number) => telegram.conversation(userId).filter(({ from }) => from === 'bot')
const texts = (userId: number) => received(userId).map(({ text }) => text)

beforeAll(async () => {
  database = await freshDatabase()
  newsroom = await startNewsroom({ hosts: 'names' })
  stageDemo(newsroom, script)
  for (const { feedUrl, title } of newsroom.outlets()) {
    await insertFeed(database.store.db, { url: feedUrl, outlet: title, addedBy: 'test' })
  }
  await loadSeeds({ db: database.store.db, rules: await rulesInForce(database.store.db), assign: assignArticle })
  telegram = await startTelegram({ token: TOKEN, strict1sWindow: true })
  for (const id of [READER, LATER]) telegram.user(id, { name: `reader ${id}` })
  bot = await startBot({
    ...{ store: database.store, token: TOKEN, apiRoot: telegram.apiRoot, owners: [], log, now },
    visitor: { userAgent: 'Rasid/test', allowHosts: [] },
  })
})

afterAll(async () => {
  await bot?.stop()
  await Promise.all([telegram?.close(), newsroom?.close(), closeReaders()])
  await database?.drop()
})

describe('from feed to digest', () => {
  it('welcomes a subscriber with a sample at once', async () => {
    telegram.say(READER, READER, '/start')
    await eventually(() => expect(received(READER).length).toBeGreaterThanOrEqual(2))
    expect(texts(READER).join('\n'), 'the archive is called so').toContain('أرشيف')
    expect(received(READER)[0]?.keyboard.flat().length).toBeGreaterThanOrEqual(3)
  })

  it('tells nothing of what a feed held before it was first visited', async () => {
    const before = received(READER).length
    const round = await visitAll()
    expect(round).toMatchObject({ polled: script.outlets.length, reached: script.outlets.length - 1 })
    expect(round.added).toBeGreaterThan(0)
    bot.wake()
    await settled()
    expect(received(READER)).toHaveLength(before)
  })

  it('alerts once a story, whatever the format, the charset and the number of outlets', async () => {
    const before = received(READER).length
    for (const step of script.steps) newsroom.publish(step.outlet, step.article)
    await visitAll()
    await visitAll()
    bot.wake()
    await eventually(() => expect(received(READER).length).toBeGreaterThan(before), 30_000)
    await settled()
    const told = texts(READER).slice(before).join('\n')
    for (const { article } of DEMO_DECOYS) expect(told).not.toContain(article.title)
    const first = script.steps.find(({ role }) => role === 'seed')?.article.title ?? ''
    expect(told.split(first).length - 1, 'the story that three outlets carried is told once').toBe(1)
  })

  it('sends the digest at the hour of the chat, with every core story, and only once', async () => {
    const before = received(READER).length
    ahead = untilDigest(new Date())
    bot.wake()
    await eventually(() => expect(received(READER).length).toBeGreaterThan(before), 30_000)
    await settled()
    const all = texts(READER).join('\n')
    for (const { article, role } of script.steps) if (role === 'seed') expect(all).toContain(article.title.slice(0, 30))
    const after = received(READER).length
    bot.wake()
    await settled()
    expect(received(READER)).toHaveLength(after)
  })

  it('keeps validators and says nothing new when nothing changed', async () => {
    const round = await visitAll()
    expect(round).toMatchObject({ added: 0, edited: 0 })
    expect(newsroom.counts('al-wadi').unchanged).toBeGreaterThan(0)
  })

  it('gives a later subscriber the sample and no old alerts', async () => {
    telegram.say(LATER, LATER, '/start')
    await eventually(() => expect(received(LATER).length).toBeGreaterThanOrEqual(2))
    await settled()
    expect(received(LATER).length).toBeLessThanOrEqual(3)
  })

  it('was refused by Telegram for nothing', () => {
    const refused = telegram.requests().filter(({ status }) => status >= 400)
    expect(refused.map(({ method, status }) => `${method} ${status}`)).toEqual([])
  })
})

/** Until the next 08:00 in Riyadh, a minute past. */
function untilDigest(from: Date): number {
  const due = new Date(from)
  due.setUTCHours(5, 1, 0, 0)
  if (due <= from) due.setUTCDate(due.getUTCDate() + 1)
  return due.getTime() - from.getTime()
}

/** Long enough for the sender to send what is owed: it looks at least once a second. */
async function settled(): Promise<void> {
  await eventually(async () => {
    const owed = await database.store.sql`select count(*)::int as n from messages
      where state in ('owed', 'claimed', 'sending', 'unknown') and not_before <= now()`
    expect(owed[0]?.n).toBe(0)
  }, 30_000)
  await new Promise((resolve) => setTimeout(resolve, 300))
}
