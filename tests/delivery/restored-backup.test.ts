// A backup that is older than what was told since, restored into the database of a bot, with news coming in meanwhile.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { backUp, restore } from '@rasid/operations'
import { subscriber } from '@rasid/operations/testing'
import { loopbackLookup, type Newsroom, startNewsroom } from '@rasid/stand-ins'
import { insertFeed, makeFeedsDue, saveChatSettings } from '@rasid/store'
import { closeReaders, parseAllowHosts } from '@rasid/web-client'
import { pollOnce } from '@rasid/worker'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BOT_ID, type BotWorld, botWorld, eventually, fastPace, textsOf } from './bot-world.ts'

const [READER, ENGLISH] = [801, 802]
const TOLD_BEFORE = 'وزير الخارجية الروسي يستقبل وفدًا من حركة طالبان في موسكو'
const TOLD_AFTER = 'روسيا توقع مع حكومة طالبان اتفاقًا لتوريد القمح إلى أفغانستان'
const NEW = 'بوتين يبحث مع قيادة طالبان مكافحة تنظيم داعش خراسان'

let world: BotWorld
let newsroom: Newsroom
let folder: string
/** The bot's clock; the digests are looked at once a minute of it. */
let ahead = 0
const now = () => new Date(Date.now() + ahead)
const silent = () => {}

async function visitAll() {
  await makeFeedsDue(world.db)
  const { allowHosts } = parseAllowHosts(newsroom.allowHosts())
  return pollOnce({
    db: world.db,
    visitor: { userAgent: 'Rasid/test', allowHosts, lookup: loopbackLookup },
    log: { debug: silent, info: silent, warn: silent, error: silent },
  })
}

const publish = (title: string) => newsroom.publish('one', { title })
const textsWith = (chat: number, part: string) => textsOf(world.telegram, chat).filter((text) => text.includes(part))
const owedCount = async () =>
  Number((await world.database.store.sql`select count(*) as n from messages where state = 'owed'`)[0]?.n)

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rasid-restored-'))
  world = await botWorld({ strict1sWindow: false })
  newsroom = await startNewsroom({ hosts: 'names', outlets: [{ name: 'one', title: 'منبر الضفة', format: 'rss' }] })
  for (const { feedUrl, title } of newsroom.outlets()) await insertFeed(world.db, { url: feedUrl, outlet: title })
  publish('أمطار متفرقة على الساحل')
  await visitAll()
  for (const id of [READER, ENGLISH]) {
    world.telegram.user(id, { name: `reader ${id}`, started: true })

    const chat = await subscriber(world.db, id, { botId: BOT_ID, tier: 'related', digestTimes: ['08:00'] })
    if (id === ENGLISH) await saveChatSettings(world.db, chat.id, { lang: 'en' })
  }
}, 120_000)
afterAll(async () => {
  await world.close()
  await Promise.all([newsroom.close(), closeReaders()])
  rmSync(folder, { recursive: true })
})

describe('an older backup, restored while news goes on', () => {
  it('alerts nobody of what was published before the restore, and tells it in one digest that says so', async () => {
    const file = join(folder, 'backup.gz')
    const start = () => world.start({ now, pace: fastPace() })
    const first = await start()
    publish(TOLD_BEFORE)
    await visitAll()
    await eventually(
      () => textsWith(READER, TOLD_BEFORE),
      (seen) => seen.length === 1,
    )
    await eventually(owedCount, (owed) => owed === 0)
    await backUp({ databaseUrl: world.database.url, version: '0' }, file)

    publish(TOLD_AFTER)
    await visitAll()
    await eventually(
      () => textsWith(READER, TOLD_AFTER),
      (seen) => seen.length === 1,
    )
    await eventually(owedCount, (owed) => owed === 0)
    await first.stop()

    await restore({ databaseUrl: world.database.url }, file, { replace: true })
    const before = [READER, ENGLISH].map((id) => textsOf(world.telegram, id).length)
    const second = await start()
    await visitAll()
    second.wake()
    ahead += 61_000
    second.wake()
    const digest = await eventually(
      () => textsWith(READER, 'نسخة احتياطية'),
      (seen) => seen.length > 0,
    )
    await eventually(
      () => textsWith(ENGLISH, 'restored from a backup'),
      (seen) => seen.length > 0,
    )
    expect(digest[0]).toContain(TOLD_AFTER)
    expect(digest[0]).not.toContain(TOLD_BEFORE)
    for (const minutes of [2, 3]) {
      ahead = minutes * 61_000
      second.wake()
      await new Promise((resolve) => setTimeout(resolve, 300))
    }
    const after = [READER, ENGLISH].map((id) => textsOf(world.telegram, id).length)
    expect(after.map((count, at) => count - (before[at] ?? 0))).toEqual([1, 1])

    publish(NEW)
    await visitAll()
    second.wake()
    await eventually(
      () => textsWith(READER, NEW),
      (seen) => seen.length === 1,
    )
    expect(textsWith(READER, NEW)[0]).toContain('تنبيه')
  }, 120_000)
})
