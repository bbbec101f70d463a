import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { canonicalUrl } from '@rasid/core'
import { addPreviewedFeed, changeFeed, isPageLinkValid, issueOwnerCode } from '@rasid/operations'
import type { Telegram } from '@rasid/stand-ins'
import { allFeeds, type Db, findChat, insertFeed, operatorRole, operatorsChat, recentAudit, schema } from '@rasid/store'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BOT_ID, type BotWorld, botWorld, eventually, fastPace, textsOf } from './bot-world.ts'
import { type Talk, talkWith } from './talk.ts'

const OWNER = 71
const RSS = `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>صحيفة التجربة</title>
<link>http://127.0.0.1/</link><item><title>موسكو وطالبان توقعان اتفاقا</title><link>http://127.0.0.1/1</link></item>
<item><title>الطقس غدا معتدل في أغلب المناطق</title><link>http://127.0.0.1/2</link></item>
<item><title>English only here, nothing else</title><link>http://127.0.0.1/3</link></item></channel></rss>`

// "أخبار قديمة" and "خبر" as an old publisher writes them, in bytes that no UTF-8 reader understands.
const oldRss = (link: string) =>
  Buffer.concat([
    Buffer.from('<?xml version="1.0" encoding="windows-1256"?><rss version="2.0"><channel><title>'),
    Buffer.from('c3cec8c7d120decfede3c9', 'hex'),
    Buffer.from('</title><item><title>'),
    Buffer.from('cec8d1', 'hex'),
    Buffer.from(`</title><link>${link}</link></item></channel></rss>`),
  ])

let world: BotWorld
let telegram: Telegram
let db: Db
let talk: Talk
let publisher: Server
let pageUrl: string | null = 'https://rasid.example'
let host: string
beforeAll(async () => {
  publisher = createServer((request, response) => {
    if (request.url === '/feed') response.setHeader('content-type', 'application/rss+xml').end(RSS)
    else if (request.url === '/windows-1256')
      response.setHeader('content-type', 'application/rss+xml').end(oldRss(`http://${host}/old/1`))
    else response.writeHead(404).end('nothing here')
  }).listen(0, '127.0.0.1')
  await once(publisher, 'listening')
  host = `127.0.0.1:${(publisher.address() as AddressInfo).port}`
  world = await botWorld({ strict1sWindow: false })
  telegram = world.telegram
  db = world.db
  talk = talkWith(telegram)
  await world.start({ pace: fastPace(), visitor: { allowHosts: [host] }, pageUrl: () => pageUrl })
  telegram.user(OWNER, { name: 'مالك' })
  telegram.user(72, { name: 'غيره' })
})
afterAll(async () => {
  await world.close()
  publisher.close()
})

const ask = (id: number, text: string, count?: number) => talk.ask(id, text, count)
const lastOf = (chatId: number) => talk.lastOf(chatId)
const press = (label: string | RegExp, fromId = OWNER, chatId = OWNER) => talk.press(label, fromId, chatId)

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

describe('/page', () => {
  it('gives an operator a link that signs in, and nobody else', async () => {
    const [said = ''] = await ask(OWNER, '/page')
    const secret = /https:\/\/rasid\.example\/sign-in\/([0-9a-f]{64})$/.exec(said)?.[1]
    expect(await isPageLinkValid({ db, owners: [], now: () => new Date() }, secret ?? '')).toBe(true)
    expect(await ask(72, '/page')).toEqual(['هذا الأمر للمشغّلين.'])
  })

  it('says no link where others read', async () => {
    const group = -500
    telegram.group(group, { title: 'غرفة', members: [OWNER] })
    telegram.say(group, OWNER, '/page')
    const [, link] = [
      await eventually(
        () => textsOf(telegram, group),
        (seen) => seen.length > 0,
      ),
      await eventually(
        () => textsOf(telegram, OWNER).at(-1),
        (seen) => seen?.includes('/sign-in/') === true,
      ),
    ]
    expect(textsOf(telegram, group).join()).not.toContain('sign-in')
    expect(link).toContain('https://rasid.example/sign-in/')
  })

  it('says so when the page’s address is not known', async () => {
    pageUrl = null
    expect((await ask(OWNER, '/page'))[0]).toContain('RASID_PUBLIC_URL')
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
    const facts = ['67%', 'يطابق الموضوع منها: خبر واحد', 'تنبيهات في اليوم: 1']
    for (const shown of ['صحيفة التجربة', 'موسكو وطالبان', 'الطقس غدا', ...facts]) expect(preview).toContain(shown)
    expect(await allFeeds(db)).toEqual([])
    const { text } = await press('أضف هذه الخلاصة')
    expect(text).toContain('أُضيفت الخلاصة')
    expect(await allFeeds(db)).toMatchObject([{ url: `http://${host}/feed`, addedBy: `telegram:${OWNER}` }])
    expect((await recentAudit(db, 1))[0]).toMatchObject({ actor: `telegram:${OWNER}`, action: 'feed-add' })
    expect((await ask(OWNER, '/operators log'))[0]).toMatch(/مالك · إضافة خلاصة: ⁦http/)
    expect(await ask(OWNER, `/addfeed http://${host}/feed`, 2)).toEqual([
      expect.any(String),
      expect.stringContaining('مضافة من قبل'),
    ])
  })
})

