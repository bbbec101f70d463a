import { OUTAGE_FACT } from '@rasid/operations'
import { schema, writeFact } from '@rasid/store'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { storeStory, type TestPage, testPage } from './testing/web-page.ts'

let page: TestPage
let database: TestPage['database']
beforeAll(async () => {
  database = (await testPage()).database
})
afterAll(() => database.drop())
// A new page each, since it remembers for a while how deliveries are.
beforeEach(async () => {
  page = await testPage({ database })
  for (const table of [schema.matches, schema.articles, schema.stories, schema.feeds, schema.facts])
    await page.db.delete(table)
})

const titlesIn = (html: string) =>
  [...html.matchAll(/<h3 .*?<\/h3>/gs)].map(([heading]) => heading.replace(/<[^>]*>/g, ''))

describe('the stories', () => {
  it('come newest first, under their day, with their tier, outlets, words and reason', async () => {
    await storeStory(page.db, { title: 'قصة أمس عن طالبان', minutesAgo: 24 * 60 })
    await storeStory(page.db, { outlets: ['الأولى', 'الثانية', 'الثالثة'] })
    await storeStory(page.db, { title: 'قصة قديمة عن طالبان', origin: 'archive', minutesAgo: 400 * 24 * 60 })
    const html = await page.read('/')
    expect(titlesIn(html)).toEqual(['موسكو تستقبل وفدا من طالبان', 'قصة أمس عن طالبان', 'قصة قديمة عن طالبان'])
    expect(html.match(/<h2>(.*?)<\/h2>/g)).toEqual([
      '<h2>اليوم · الأحد 22 نوفمبر/تشرين الثاني 2026</h2>',
      '<h2>أمس · السبت 21 نوفمبر/تشرين الثاني 2026</h2>',
      '<h2>أرشيف</h2>',
    ])
    expect(html).toContain('<mark>طالبان</mark>')
    expect(html).toContain('كلاهما في العنوان')
    expect(html).toContain('3 وسائل')
    expect(html.indexOf('الأولى')).toBeLessThan(html.indexOf('الثالثة'))
  })

  it('shows the first outlets of many and folds the rest', async () => {
    await storeStory(page.db, { outlets: Array.from({ length: 30 }, (_, index) => `وسيلة رقم ${index}.`) })
    const [shown = '', folded = ''] = (await page.read('/')).split('<details>')
    expect(shown).toContain('وسيلة رقم 7.')
    expect(shown).not.toContain('وسيلة رقم 8.')
    expect(folded).toContain('و22 وسيلة غيرها')
    expect(folded).toContain('وسيلة رقم 29.')
  })

  const hostile = [
    { why: 'markup', title: '<script>alert(1)</script> طالبان <img src=x onerror=alert(1)>' },
    { why: 'a way out of an attribute', title: '"><svg onload=alert(1)> طالبان' },
    { why: 'entities', title: '&lt;b&gt; طالبان &amp;' },
  ]
  it.each(hostile)('shows a title with $why as the words it is', async ({ title }) => {
    const id = await storeStory(page.db, { title, summary: title, body: title, outlets: [title] })
    const escaped = title.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
    for (const path of ['/', `/stories/${id}`, `/search?q=${encodeURIComponent('طالبان')}`]) {
      const html = await page.read(path)
      expect(html).not.toMatch(/<script>alert|<img|<svg/)
      expect(html).toContain(escaped.split('طالبان')[0])
    }
  })

  it('does not let a title turn the text around it', async () => {
    const id = await storeStory(page.db, { title: '\u202eطالبان\u2067 في موسكو', summary: 'قيل \u202dهذا' })
    for (const path of ['/', `/stories/${id}`]) expect(await page.read(path)).not.toMatch(/[\u202a-\u202e\u2067\u2068]/)
  })

  it('links to publishers only where a link leads to the web', async () => {
    const id = await storeStory(page.db, { url: 'javascript:alert(1)' })
    expect(await page.read(`/stories/${id}`)).not.toContain('javascript:')
  })

  it('names a story without a title', async () => {
    await storeStory(page.db, { title: ' ' })
    expect(await page.read('/')).toContain('(بلا عنوان)')
  })
})

