import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { storeStory, type TestPage, testPage } from './testing/web-page.ts'

let page: TestPage
beforeAll(async () => {
  page = await testPage()
  await storeStory(page.db, { title: 'لافروف يلتقي وفد طالبان', minutesAgo: 3, outlets: ['الأولى'] })
  await storeStory(page.db, { title: 'داعش يتبنى هجوما في كابول', tier: 'related', minutesAgo: 2, words: ['داعش'] })
})
afterAll(() => page.database.drop())

const titlesIn = (html: string) =>
  [...html.matchAll(/<h2 lang.*?<\/h2>/gs)].map(([heading]) => heading.replace(/<[^>]*>/g, ''))
const search = (form: Record<string, string>) => `/search?${new URLSearchParams(form)}`
const BOTH = ['داعش يتبنى هجوما في كابول', 'لافروف يلتقي وفد طالبان']

const asks = [
  { why: 'everything', form: {}, titles: BOTH },
  { why: 'core only', form: { tier: 'core' }, titles: [BOTH[1]] },
  { why: 'a word in another spelling', form: { q: 'لداعـــش' }, titles: [BOTH[0]] },
  { why: 'a word with marks', form: { q: 'طَالِبَان' }, titles: [BOTH[1]] },
  { why: 'a phrase', form: { q: '"وفد طالبان"' }, titles: [BOTH[1]] },
  { why: 'an exclusion', form: { q: '-كابول' }, titles: [BOTH[1]] },
  { why: 'words of two articles', form: { q: 'لافروف كابول' }, titles: [] },
  { why: 'an outlet', form: { outlet: 'الأولى' }, titles: [BOTH[1]] },
  { why: 'a word and a tier', form: { q: 'كابول', tier: 'core' }, titles: [] },
  { why: 'the best first', form: { q: 'طالبان', order: 'relevance' }, titles: [BOTH[1]] },
  { why: 'the best of nothing', form: { order: 'relevance' }, titles: BOTH },
  { why: 'signs only', form: { q: "!'(" }, titles: [] },
  { why: 'a NUL', form: { q: '\u0000' }, titles: BOTH },
  { why: 'an unknown tier as none', form: { tier: "'" }, titles: BOTH },
  { why: 'a date that is none', form: { from: 'soon' }, titles: BOTH },
  { why: 'a cursor that no page gave', form: { cursor: 'x' }, titles: BOTH },
  { why: 'what the address should not hold', form: { story: 'x', utm: '1' }, titles: BOTH },
]
it.each(asks)('finds $why', async ({ form, titles }) => {
  const answer = await page.get(search(form as Record<string, string>))
  expect(answer.status).toBe(200)
  expect(titlesIn(await answer.text())).toEqual(titles)
})

it('marks the words in their own spelling, and what made it a match where no word was asked for', async () => {
  expect(await page.read(search({ q: 'الطالبان' }))).toContain('وفد <mark>طالبان</mark>')
  expect(await page.read(search({ tier: 'related' }))).toContain('<mark>داعش</mark> يتبنى')
})

describe('what it says', () => {
  const said = [
    { why: 'a tier that is none', form: { tier: 'x' }, part: 'لم يُؤخذ بهذا من العنوان: ⁨tier⁩' },
    { why: 'a filter in the words', form: { q: 'درجة:x طالبان' }, part: 'لم يُؤخذ بـ' },
    { why: 'an old cursor', form: { cursor: 'x' }, part: 'تبدأ القائمة من أولها' },
    { why: 'nothing found', form: { q: 'زرافة' }, part: 'لا مطابقة محفوظة' },
  ]
  it.each(said)('tells of $why', async ({ form, part }) => {
    expect(await page.read(search(form as Record<string, string>))).toContain(part)
  })

  it('keeps the form as it was asked, escaped', async () => {
    const html = await page.read(search({ q: '"><script>alert(1)</script>', outlet: '<b>', from: '2026-11-01' }))
    expect(html).not.toMatch(/<script>alert|<b>/)
    expect(html).toContain('value="&lt;b&gt;"')
    expect(html).toContain('<details open>')
  })
})

it('turns pages with the filters in the address', async () => {
  for (let n = 0; n < 25; n += 1) await storeStory(page.db, { title: `خبر ${n} عن بوتين`, minutesAgo: 100 + n })
  const first = await page.read(search({ q: 'بوتين', tier: 'core' }))
  const next = /rel="next" href="([^"]+)"/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? ''
  expect(new URL(next, 'http://here').searchParams.get('tier')).toBe('core')
  const second = await page.read(next)
  expect([titlesIn(first).length, titlesIn(second).length]).toEqual([20, 5])
  expect(new Set([...titlesIn(first), ...titlesIn(second)]).size).toBe(25)
})

it('offers the names of the topic, and none of the cue words that only its rules read', async () => {
  const html = await (await page.get('/search')).text()
  expect(html).toContain('<option value="taliban">')
  expect(html).not.toContain('<option value="recognition">')
})
