import { tellChats } from '@rasid/operations'
import { editionOf, storyOf } from '@rasid/operations/testing'
import type { Telegram } from '@rasid/stand-ins'
import { chatById, type Db, findChat, schema, searchVector } from '@rasid/store'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BOT_ID, type BotWorld, botWorld, eventually, fastPace, textsOf } from './bot-world.ts'

let world: BotWorld
let telegram: Telegram
let db: Db
beforeAll(async () => {
  world = await botWorld({ strict1sWindow: false })
  telegram = world.telegram
  db = world.db
  await storyOf(db, { origin: 'archive', at: new Date('2021-05-05'), title: 'قصة من الأرشيف عن موسكو وطالبان' })
  await world.start({ pace: fastPace() })
})
afterAll(() => world.close())

/** A person with a chat of their own who writes `text`; waits for `count` messages of the bot. */
async function ask(id: number, text: string, count: number): Promise<string[]> {
  if (!telegram.chats().some((chat) => chat.id === id)) telegram.user(id, { name: `شخص ${id}` })
  const before = textsOf(telegram, id).length
  telegram.say(id, id, text)
  const texts = await eventually(
    () => textsOf(telegram, id),
    (seen) => seen.length >= before + count,
  )
  return texts.slice(before)
}

const lastOf = (chatId: number) =>
  telegram
    .conversation(chatId)
    .filter(({ from }) => from === 'bot')
    .at(-1)
const buttonsOf = (chatId: number) => lastOf(chatId)?.keyboard.flat() ?? []
const dataOf = (chatId: number, label: string | RegExp) =>
  buttonsOf(chatId).find(({ text }) => (typeof label === 'string' ? text === label : label.test(text)))?.data ?? ''

/** Presses a button of the bot's last message; the message as it is after the bot answered. */
async function press(chatId: number, label: string | RegExp, fromId = chatId) {
  const query = telegram.press(chatId, lastOf(chatId)?.messageId ?? 0, dataOf(chatId, label), fromId)
  return { answer: await telegram.answerTo(query), message: lastOf(chatId) }
}

describe('/start', () => {
  it('subscribes with two lines, three buttons and a sample of the archive, labelled', async () => {
    const [welcome, sample] = await ask(11, '/start', 2)
    expect(welcome?.split('\n')).toHaveLength(2)
    expect(
      telegram
        .conversation(11)
        .find(({ from }) => from === 'bot')
        ?.keyboard.flat(),
    ).toHaveLength(3)
    expect(sample).toContain('أرشيف')
    expect(sample).toContain('قصة من الأرشيف')
    expect(await findChat(db, { botId: BOT_ID, chatId: 11, threadId: 0 })).toMatchObject({
      ...{ state: 'active', tier: 'core', alerts: true, digestTimes: ['08:00'], zone: 'Asia/Riyadh', lang: 'ar' },
    })
  })

  it('has every line begin from the right', async () => {
    const texts = await ask(12, '/start', 2)
    for (const line of texts.join('\n').split('\n').filter(Boolean)) {
      expect(line).toMatch(/^[^\p{L}]*[\p{Script=Arabic}\u200F]/u)
    }
  })

  it('says to those who are subscribed that they are', async () => {
    await ask(13, '/start', 2)
    const [again] = await ask(13, '/start', 1)
    expect(again).toBe('أنت مشترك بالفعل.')
  })
})

it('/stop ends the subscription and says how to come back', async () => {
  await ask(14, '/start', 2)
  expect(await ask(14, '/stop', 1)).toEqual([expect.stringContaining('/start')])
  expect((await findChat(db, { botId: BOT_ID, chatId: 14, threadId: 0 }))?.state).toBe('stopped')
})

it('/help lists a subscriber’s six commands and no operator’s', async () => {
  const [help] = await ask(15, '/help', 1)
  const listed = [...(help ?? '').matchAll(/\/(\w+)/g)].map((found) => found[1])
  expect(listed).toEqual(['start', 'latest', 'search', 'settings', 'stop', 'help'])
})

it.each(['/nothing', 'مرحبا'])('%s gets a pointer to /help', async (text) => {
  expect(await ask(16, text, 1)).toEqual([expect.stringContaining('/help')])
})

it.each(['/feeds', '/addfeed https://example.org', '/ops'])(
  '%s is refused to those who are no operators',
  async (text) => {
    expect(await ask(17, text, 1)).toEqual(['هذا الأمر للمشغّلين.'])
  },
)

it('registers the menus in Arabic and in English', () => {
  const names = (commands: readonly unknown[]) => commands.map((command) => (command as { command: string }).command)
  const six = ['start', 'latest', 'search', 'settings', 'stop', 'help']
  expect(names(telegram.commands('all_private_chats'))).toEqual(six)
  expect(names(telegram.commands('all_private_chats', 'en'))).toEqual(six)
  expect(names(telegram.commands('all_group_chats'))).toEqual(['latest', 'search', 'help'])
})

