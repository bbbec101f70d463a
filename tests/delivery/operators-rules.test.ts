import { applyTopicEdit, vote } from '@rasid/operations'
import { storyOf } from '@rasid/operations/testing'
import type { Telegram } from '@rasid/stand-ins'
import { addOperator, allFeeds, countChats, type Db, operatorRole, recentAudit } from '@rasid/store'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BOT_ID, type BotWorld, botWorld, eventually, fastPace, textsOf } from './bot-world.ts'
import { type Talk, talkWith } from './talk.ts'

const OWNER = 71
let world: BotWorld
let telegram: Telegram
let db: Db
let talk: Talk
beforeAll(async () => {
  world = await botWorld({ strict1sWindow: false })
  telegram = world.telegram
  db = world.db
  talk = talkWith(telegram)
  await world.start({ pace: fastPace() })
  telegram.user(OWNER, { name: 'مالك' })
  telegram.user(72, { name: 'غيره' })
  await addOperator(db, { botId: BOT_ID, userId: OWNER, name: 'مالك', role: 'owner', addedBy: 'test' })
  // Known to the bot, so that they can be named.
  await ask(72, '/help')
})
afterAll(() => world.close())

const ask = (id: number, text: string, count?: number) => talk.ask(id, text, count)
const press = (label: string | RegExp, fromId = OWNER, chatId = OWNER) => talk.press(label, fromId, chatId)

describe('/operators', () => {
  it('lists, adds by number, and removes by a button that asks, each written down', async () => {
    expect((await ask(OWNER, '/operators'))[0]).toContain('مالك')
    expect((await ask(OWNER, '/operators add'))[0]).toContain('رقم الشخص')
    expect((await ask(OWNER, '/operators add 72'))[0]).toContain('مشغّلًا')
    expect(await operatorRole(db, BOT_ID, 72)).toBe('operator')
    expect((await ask(72, '/operators add 73'))[0]).toContain('المالك وحده')
    await ask(OWNER, '/operators')
    expect((await press(/^أزل غيره/)).text).toContain('أتُزال')
    expect((await press('نعم، نفّذ', OWNER)).text).toContain('لم يعد')
    expect(await operatorRole(db, BOT_ID, 72)).toBeNull()
    await ask(OWNER, '/operators')
    await press(/^أزل مالك/)
    expect((await press('نعم، نفّذ')).text).toContain('آخر مالك')
    const [log] = await ask(OWNER, '/operators log')
    for (const action of ['مالك · إضافة مشغّل', 'مالك · إزالة مشغّل: غيره']) expect(log).toContain(action)
  })
})

describe('feed lists', () => {
  const opml = (...outlines: string[]) =>
    Buffer.from(`<opml version="2.0"><body>\n${outlines.join('\n')}\n</body></opml>`)
  const outline = (n: number) => `<outline text="ناشر ${n}" xmlUrl="https://list-${n}.example/rss"/>`
  const upload = async (bytes: Buffer, caption = '/import') => {
    const before = textsOf(telegram, OWNER).length
    telegram.upload(OWNER, OWNER, { fileName: 'feeds.opml', bytes, caption })
    const texts = await eventually(
      () => textsOf(telegram, OWNER),
      (seen) => seen.length > before,
    )
    return texts.at(-1) ?? ''
  }

  it('come in with the fate of each line, and go out again', async () => {
    const bad = '<outline text="بلا عنوان" xmlUrl="ftp://list.example/rss"/>'
    const report = await upload(opml(outline(1), bad, '<outline text="x" xmlUrl="http://10.0.0.1/rss"/>', outline(1)))
    for (const shown of [
      'خلاصة واحدة',
      'السطر 3',
      'لا يصلح',
      'السطر 4: عنوان ممنوع',
      'يقود إلى عنوان داخلي',
      'السطر 5',
      'مكرر',
      'list-1.example',
    ])
      expect(report).toContain(shown)
    expect(await upload(opml(outline(1)))).toContain('مضافة من قبل')
    expect(await upload(Buffer.from('no list at all'))).toContain('ليس ملف OPML')
    await ask(OWNER, '/export')
    const sent = telegram.conversation(OWNER).at(-1)
    expect(sent?.document?.fileName).toBe('rasid-feeds.opml')
    const list = Buffer.from(sent?.document?.bytes ?? []).toString()
    for (const { url } of await allFeeds(db)) expect(list).toContain(`xmlUrl="${url}"`)
    expect((await recentAudit(db, 1))[0]).toMatchObject({ actor: `telegram:${OWNER}`, action: 'feeds-export' })
    // What went out comes in again without a feed more or less.
    const known = (await allFeeds(db)).length
    expect(await upload(Buffer.from(list))).toContain('أُضيف: لا خلاصات')
    expect(await allFeeds(db)).toHaveLength(known)
  })

  it('that are long are answered by a file', async () => {
    const report = await upload(opml(...Array.from({ length: 40 }, (_, n) => outline(100 + n))))
    expect(report).toContain('التقرير سطرًا سطرًا')
    expect(telegram.conversation(OWNER).at(-1)?.document?.fileName).toBe('import-report.txt')
  })

  it('are asked for where there is none', async () => {
    expect((await ask(OWNER, '/import'))[0]).toContain('/import')
  })
})