describe('/addfeed of a site in an old charset', () => {
  it('shows the charset, the items that other feeds brought, and who added it in the meantime', async () => {
    await db
      .insert(schema.articleKeys)
      .values({ key: `url:${canonicalUrl(`http://${host}/old/1`)}`, articleId: 1, contentHash: 'x' })
      .onConflictDoNothing()
    const [, preview] = await ask(OWNER, `/addfeed http://${host}/windows-1256`, 2)
    for (const shown of ['⁦windows-1256⁩', 'أخبار قديمة', 'معروف من خلاصات أخرى: خبر واحد'])
      expect(preview).toContain(shown)
    const url = `http://${host}/windows-1256`
    await addPreviewedFeed(db, { feed: { url, name: 'أخبار', siteUrl: null }, actor: 'telegram:99' })
    const { text } = await press('أضف هذه الخلاصة')
    expect(text).toMatch(/لم يُنفَّذ.*إضافة خلاصة.*⁦telegram:99⁩/)
    const added = (await allFeeds(db)).find((feed) => feed.url === url)
    await changeFeed(db, { id: added?.id ?? 0, action: 'remove', actor: 'telegram:99' })
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

  it('keeps a feed that somebody changed between question and answer, and says who did what', async () => {
    await ask(OWNER, '/feeds')
    await press('2')
    await press('احذفها')
    const before = await allFeeds(db)
    for (const { id } of before) await changeFeed(db, { id, action: 'pause', actor: 'telegram:99' })
    expect((await press('نعم، احذفها')).text).toMatch(/لم يُنفَّذ.*إيقاف خلاصة: ⁦http.*⁦telegram:99⁩/)
    expect(await allFeeds(db)).toHaveLength(before.length)
    for (const { id } of before) await changeFeed(db, { id, action: 'resume', actor: 'telegram:99' })
  })

  it('is reached from the status by messages of their own, so that the status stays', async () => {
    const { id } = (await allFeeds(db))[0] ?? { id: 0 }
    await world.database.store.sql`update feeds set failures = 9 where id = ${id}`
    await ask(OWNER, '/health')
    await eventually(
      () => lastOf(OWNER)?.text ?? '',
      (text) => text.includes('حال راصد'),
    )
    const status = lastOf(OWNER)
    for (const data of [`feed:show:${id}:0`, 'feed:list:0:0']) {
      const before = textsOf(telegram, OWNER).length
      telegram.press(OWNER, status?.messageId ?? 0, data, OWNER)
      await eventually(
        () => textsOf(telegram, OWNER).length,
        (count) => count === before + 1,
      )
    }
    expect(telegram.conversation(OWNER).find(({ messageId }) => messageId === status?.messageId)?.text).toBe(
      status?.text,
    )
    expect(lastOf(OWNER)?.text).toContain('الخلاصات')
    // Or the status would come between what later tests look at.
    await world.database.store.sql`update feeds set failures = 0`
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

it.each(['/feeds', '/ops', '/operators add 72', '/topic'])(
  'asks an operator who hides behind the group to send %s as themselves',
  async (text) => {
    const before = textsOf(telegram, -70).length
    telegram.say(-70, OWNER, text, { anonymous: true })
    await eventually(
      () => textsOf(telegram, -70).slice(before),
      (said) => said.some((words) => words.includes('بحسابك أنت')),
    )
  },
)

it('operators’ buttons in a group do nothing for others', async () => {
  telegram.say(-70, OWNER, '/feeds')
  await eventually(
    () => lastOf(-70)?.keyboard.length ?? 0,
    (rows) => rows > 0,
  )
  expect((await press('1', 72, -70)).answer).toBe('هذا الأمر للمشغّلين.')
})

describe('/sub', () => {
  const CHANNEL = -1_000_000_000_090
  it.each([
    { why: 'no name', text: '/sub', says: '/sub @channel' },
    { why: 'a name that nobody has', text: '/sub @nobody_here', says: 'لا أرى' },
    { why: 'a channel of others', text: '/sub @others_channel', says: 'إلا مشرفوها' },
    { why: 'a channel in which the bot may not post', text: '/sub @closed_channel', says: 'لا أستطيع النشر' },
  ])('refuses $why in words', async ({ text, says }) => {
    if (!telegram.chats().some(({ id }) => id === CHANNEL - 1)) {
      telegram.channel(CHANNEL - 1, { members: [72], username: 'others_channel', title: 'قناة غيره' })
      telegram.channel(CHANNEL - 2, { members: [OWNER], username: 'closed_channel', title: 'مغلقة', bot: 'member' })
    }
    expect((await ask(OWNER, text))[0]).toContain(says)
  })

  it('subscribes a channel of which the asker is an admin', async () => {
    telegram.channel(CHANNEL, { members: [OWNER], username: 'my_channel', title: 'قناتي' })
    expect((await ask(OWNER, '/sub @my_channel'))[0]).toContain('اشتركت')
    expect(await findChat(db, { botId: BOT_ID, chatId: CHANNEL, threadId: 0 })).toMatchObject({
      ...{ state: 'active', kind: 'channel', title: 'قناتي' },
    })
    expect((await ask(OWNER, '/sub @my_channel'))[0]).toContain('مشتركة من قبل')
  })
})

// The last one: the poller rests for ten seconds after it.
it('tells the operators of a second instance in plain words, once', async () => {
  const said = 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running'
  telegram.inject({ kind: 'error', code: 409, description: said, method: 'getUpdates', times: 1 })
  telegram.say(OWNER, OWNER, '/help')
  const words = await eventually(
    () => textsOf(telegram, -70).filter((text) => text.includes('نسخة أخرى من راصد')),
    (found) => found.length > 0,
    30_000,
  )
  expect(words).toHaveLength(1)
  expect(words[0]).not.toMatch(/Conflict|getUpdates|409/)
})
