import type { MatchInput } from '@rasid/core'
import { compileTopic, parseTopic } from '@rasid/core'
import { markEditionTold, schema } from '@rasid/store'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { applyTopicEdit } from './apply-topic-edit.ts'
import { assignArticle } from './assign-story.ts'
import { type ExplainedArticle, explainArticle, explainText } from './explain-article.ts'
import { trailLines } from './explain-trail.ts'
import { verdictLines } from './explain-verdict.ts'
import { rematch } from './rematch.ts'
import { rulesInForce } from './rules-in-force.ts'
import { owed, subscriber } from './testing/delivery-world.ts'
import { TEST_TOPIC } from './testing/test-topic.ts'
import { type TopicWorld, topicWorld } from './testing/topic-world.ts'

let world: TopicWorld
beforeEach(async () => {
  world = await topicWorld()
})
afterEach(() => world.close())

const rules = () => rulesInForce(world.database.store.db, world.directory)
async function explained(ask: { id: number } | { url: string }): Promise<ExplainedArticle> {
  const outcome = await explainArticle({ db: world.database.store.db, rules: await rules() }, ask)
  if (outcome.kind !== 'article') throw new Error(`not stored: ${JSON.stringify(outcome)}`)
  return outcome
}
const inEnglish = (one: ExplainedArticle) => trailLines(one, { lang: 'en', tz: 'UTC' }).map(({ text }) => text)
const MATCHING = 'روسيا تلتقي طالبان'

async function learnKremlin(): Promise<void> {
  const edits = [{ op: 'add-alias' as const, entity: 'russia', alias: 'الكرملين' }]
  const deps = { db: world.database.store.db, directory: world.directory }
  await applyTopicEdit(deps, { change: { edits }, author: 'terminal' })
}

describe('explainArticle', () => {
  it.each([
    { why: 'about no topic', article: { title: 'الطقس غدا' }, station: 'no-match' },
    { why: 'waiting for its page', article: { title: 'طالبان وداعش', awaitsPage: true }, station: 'page' },
    { why: 'a seed', article: { title: MATCHING, origin: 'archive' as const }, station: 'archive' },
    { why: 'of a first poll', article: { title: MATCHING, origin: 'baseline' as const }, station: 'baseline' },
    { why: 'waiting for the bot', article: { title: MATCHING }, station: 'bot' },
  ])('says of an article $why where it stands', async ({ article, station }) => {
    expect((await explained({ id: await world.store(article) })).station).toBe(station)
  })

  it('says that an edition was told though nobody was to be alerted', async () => {
    const id = await world.store({ title: MATCHING })
    const [edition] = await world.database.store.db.select().from(schema.storyEditions)
    if (edition) await markEditionTold(world.database.store.db, edition)
    expect((await explained({ id })).station).toBe('nobody')
  })

  it('counts the chats that were told, by kind and state of their messages', async () => {
    const { db, sql } = world.database.store
    const id = await world.store({ title: MATCHING })
    const [story] = await db.select().from(schema.stories)
    for (const chatId of [1, 2, 3]) {
      const { id: chat } = await subscriber(db, chatId)
      const messageId = await owed(db, chat, 'alert')
      await db.insert(schema.messageStories).values({ messageId, chat, storyId: story?.id ?? 0, edition: 1 })
      if (chatId < 3) await sql`update messages set state = 'sent' where id = ${messageId}`
    }
    const one = await explained({ id })
    expect(one).toMatchObject({ station: 'told', chats: 2 })
    expect(one.trail.stories[0]?.messages).toEqual([
      { kind: 'alert', state: 'owed', chats: 1 },
      { kind: 'alert', state: 'sent', chats: 2 },
    ])
    expect(inEnglish(one)).toContain('alert · sent · 2 chats')
  })

  it('tells the verdict then from the verdict now when the rules changed', async () => {
    const id = await world.store({ title: 'الكرملين يستقبل طالبان' })
    await learnKremlin()
    const one = await explained({ id })
    expect(one).toMatchObject({ recorded: { tier: 'none' }, current: { tier: 'core' }, station: 'no-match' })
    expect(inEnglish(one).find((text) => text.startsWith('Matched'))).toMatch(/then: No match by .* now: Core by /)
  })

  it('says of what a rematch found that it is never alerted', async () => {
    const id = await world.store({ title: 'الكرملين يستقبل طالبان' })
    await learnKremlin()
    const deps = { db: world.database.store.db, rules: await rules(), assign: assignArticle, now: () => new Date(0) }
    await rematch(deps, { author: 'terminal', batch: 9, everything: false })
    const one = await explained({ id })
    expect(one.station).toBe('rematch')
    expect(inEnglish(one).at(-1)).toContain('never alerted')
  })

  it('finds an article by any spelling of its address, and shows its feed, its visit and its earlier text', async () => {
    const { db, sql } = world.database.store
    const id = await world.store({ title: MATCHING, url: 'https://news.example/9' })
    await sql`insert into feeds (url, outlet, title) values ('https://news.example/feed', 'الوسيلة', 'أخبار')`
    await sql`update articles set feed_id = (select id from feeds), edited_at = now(), revision = 2 where id = ${id}`
    await sql`insert into fetches (feed_id, at, duration_ms, outcome, note, items, added)
      select a.feed_id, a.first_seen_at, 5, 'fetched', '3 items, 1 new', 3, 1 from articles a`
    await db.insert(schema.articleVersions).values({
      ...{ articleId: id, revision: 1, title: 'العنوان الأول', summary: '', contentHash: 'x' },
    })
    const lines = inEnglish(await explained({ url: 'http://www.news.example/9?utm_source=x#top' }))
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Fetched: .*#1 أخبار \(https:\/\/news\.example\/feed\)/),
        '3 items, 1 new',
        'Parsed: that visit brought 3 items, 1 of them new',
        expect.stringMatching(/^New\?: yes; known since then by url:https:\/\/news\.example\/9/),
        expect.stringMatching(/^Text: edited by its publisher 1 time/),
        'Its title was: العنوان الأول',
      ]),
    )
  })

  it.each([
    { why: 'a number', ask: { id: 999 }, what: '#999' },
    { why: 'an address', ask: { url: 'https://news.example/never' }, what: 'https://news.example/never' },
    { why: 'no web address', ask: { url: 'ftp://x' }, what: 'ftp://x' },
  ])('does not know $why that was never stored', async ({ ask, what }) => {
    const outcome = await explainArticle({ db: world.database.store.db, rules: await rules() }, ask)
    const near = what.startsWith('https') ? { host: 'news.example', day: null, feeds: [] } : null
    expect(outcome).toEqual({ kind: 'not-stored', what, forgottenAt: null, near })
  })

  it('remembers that it saw an address whose article was pruned', async () => {
    await world.store({ title: 'الطقس', url: 'https://news.example/old' })
    await world.database.store.sql`delete from articles`
    const ask = { url: 'https://news.example/old' }
    const outcome = await explainArticle({ db: world.database.store.db, rules: await rules() }, ask)
    expect(outcome).toMatchObject({ kind: 'not-stored', forgottenAt: expect.any(Date) })
  })

  it('says every station in Arabic as well', async () => {
    const one = await explained({ id: await world.store({ title: MATCHING }) })
    const arabic = trailLines(one, { lang: 'ar', tz: 'UTC' }).map(({ text }) => text)
    expect(arabic).toHaveLength(inEnglish(one).length)
    for (const text of arabic) expect(text).toMatch(/\p{Script=Arabic}/u)
  })
})