describe('/broadcast', () => {
  it('asks first, says to how many, and reaches each subscriber once', async () => {
    expect((await ask(OWNER, '/broadcast'))[0]).toContain('/broadcast')
    telegram.user(91, { name: 'قارئ' })
    await ask(91, '/start')
    const { active } = await countChats(db, BOT_ID)
    expect((await ask(OWNER, '/broadcast صيانة غدًا <b>'))[0]).toContain('أتُرسل')
    expect(textsOf(telegram, 91).some((text) => text.includes('صيانة'))).toBe(false)
    expect((await press('نعم، نفّذ')).text).toContain('في طريقها')
    const texts = await eventually(
      () => textsOf(telegram, 91),
      (seen) => seen.some((text) => text.includes('صيانة غدًا <b>')),
    )
    expect(texts.filter((text) => text.includes('صيانة'))).toHaveLength(1)
    expect(active).toBeGreaterThan(0)
    expect((await press('نعم، نفّذ').catch(() => ({ text: '' }))).text).not.toContain('أتُرسل')
  })
})

describe('/topic', () => {
  it('shows the rules, tries a word on what is stored, applies it when confirmed, and takes it back', async () => {
    const [page] = await ask(OWNER, '/topic')
    for (const shown of ['النسخة', 'russia', 'taliban']) expect(page).toContain(shown)
    expect((await ask(OWNER, '/topic add russia'))[0]).toContain('/topic add russia')
    expect((await ask(OWNER, '/topic add atlantis أطلنطس', 2))[1]).toContain('لا يُقبل')
    const [, trial] = await ask(OWNER, '/topic add russia ديوان القيصر الجديد', 2)
    for (const shown of ['الصور التي يطابقها', 'تطابق من جديد: 0', 'التنبيهات في اليوم']) expect(trial).toContain(shown)
    expect((await press('نعم، نفّذ')).text).toContain('صار نافذًا')
    expect((await ask(OWNER, '/topic'))[0]).toContain('ديوان القيصر الجديد')
    expect((await ask(OWNER, '/topic undo'))[0]).toContain('أيُتراجع')
    expect((await press('نعم، نفّذ')).text).toContain('تُراجع عنه')
    expect((await ask(OWNER, '/topic undo'))[0]).toContain('لا تعديل')
  })

  it('refuses a confirmation on rules that somebody changed since, and says who', async () => {
    await ask(OWNER, '/topic add russia ساحة القيصر الأولى', 2)
    const change = { edits: [{ op: 'add-alias', entity: 'russia', alias: 'ساحة القيصر الثانية' }] } as const
    await applyTopicEdit({ db }, { change, author: 'telegram:99' })
    const { text } = await press('نعم، نفّذ')
    expect(text).toContain('telegram:99')
    expect(text).toContain('ساحة القيصر الثانية')
  })
})

it('/stats and /health say in words how things are', async () => {
  const stories = [await storyOf(db, { outlets: ['منبر الضفة'] }), await storyOf(db, { outlets: ['منبر الضفة'] })]
  for (let voter = 1; voter <= 9; voter++)
    await vote({ db, botId: BOT_ID }, { userId: voter, storyId: stories[voter % 2] ?? 0, useful: voter <= 7 })
  const [stats] = await ask(OWNER, '/stats')
  const voices = ['أساسي: نافع 7 من 9', 'منبر الضفة: نافع 7 من 9', 'القاعدة: ⁦v1⁩: نافع 7 من 9']
  for (const shown of ['آخر سبعة أيام', 'زيارات', 'رأي القرّاء', ...voices]) expect(stats).toContain(shown)
  const [health] = await ask(OWNER, '/health')
  for (const shown of ['حال راصد', 'الخلاصات']) expect(health).toContain(shown)
})