describe('the buttons of a list', () => {
  it('open a story’s card in place, say why, take one vote, and go back', async () => {
    await ask(18, '/latest', 1)
    const list = lastOf(18)
    const { message: card } = await press(18, '1')
    expect(card?.messageId).toBe(list?.messageId)
    expect(card?.text).toContain('الوسائل بترتيب النشر')
    const { answer: voted } = await press(18, '👍')
    expect(voted.text).toBe('شكرًا، سُجّل رأيك.')
    await press(18, '👎')
    const votes = await db.select().from(schema.feedback)
    expect(votes).toMatchObject([{ userId: 18, vote: -1 }])
    const { message: why } = await press(18, 'لماذا؟')
    expect(why?.text).toContain('موسكو')
    await press(18, 'القصة ووسائلها')
    const { message: back } = await press(18, 'رجوع')
    expect(back?.text).toBe(list?.text)
    expect(back?.keyboard).toEqual(list?.keyboard)
  })

  it('are answered also when they mean nothing any more', async () => {
    await ask(19, '/latest', 1)
    await db.delete(schema.messages)
    await press(19, '1')
    const { answer } = await press(19, '👍')
    expect(answer.text).not.toBe('')
  })
})

describe('/search', () => {
  it('finds a story by any spelling of its words, and remembers them for its pages', async () => {
    for (let story = 0; story < 9; story++) await storyOf(db, { title: `لقاء كابولوف رقم ${story}` })
    await db.update(schema.articles).set({ search: searchVector('لقاء كابولوف مع طالبان') })
    const [found] = await ask(20, '/search كابولوف', 1)
    expect(found).toContain('كابولوف')
    const first = lastOf(20)?.text
    await press(20, 'الأقدم')
    expect(lastOf(20)?.text).not.toBe(first)
    expect(lastOf(20)?.text).toContain('كابولوف')
  })

  it.each([
    { text: '/search', says: 'اكتب الكلمات بعد الأمر' },
    { text: '/search كلمةغيرموجودة', says: 'لا نتائج' },
  ])('$text → $says', async ({ text, says }) => {
    expect((await ask(21, text, 1))[0]).toContain(says)
  })
})

describe('/settings', () => {
  it('is one keyboard, edited in place, whose buttons show what holds', async () => {
    await ask(22, '/settings', 1)
    const first = lastOf(22)?.messageId
    const labels = () => buttonsOf(22).map(({ text }) => text)
    expect(labels()).toEqual([
      'القصص: الأساسية فقط',
      'أتابع: لا أحد بعينه',
      'التنبيهات: فور وصولها',
      'ساعات الهدوء: لا',
      'النشرة: كل يوم 08:00',
      expect.stringMatching(/^التوقيت: الرياض \d\d:\d\d$/),
      'الوسائل: كلها',
      'اللغة: العربية',
      'الخصوصية',
    ])
    await press(22, /^القصص/)
    for (const label of [/^التنبيهات/, /^في الساعة/, /^التنبيه:/]) await press(22, label)
    expect(labels()).toEqual([
      'التنبيهات: فور وصولها',
      'التنبيه: حين تنشره 3 وسائل',
      'في الساعة: حتى 8 تنبيهات',
      'ساعات الهدوء: لا',
      'رجوع',
    ])
    await press(22, 'رجوع')
    for (const label of [/^أتابع/, 'داعش خراسان', '✓ داعش خراسان', 'كابل', 'رجوع']) await press(22, label)
    for (const label of [/^النشرة/, 'مرتين في اليوم', /^الساعة/, '21:00', 'رجوع', 'رجوع']) await press(22, label)
    for (const label of [/^ساعات الهدوء/, 'تُحفظ حتى الصباح', /^إلى/, '06:00', 'رجوع']) await press(22, label)
    for (const label of [/^التوقيت/, /^القاهرة/]) await press(22, label)
    await press(22, /^اللغة/)
    expect(lastOf(22)?.messageId).toBe(first)
    expect(labels()).toEqual([
      'Stories: core + related',
      'I follow: 1 name',
      'Alerts: as they come',
      'Quiet: 23:00 to 06:00',
      'Digest: every day 20:00, 21:00',
      expect.stringMatching(/^Zone: Cairo \d\d:\d\d$/),
      'Outlets: all',
      'Language: English',
      'Privacy',
    ])
    expect(await findChat(db, { botId: BOT_ID, chatId: 22, threadId: 0 })).toMatchObject({
      ...{ tier: 'related', alerts: true, digestTimes: ['20:00', '21:00'], lang: 'en', zone: 'Africa/Cairo' },
      settings: { quiet: { mode: 'hold', start: '23:00', end: '06:00' }, alertsPerHour: 8, rhythm: 'twice' },
    })
  })

  it('forgets the chat once its reader says so with an explicit verb', async () => {
    await ask(23, '/start', 2)
    await ask(23, '/settings', 1)
    await press(23, 'الخصوصية')
    await press(23, /^انسَ كل شيء/)
    await press(23, 'أبقِ كل شيء')
    expect(await findChat(db, { botId: BOT_ID, chatId: 23, threadId: 0 })).toMatchObject({ state: 'active' })
    await press(23, /^انسَ كل شيء/)
    const { message } = await press(23, 'نعم، انسَ كل شيء')
    expect(message?.text).toContain('نُسي كل شيء')
    expect(message?.keyboard).toEqual([])
    expect(await findChat(db, { botId: BOT_ID, chatId: 23, threadId: 0 })).toBeUndefined()
  })
})