describe('filters', () => {
  beforeEach(async () => {
    await storeStory(page.db, { title: 'لافروف يلتقي وفد طالبان', minutesAgo: 3 })
    await storeStory(page.db, { title: 'داعش يتبنى هجوما في كابول', tier: 'related', minutesAgo: 2 })
  })

  const both = ['داعش يتبنى هجوما في كابول', 'لافروف يلتقي وفد طالبان']
  const asks = [
    { why: 'everything', path: '/', titles: both },
    { why: 'core only', path: '/?tier=core', titles: ['لافروف يلتقي وفد طالبان'] },
    { why: 'an unknown tier as none', path: '/?tier=%27', titles: both },
    { why: 'a cursor that no page gave as none', path: '/?after=x', titles: both },
    { why: 'a cursor with a NUL as none', path: '/?after=%00', titles: both },
  ]
  it.each(asks)('shows $why', async ({ path, titles }) => {
    const answer = await page.get(path)
    expect(answer.status).toBe(200)
    expect(titlesIn(await answer.text())).toEqual(titles)
  })

  it('keep the tier when one searches', async () => {
    expect(await page.read('/?tier=core')).toContain('<input type="hidden" name="tier" value="core">')
  })
})

it('turns pages of twenty, none twice though stories come meanwhile, and goes back to the newest', async () => {
  for (let n = 0; n < 45; n += 1) await storeStory(page.db, { title: `خبر ${n} عن طالبان`, minutesAgo: n })
  const pages: string[] = []
  for (let path: string | undefined = '/?tier=core'; path; ) {
    const html: string = await page.read(path)
    pages.push(html)
    path = /rel="next" href="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&')
    await storeStory(page.db, { title: `جديد ${pages.length} عن طالبان`, minutesAgo: -pages.length })
  }
  expect(pages.map((html) => titlesIn(html).length)).toEqual([20, 20, 5])
  expect(new Set(pages.flatMap(titlesIn)).size).toBe(45)
  expect(pages.map((html) => html.includes('<a class="turn-to" href="/?tier=core">'))).toEqual([false, true, true])
})

it('says that deliveries are held, and how many were not delivered', async () => {
  await writeFact(page.db, 'delivery-hold:42', { reason: 'Unauthorized', since: '2026-11-22T08:00:00Z' })
  const html = await page.read('/')
  expect(html).toContain('يرفض تيليغرام رمز البوت')
  expect(html).toContain('Unauthorized')
})

describe('a story', () => {
  it('tells what each outlet added to those before it', async () => {
    const id = await storeStory(page.db, { outlets: ['الأولى', 'الثانية'] })
    const [first = '', second = ''] = (await page.read(`/stories/${id}`)).split('<li id="article-').slice(1)
    expect(first).toContain('أول من نشر')
    expect(second).toContain('النص نفسه عند ⁨الأولى⁩')
  })
})

describe('the banner', () => {
  const visited = (failures: number) => ({
    lastVisitAt: new Date(),
    failures,
    ...(failures === 0 && { lastSuccessAt: new Date() }),
  })
  const feed = (url: string, state: object = {}) =>
    page.db.insert(schema.feeds).values({ url, outlet: 'وسيلة', ...state })

  it('tells how to add the first feed', async () => {
    expect(await page.read('/')).toContain('rasid feeds add')
    expect(await page.read('/feeds')).toContain('rasid feeds add')
  })

  it('says that no feed has answered yet', async () => {
    await feed('https://a.example/')
    expect(await page.read('/')).toContain('لم يصل أي مصدر بعد')
  })

  it('says that the internet is away, and that what is shown is the archive only where it is', async () => {
    await feed('https://a.example/', visited(0))
    await writeFact(page.db, OUTAGE_FACT, { since: new Date() })
    expect(await page.read('/')).toContain('ما تراه هنا هو الأرشيف')
    await storeStory(page.db)
    const html = await page.read('/')
    expect(html).toContain('لا اتصال بالإنترنت')
    expect(html).not.toContain('ما تراه هنا هو الأرشيف')
    expect(await page.read('/feeds')).toContain('لا اتصال بالإنترنت')
  })

  it('is not there when feeds answer; how many do is always said', async () => {
    for (const n of [1, 2, 3]) await feed(`https://${n}.example/`, visited(n === 3 ? 1 : 0))
    const html = await page.read('/')
    expect(html).not.toContain('id="banner"')
    expect(html).toContain('تجيب 2 من 3 خلاصات')
    expect(html).toContain('متعثرة: خلاصة واحدة')
  })
})
