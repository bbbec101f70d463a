import { explainArticle, rulesInForce, trailLines, verdictLines } from '@rasid/operations'
import { schema } from '@rasid/store'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { storeStory, type TestPage, testPage } from './testing/web-page.ts'

let page: TestPage
beforeAll(async () => {
  page = await testPage()
})
afterAll(() => page.database.drop())

const plainOf = (html: string) =>
  html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

it.each(['ar', 'en'] as const)('explains an article in the words of `rasid explain`, in %s', async (lang) => {
  await storeStory(page.db, { title: 'موسكو تستقبل وفدا من طالبان', body: 'قال لافروف إن روسيا تتعاون مع طالبان.' })
  const [row] = await page.db.select({ id: schema.articles.id }).from(schema.articles).limit(1)
  const explained = await explainArticle({ db: page.db, rules: await rulesInForce(page.db) }, { id: row?.id ?? 0 })
  if (explained.kind !== 'article') throw new Error(explained.kind)
  const plain = plainOf(await page.read(`/articles/${row?.id}?lang=${lang}`))
  const [verdict] = explained.verdicts
  if (!verdict) throw new Error('no verdict')
  const lines = [
    ...verdictLines(verdict, explained.article, lang),
    ...trailLines(explained, { lang, tz: 'Asia/Riyadh' }),
  ]
  expect(lines.length).toBeGreaterThan(8)
  for (const { text } of lines) expect(plain).toContain(text)
})

it('shows an article that matches nothing, and why', async () => {
  const [row] = await page.db
    .insert(schema.articles)
    .values({
      ...{ outlet: 'وسيلة', title: '<b>الطقس</b> غدا', contentHash: 'x', tier: 'none', ruleVersion: 'v1' },
      origin: 'live',
    })
    .returning({ id: schema.articles.id })
  const html = await page.read(`/articles/${row?.id}`)
  expect(html).toContain('لا مطابقة')
  expect(html).not.toContain('<b>الطقس')
})

it.each(['/articles/999999', '/articles/x', '/articles/9999999999999999999'])('%s is none', async (path) => {
  expect((await page.get(path)).status).toBe(404)
  expect(page.errors).toEqual([])
})
