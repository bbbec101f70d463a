import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tellFeedNotices } from '@rasid/operations'
import { feedById, feedByUrl, insertFeed, recentAudit, saveSuccessors } from '@rasid/store'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { BOT_ID, type BotWorld, botWorld, eventually, fastPace, textsOf } from './bot-world.ts'

const OPERATOR = 71
const RSS = `<rss version="2.0"><channel><title>صحيفة التجربة</title>
<item><title>موسكو وطالبان توقعان اتفاقا</title><link>http://127.0.0.1/1</link></item></channel></rss>`

let world: BotWorld
let publisher: Server
let host: string
let id: number

beforeAll(async () => {
  publisher = createServer((request, response) => {
    if (request.url === '/moved') response.setHeader('content-type', 'application/rss+xml').end(RSS)
    else response.writeHead(404).end('nothing here')
  }).listen(0, '127.0.0.1')
  await once(publisher, 'listening')
  host = `127.0.0.1:${(publisher.address() as AddressInfo).port}`
  world = await botWorld({ strict1sWindow: false })
  await world.start({ owners: [OPERATOR], pace: fastPace(), visitor: { allowHosts: [host] } })
  for (const [user, name] of [[OPERATOR, 'مشغل'] as const, [72, 'غيره'] as const]) world.telegram.user(user, { name })
  id = (await insertFeed(world.db, { url: `http://${host}/lost`, outlet: 'صحيفة التجربة' })).id
})
afterAll(async () => {
  await world.close()
  publisher.close()
})

const shown = () =>
  world.telegram
    .conversation(OPERATOR)
    .filter(({ from }) => from === 'bot')
    .at(-1)
const asked = (text: string) => eventually(shown, (message) => message?.text.includes(text) === true)

async function press(label: string, user = OPERATOR): Promise<string | undefined> {
  const message = shown()
  const data = message?.keyboard.flat().find(({ text }) => text.startsWith(label))?.data ?? ''
  expect(data, `no button ${label}`).not.toBe('')
  return (await world.telegram.answerTo(world.telegram.press(OPERATOR, message?.messageId ?? 0, data, user))).text
}

async function offer(...urls: string[]) {
  const found = urls.map((url) => ({ url, title: null, items: 1 }))
  const feed = await feedById(world.db, id)
  if (!feed) throw new Error('the feed is gone')
  const detail = { from: feed.url, url: urls[0], urls }
  await saveSuccessors(world.db, feed, found, { kind: urls.length > 1 ? 'choice' : 'successor', detail })
  // The bot does this once a minute.
  await tellFeedNotices(world.db, BOT_ID)
}

it('tells the operators’ chat of a lost feed’s successor, and moves the feed when its asker confirms', async () => {
  world.telegram.say(OPERATOR, OPERATOR, '/ops')
  await eventually(
    () => textsOf(world.telegram, OPERATOR).length,
    (count) => count > 0,
  )
  await offer(`http://${host}/moved`)
  await asked('المتعطلة بديل')
  expect(await press('اعتماد', 72)).toBe('هذا الأمر للمشغّلين.')
  await press('اعتماد')
  const question = await asked('أتُنقل خلاصة «صحيفة التجربة»')
  expect(question?.text).toContain(`http://${host}/moved`)
  await press('نعم')
  await asked('انتقلت خلاصة «صحيفة التجربة»')
  expect(await feedByUrl(world.db, `http://${host}/moved`)).toMatchObject({ id, successors: null })
  const [last] = await recentAudit(world.db, 1)
  expect(last).toMatchObject({ actor: `telegram:${OPERATOR}`, action: 'feed-replace' })
})

it('keeps the feed where it is when nothing answers at the new address, and says so', async () => {
  await offer(`http://${host}/nowhere`, `http://${host}/nor-here`)
  await asked('فاختر منها')
  await press('اعتماد')
  await asked('أتُنقل خلاصة')
  await press('نعم')
  await asked('لم أجد خلاصة في هذا العنوان')
  expect(await feedById(world.db, id)).toMatchObject({ url: `http://${host}/moved` })
})

it('says so when a successor is no longer on offer', async () => {
  await offer(`http://${host}/third`)
  await asked('/third')
  await world.database.store.sql`update feeds set successors = null`
  expect(await press('اعتماد')).toBe('لم يعد هذا البديل معروضًا')
})