describe('a group', () => {
  it('is configured only by its admins, as themselves', async () => {
    for (const id of [31, 32]) telegram.user(id, { name: `شخص ${id}` })
    telegram.group(-30, { members: [31, 32], title: 'مجموعة' })
    const said = async (count: number) =>
      eventually(
        () => textsOf(telegram, -30),
        (texts) => texts.length >= count,
      )
    telegram.say(-30, 32, '/start')
    expect(await said(1)).toEqual(['هذا الأمر لمشرفي المجموعة.'])
    telegram.say(-30, 31, '/start', { anonymous: true })
    expect((await said(2))[1]).toContain('بحسابك أنت')
    telegram.say(-30, 31, '/start')
    await said(4)
    expect((await findChat(db, { botId: BOT_ID, chatId: -30, threadId: 0 }))?.state).toBe('active')
  })

  it('reads a story’s card in the private chat, by a deep link', async () => {
    const link = lastOf(-30)?.keyboard.flat()[0]?.url ?? ''
    expect(link).toMatch(/^https:\/\/t\.me\/\w+\?start=s_\d+$/)
    const payload = new URL(link).searchParams.get('start')
    expect((await ask(33, `/start ${payload}`, 1))[0]).toContain('الوسائل بترتيب النشر')
    expect((await findChat(db, { botId: BOT_ID, chatId: 33, threadId: 0 }))?.state).toBe('known')
  })

  it('is told why in a pop-up for the one who asked, and all others see the alert as it is', async () => {
    const storyId = await storyOf(db, { title: 'موسكو وطالبان: قصة المجموعة' })
    await editionOf(db, { storyId })
    await tellChats({ db, botId: BOT_ID, now: () => new Date() })
    const alert = await eventually(
      () => lastOf(-30),
      (seen) => seen?.text.includes('قصة المجموعة') === true,
    )
    const { answer } = await press(-30, 'لماذا؟', 32)
    expect(answer).toMatchObject({ alert: true, text: expect.stringContaining('الألفاظ التي طابقت: موسكو') })
    expect([...(answer.text ?? '')].length).toBeLessThanOrEqual(200)
    expect((await press(-30, '👍', 32)).answer.text).toBe('شكرًا، سُجّل رأيك.')
    expect(lastOf(-30)).toEqual(alert)
  })

  it('hears nothing more once the bot is removed', async () => {
    telegram.kick(-30, 31)
    const chat = await eventually(
      () => findChat(db, { botId: BOT_ID, chatId: -30, threadId: 0 }),
      (seen) => seen?.state === 'dead',
    )
    expect((await chatById(db, chat?.id ?? 0))?.state).toBe('dead')
  })
})

it('answers in the forum topic that asked', async () => {
  telegram.user(41, { name: 'مشرف' })
  telegram.supergroup(-1_000_000_000_040, { members: [41], forum: true })
  const thread = telegram.topic(-1_000_000_000_040, 'أخبار')
  telegram.say(-1_000_000_000_040, 41, '/start', { threadId: thread })
  await eventually(
    () => telegram.conversation(-1_000_000_000_040).filter(({ from }) => from === 'bot'),
    (messages) => messages.length === 2 && messages.every(({ threadId }) => threadId === thread),
  )
})

it('subscribes a channel in which an admin posts /start', async () => {
  telegram.user(51, { name: 'مشرف' })
  telegram.channel(-1_000_000_000_050, { members: [51] })
  telegram.say(-1_000_000_000_050, 51, '/start')
  const chat = await eventually(
    () => findChat(db, { botId: BOT_ID, chatId: -1_000_000_000_050, threadId: 0 }),
    (seen) => seen?.state === 'active',
  )
  expect(chat?.kind).toBe('channel')
})

it('shows a person one calm line, and never a stack trace, when a handler fails', async () => {
  await ask(61, '/help', 1)
  const broken = telegram.inject({
    kind: 'error',
    code: 500,
    description: 'Internal Server Error: restart',
    method: 'getChatMember',
    times: 1,
  })
  telegram.group(-60, { members: [61], title: 'مجموعة' })
  telegram.say(-60, 61, '/stop')
  const texts = await eventually(
    () => textsOf(telegram, -60),
    (seen) => seen.length > 0,
  )
  expect([texts, broken.hits()]).toEqual([['تعذّر ذلك الآن. لم يتغيّر شيء؛ أعد المحاولة بعد دقيقة.'], 1])
})