describe('the words of a verdict', () => {
  const topic = compileTopic(
    parseTopic(
      TEST_TOPIC.replace('aliases: [طالبان]', 'aliases: [{ text: طالبان, cue: students }]').replace(
        'rules:',
        `cues:
  students:
    anchor: [russia]
    no_anchor: { ar: لا قرينة أفغانية, en: no Afghan anchor }
    steps: [{ verdict: refuse, side: after, endings: [يان], reason: { ar: طالبان اثنان, en: two students } }]
rules:`,
      ),
      'students.yaml',
    ),
  )
  const said = (article: MatchInput, lang: 'ar' | 'en') =>
    explainText([topic], article).verdicts.flatMap((verdict) => verdictLines(verdict, article, lang))
  const texts = (article: MatchInput, lang: 'ar' | 'en' = 'en') => said(article, lang).map(({ text }) => text)

  it('says tier, rule, version and where each entity is mentioned', () => {
    expect(texts({ title: 'روسيا وطالبان', summary: 'موسكو وحدها' })).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Core · score \d/),
        `A topic for tests, rules ${topic.version}`,
        'Why: both',
        'Russia: 1 in the title, 1 in the lead',
        'Russia: “روسيا”, “موسكو”',
      ]),
    )
  })

  it('says of a none what was rejected and why, in both languages', () => {
    const article = { title: 'طالبان جامعيان من روسيا' }
    expect(texts(article)).toEqual(expect.arrayContaining(['“طالبان”: two students: جامعيان']))
    expect(texts(article, 'ar')).toEqual(expect.arrayContaining(['«طالبان»: طالبان اثنان: جامعيان']))
    expect(texts({ title: 'طالبان تصدر بيانا' })).toEqual(expect.arrayContaining(['“طالبان”: no Afghan anchor']))
  })

  it('says which rule came nearest and what it lacked', () => {
    expect(texts({ title: 'روسيا تعلن ميزانيتها' })).toContain('The rule “both” lacks: Taliban')
  })

  it('marks exactly the words that it speaks of, also in the middle of a long text', () => {
    const article = { title: 'أخبار', text: `${'كلام قبل. '.repeat(80)}قالت موسكو شيئا ${'كلام بعد. '.repeat(80)}` }
    const snippet = said(article, 'en').find(({ marks }) => marks.length > 0)
    expect(snippet?.marks.map(({ start, end }) => snippet.text.slice(start, end))).toEqual(['موسكو'])
    expect(snippet?.text.length).toBeLessThan(200)
  })

  it('has something to say about nothing', () => {
    expect(texts({})[0]).toBe('No match')
  })
})
