// Worker, bot and web as the processes that a user starts, on one database, with both outside parties on loopback.

import { type Newsroom, startNewsroom, startTelegram, type Telegram } from '@rasid/stand-ins'
import { claimFact, insertFeed, makeFeedsDue } from '@rasid/store'
import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../feed-to-digest/eventually.ts'
import { type RasidCommand, rasid } from './rasid-command.ts'

const SECRET = 'a-secret-that-no-process-may-ever-print'
const TOKEN = `77002:${SECRET}`
const READER = 601
const FIRST = 'وزير الخارجية الروسي يستقبل وفدًا من حركة طالبان في موسكو'
const SECOND = 'روسيا توقع مع حكومة طالبان اتفاقًا لتوريد القمح إلى أفغانستان'

let database: FreshDatabase
let newsroom: Newsroom
let telegram: Telegram
let settings: Record<string, string>
const started: RasidCommand[] = []

function start(role: string): RasidCommand {
  const process = rasid([role], settings)
  started.push(process)
  return process
}

const received = () => telegram.conversation(READER).filter(({ from }) => from === 'bot')
const tellings = (title: string) => received().filter(({ text }) => text.includes(title))
const count = async (query: string) =>
  Number((await database.store.sql.unsafe(`select count(*) as n from ${query}`))[0]?.n)
const visits = () => newsroom.visits().filter(({ kind }) => kind === 'feed').length

/** Lets every feed be visited once more, so that a second telling would have had its chance. */
async function anotherRound(): Promise<void> {
  const before = visits()
  await makeFeedsDue(database.store.db)
  await eventually(() => expect(visits()).toBeGreaterThanOrEqual(before + newsroom.outlets().length))
  await eventually(async () => expect(await count(`messages where state <> 'sent' and kind <> 'edit'`)).toBe(0))
}

beforeAll(async () => {
  database = await freshDatabase()
  const { db } = database.store
  // The starter feeds are real publishers: no test visits them.
  await claimFact(db, 'starter-feeds', { list: 'none' })
  newsroom = await startNewsroom({
    outlets: [
      { name: 'one', title: 'منبر الضفة', format: 'rss' },
      { name: 'two', title: 'منبر التل', format: 'atom', charset: 'windows-1256' },
    ],
  })
  for (const { name, title, feedUrl } of newsroom.outlets()) {
    newsroom.publish(name, { title: 'أمطار متفرقة على الساحل' })
    await insertFeed(db, { url: feedUrl, outlet: title })
  }
  telegram = await startTelegram({ token: TOKEN, strict1sWindow: true })
  telegram.user(READER, { name: 'قارئ' })
  settings = {
    DATABASE_URL: database.url,
    RASID_BOT_TOKEN: TOKEN,
    RASID_TELEGRAM_API_ROOT: telegram.apiRoot,
    RASID_ALLOW_HOSTS: newsroom.allowHosts(),
    RASID_HTTP_ADDRESS: '127.0.0.1:0',
    RASID_LOG_LEVEL: 'trace',
  }
})

afterAll(async () => {
  await Promise.all(started.map((process) => process.endAll('SIGKILL')))
  await Promise.all([telegram?.close(), newsroom?.close()])
  await database?.drop()
})

describe('worker, bot and web as processes of their own', () => {
  let worker: RasidCommand
  let bot: RasidCommand
  let web: RasidCommand

  it('start on one database, and the bot welcomes a subscriber', async () => {
    // A network error carries the whole address of the request, with the token in it: it must not reach a log.
    telegram.inject({ kind: 'reset-before', method: 'getupdates', times: 2 })
    worker = start('worker')
    bot = start('bot')
    web = start('web')
    telegram.say(READER, READER, '/start')
    await Promise.all([worker.says(/"started"/), bot.says(/"started"/), web.says(/"started"/)])
    expect(bot.err()).toMatch(/\/claim \d{6}/)
    await eventually(() => expect(received().length).toBeGreaterThan(0), 30_000)
    await eventually(async () => expect(await count('feeds where baseline_at is null')).toBe(0), 30_000)
  })

  it('alert a subscriber once to a story that two outlets carry', async () => {
    for (const { name } of newsroom.outlets()) newsroom.publish(name, { title: FIRST })
    await makeFeedsDue(database.store.db)
    await eventually(() => expect(tellings(FIRST)).toHaveLength(1), 30_000)
    await anotherRound()
    expect(tellings(FIRST)).toHaveLength(1)
  })

  it('show that story on the page', async () => {
    const [, url = ''] = await web.says(/Page: (http:\S+)/)
    const response = await fetch(url)
    expect(response.status).toBe(200)
    const page = await response.text()
    expect(page.replace(/<[^>]*>/g, '')).toContain(FIRST)
  })

  it('go on after kill -9 of the worker in the middle of a visit, and tell what it left behind once', async () => {
    newsroom.breakFeed('one', { kind: 'hang' })
    newsroom.publish('one', { title: SECOND })
    const before = visits()
    await makeFeedsDue(database.store.db)
    await eventually(async () => expect(await count('feeds where lease_until > now()')).toBe(1))
    expect(visits()).toBeGreaterThanOrEqual(before)
    await worker.end('SIGKILL')
    expect(await count('feeds where lease_until > now()'), 'the dead worker still holds its feed').toBe(1)
    newsroom.breakFeed('one', null)
    // Two minutes later, as the database sees it.
    await database.store.sql`update feeds set lease_until = now() - interval '1 second' where lease_until is not null`
    worker = start('worker')
    await eventually(() => expect(tellings(SECOND)).toHaveLength(1), 30_000)
    await anotherRound()
    expect([tellings(FIRST).length, tellings(SECOND).length]).toEqual([1, 1])
  })

  it('end within ten seconds of SIGTERM, with 0 and without a lease left', async () => {
    const ends = await Promise.all([worker, bot, web].map((process) => process.end('SIGTERM')))
    for (const end of ends) expect(end).toMatchObject({ code: 0, signal: null })
    expect(Math.max(...ends.map(({ ms }) => ms))).toBeLessThan(10_000)
    expect(await count('feeds where lease_owner is not null')).toBe(0)
    expect(await count('leases where until > now()')).toBe(0)
  })

  it('never printed the token, nor the password of the database', () => {
    const said = started.map((process) => `${process.out()}${process.err()}`).join('\n')
    expect(said.length, 'they did log').toBeGreaterThan(1_000)
    expect(said).not.toContain(SECRET)
    expect(said).not.toContain(new URL(database.url).password || SECRET)
  })

  it('were refused by Telegram for nothing', () => {
    const refused = telegram.requests().filter(({ status }) => status >= 400)
    expect(refused.map(({ method, description }) => `${method}: ${description}`)).toEqual([])
  })
})
