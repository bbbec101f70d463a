// SIGTERM in the middle of work, role by role as real processes: each ends with 0 within ten seconds and leaves nothing half
// done: no lease, no claimed or sending message, no feed that was marked for it.
import { connect } from 'node:net'
import { subscriber } from '@rasid/operations/testing'
import { type Newsroom, startNewsroom, startTelegram, type Telegram } from '@rasid/stand-ins'
import { claimFact, insertFeed, oweMessages } from '@rasid/store'
import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { eventually } from '../feed-to-digest/eventually.ts'
import { type RasidCommand, rasid } from './rasid-command.ts'

const BOT_ID = 77003
const TOKEN = `${BOT_ID}:a-token-that-is-only-for-this-proof`
const READERS = [701, 702, 703]
const ITEMS = 2

let database: FreshDatabase
let newsrooms: Newsroom[]
let telegram: Telegram
let started: RasidCommand[]

const count = async (from: string) =>
  Number((await database.store.sql.unsafe(`select count(*) as n from ${from}`))[0]?.n)

function start(role: string): RasidCommand {
  const settings = {
    DATABASE_URL: database.url,
    RASID_BOT_TOKEN: TOKEN,
    RASID_TELEGRAM_API_ROOT: telegram.apiRoot,
    RASID_ALLOW_HOSTS: newsrooms.map((newsroom) => newsroom.allowHosts()).join(','),
    RASID_HTTP_ADDRESS: '127.0.0.1:0',
  }
  const begun = rasid([role], settings)
  started.push(begun)
  return begun
}

beforeEach(async () => {
  started = []
  database = await freshDatabase()
  // The starter feeds are real publishers: no test visits them.
  await claimFact(database.store.db, 'starter-feeds', { list: 'none' })
  newsrooms = []
  for (const name of ['quick', 'slow', 'silent']) {
    // A port each, since one publisher's feeds are visited one by one.
    const newsroom = await startNewsroom({ outlets: [{ name, title: `وسيلة ${name}`, format: 'rss' }] })
    newsrooms.push(newsroom)
    for (let item = 0; item < ITEMS; item++) newsroom.publish(name, { title: `خبر ${item} من ${name} عن معرض الكتاب` })
    for (const { feedUrl, title } of newsroom.outlets())
      await insertFeed(database.store.db, { url: feedUrl, outlet: title })
  }
  telegram = await startTelegram({ token: TOKEN, strict1sWindow: false })
})
afterEach(async () => {
  await Promise.all(started.map((process) => process.endAll('SIGKILL')))
  await Promise.all([telegram.close(), ...newsrooms.map((newsroom) => newsroom.close())])
  await database.drop()
})

/** Two publishers that are in no hurry: one whose answer takes two seconds, one that never answers. */
function slowPublishers(): void {
  const [, slow, silent] = newsrooms
  slow?.breakFeed('slow', { kind: 'slow-drip', bytesPerSecond: 1000 })
  silent?.breakFeed('silent', { kind: 'hang' })
}

async function owedToReaders(): Promise<void> {
  for (const id of READERS) {
    telegram.user(id, { name: `reader ${id}`, started: true })
    const chat = await subscriber(database.store.db, id, { botId: BOT_ID })
    const draft = { text: `رسالة إلى ${id}`, buttons: [], preview: false, silent: false }
    await oweMessages(database.store.db, [{ chat: chat.id, kind: 'alert', slot: 'story:1:1', draft }])
  }
}

/** Until it holds, or the process ends: then with what it said. */
async function until(process: RasidCommand, assertion: () => Promise<unknown>): Promise<void> {
  const failed = process.ended.then(({ code }) => {
    throw new Error(`it ended with ${code}:\n${process.err()}`)
  })
  await Promise.race([eventually(assertion, 60_000), failed])
}

async function endsWell(process: RasidCommand): Promise<void> {
  const end = await process.end('SIGTERM')
  expect(end, process.err()).toMatchObject({ code: 0, signal: null })
  expect(end.ms).toBeLessThan(10_000)
  expect(await count('feeds where lease_owner is not null')).toBe(0)
  expect(await count('leases where until > now()')).toBe(0)
  expect(await count(`messages where state in ('claimed', 'sending')`)).toBe(0)
}

/** Whatever was stored is whole: a feed has validators only with all its articles. */
async function visitsAreWhole(): Promise<void> {
  const rows = await database.store.sql`
    select f.outlet, f.failures, f.body_hash is not null as has_validators, count(a.id)::int as articles
      from feeds f left join articles a on a.feed_id = f.id group by f.id`
  for (const { outlet, failures, has_validators, articles } of rows) {
    expect([outlet, failures, articles]).toEqual([outlet, 0, has_validators ? ITEMS : 0])
  }
}

describe('SIGTERM', () => {
  it('ends a worker beside a slow publisher and one that never answers: each visit is kept whole or not at all', async () => {
    slowPublishers()
    const worker = start('worker')
    await until(worker, async () => expect(await count('articles where feed_id is not null')).toBe(ITEMS))
    await endsWell(worker)
    await visitsAreWhole()
  })

  it('settles what a bot was sending: the one without an answer is sent once more, marked, by the next one', async () => {
    telegram.inject({ kind: 'hang', method: 'sendMessage', chatId: READERS[0] ?? 0, processed: true })
    await owedToReaders()
    const bot = start('bot')
    await until(bot, async () => expect(await count(`messages where state = 'sent'`)).toBe(2))
    await endsWell(bot)
    expect(await count(`messages where state = 'owed' and maybe_twice`)).toBe(1)
    await until(start('bot'), async () => expect(await count(`messages where state = 'sent'`)).toBe(3))
    const texts = telegram.conversation(READERS[0] ?? 0).flatMap(({ from, text }) => (from === 'bot' ? [text] : []))
    expect(texts).toHaveLength(2)
    expect(texts[1]).toContain('قد تكون هذه الرسالة مكررة')
  })

  it('closes the connections of a page that somebody keeps open', async () => {
    const web = start('web')
    const [, url = ''] = await web.says(/Page: (http:\S+)/, 60_000)
    const { hostname, port } = new URL(url)
    const idle = connect(Number(port), hostname)
    await new Promise((resolve) => idle.once('connect', resolve))
    idle.on('error', () => {})
    idle.write(`GET /healthz HTTP/1.1\r\nHost: ${hostname}:${port}\r\nConnection: keep-alive\r\n\r\nGET / HT`)
    await new Promise((resolve) => idle.once('data', resolve))
    await endsWell(web)
    idle.destroy()
  })

  it('ends everything in one process, in the middle of a visit and of a request', async () => {
    slowPublishers()
    telegram.inject({ kind: 'hang', method: 'sendMessage', chatId: READERS[0] ?? 0 })
    await owedToReaders()
    const all = start('start')
    await until(all, async () => expect(await count(`messages where state = 'sent'`)).toBe(2))
    await until(all, async () => expect(await count('feeds where lease_until > now()')).toBeGreaterThan(0))
    await endsWell(all)
    await visitsAreWhole()
    expect(await count(`messages where state = 'owed' and maybe_twice`)).toBe(1)
  })
})
