import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { issueOwnerCode } from '@rasid/operations'
import type { Telegram } from '@rasid/stand-ins'
import { allFeeds, type Db, insertFeed, operatorRole, operatorsChat, recentAudit } from '@rasid/store'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BOT_ID, type BotWorld, botWorld, eventually, fastPace, textsOf } from './bot-world.ts'

const OWNER = 71
const RSS = `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>صحيفة التجربة</title>
<link>http://127.0.0.1/</link><item><title>موسكو وطالبان توقعان اتفاقا</title><link>http://127.0.0.1/1</link></item>
<item><title>الطقس غدا معتدل في أغلب المناطق</title><link>http://127.0.0.1/2</link></item>
<item><title>English only here, nothing else</title><link>http://127.0.0.1/3</link></item></channel></rss>`

let world: BotWorld
let telegram: Telegram
let db: Db
let publisher: Server
let host: string
beforeAll(async () => {
  publisher = createServer((request, response) => {
    if (request.url === '/feed') response.setHeader('content-type', 'application/rss+xml').end(RSS)
    else response.writeHead(404).end('nothing here')
  }).listen(0, '127.0.0.1')
  await once(publisher, 'listening')
  host = `127.0.0.1:${(publisher.address() as AddressInfo).port}`
  world = await botWorld({ strict1sWindow: false })
  telegram = world.telegram
  db = world.db
  await world.start({ pace: fastPace(), visitor: { allowHosts: [host] } })
  telegram.user(OWNER, { name: 'مالك' })
  telegram.user(72, { name: 'غيره' })
})
afterAll(async () => {
  await world.close()
  publisher.close()
})

async function ask(id: number, text: string, count = 1): Promise<string[]> {
  const before = textsOf(telegram, id).length
  telegram.say(id, id, text)
  const texts = await eventually(
    () => textsOf(telegram, id),
    (seen) => seen.length >= before + count,
    30_000,
  )
  return texts.slice(before)
}
const lastOf = (chatId: number) =>
  telegram
    .conversation(chatId)
    .filter(({ from }) => from === 'bot')
    .at(-1)
async function press(label: string, fromId = OWNER, chatId = OWNER) {
  const message = lastOf(chatId)
  const data = message?.keyboard.flat().find(({ text }) => text === label)?.data ?? ''
  const answer = await telegram.answerTo(telegram.press(chatId, message?.messageId ?? 0, data, fromId))
  return { answer: answer.text, text: lastOf(chatId)?.text ?? '' }
}

describe('/claim', () => {
  it('makes the first owner by the terminal’s code, and shows them their commands', async () => {
    const code = await issueOwnerCode(db, { botId: BOT_ID, owners: [] })
    expect(await ask(72, '/claim')).toEqual([expect.stringContaining('/claim 123456')])
    expect(await ask(72, `/claim ${code === '111111' ? '222222' : '111111'}`)).toEqual([
      expect.stringContaining('غير صحيح'),
    ])
    expect(await ask(OWNER, `/claim ${code}`)).toEqual(['أنت الآن مشغّل راصد.'])
    expect(await operatorRole(db, BOT_ID, OWNER)).toBe('owner')
    expect(await ask(72, `/claim ${code}`)).toEqual([expect.stringContaining('غير صحيح')])
    expect((await ask(OWNER, '/help'))[0]).toContain('/addfeed')
    const menu = telegram.commands(`chat:${OWNER}:`) as { command: string }[]
    expect(menu.map(({ command }) => command)).toContain('addfeed')
  })
})

describe('/addfeed', () => {
  it('asks for an address, and says in words what is wrong with one', async () => {
    expect(await ask(OWNER, '/addfeed')).toEqual([expect.stringContaining('https://example.org')])
    const [, refused] = await ask(OWNER, '/addfeed http://10.0.0.1/feed', 2)
    expect(refused).not.toMatch(/Error|at \w+ \(|10-private/)
    expect(await allFeeds(db)).toEqual([])
  })

  it('shows what it found, and adds it when its asker confirms, once', async () => {
    const [, preview] = await ask(OWNER, `/addfeed http://${host}/feed`, 2)
    for (const shown of ['صحيفة التجربة', 'موسكو وطالبان', 'الطقس غدا', '67%', 'مطابقة واحدة'])
      expect(preview).toContain(shown)
    expect(await allFeeds(db)).toEqual([])
    const { text } = await press('أضف هذه الخلاصة')
    expect(text).toContain('أُضيفت الخلاصة')
    expect(await allFeeds(db)).toMatchObject([{ url: `http://${host}/feed`, addedBy: `telegram:${OWNER}` }])
    expect((await recentAudit(db, 1))[0]).toMatchObject({ actor: `telegram:${OWNER}`, action: 'feed-add' })
    expect(await ask(OWNER, `/addfeed http://${host}/feed`, 2)).toEqual([
      expect.any(String),
      expect.stringContaining('مضافة من قبل'),
    ])
  })
})

describe('/feeds', () => {
  it('shows each feed with its health in words, and pauses, resumes, checks and removes one', async () => {
    for (let feed = 0; feed < 9; feed++) {
      await insertFeed(db, { url: `https://publisher-${feed}.example/rss`, outlet: `ناشر ${feed}` })
    }
    expect((await ask(OWNER, '/feeds'))[0]).toContain('10 خلاصات')
    await press('الأقدم')
    const { text: card } = await press('9')
    expect(card).toContain('لم تُزر بعد')
    expect((await press('أوقفها')).text).toContain('موقوفة')
    expect((await press('استأنفها')).text).not.toContain('موقوفة')
    expect((await press('افحصها الآن')).answer).toBe('ستُزار الآن.')
    expect((await press('احذفها')).text).toContain('أتحذف')
    expect((await press('أبقِها')).text).toContain('لم تُزر بعد')
    await press('احذفها')
    expect((await press('نعم، احذفها')).answer).toBe('حُذفت الخلاصة.')
    expect(await allFeeds(db)).toHaveLength(9)
    const actions = (await recentAudit(db, 4)).map(({ action }) => action)
    expect(actions).toEqual(['feed-remove', 'feed-check', 'feed-resume', 'feed-pause'])
  })
})

it('/ops makes a chat the operators’ chat, in a group too', async () => {
  telegram.group(-70, { members: [72, OWNER], title: 'غرفة العمليات' })
  telegram.say(-70, 72, '/ops')
  await eventually(
    () => textsOf(telegram, -70),
    (texts) => texts[0] === 'هذا الأمر للمشغّلين.',
  )
  telegram.say(-70, OWNER, '/ops')
  const chat = await eventually(
    () => operatorsChat(db, BOT_ID),
    (seen) => seen !== undefined,
  )
  expect(chat?.chatId).toBe(-70)
})

it('operators’ buttons in a group do nothing for others', async () => {
  telegram.say(-70, OWNER, '/feeds')
  await eventually(
    () => lastOf(-70)?.keyboard.length ?? 0,
    (rows) => rows > 0,
  )
  expect((await press('1', 72, -70)).answer).toBe('هذا الأمر للمشغّلين.')
})
