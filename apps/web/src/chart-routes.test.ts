import { saveVote } from '@rasid/store'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { storeStory, type TestPage, testPage } from './testing/web-page.ts'

let page: TestPage
beforeAll(async () => {
  page = await testPage()
  const storyId = await storeStory(page.db, { outlets: ['<الأولى>'] })
  await saveVote(page.db, { botId: 42, userId: 7, storyId, vote: 1 })
})
afterAll(() => page.database.drop())

it('draws each chart for a desktop and a phone, with its figures as a table, and runs no style of its own', async () => {
  const html = await page.read('/charts?days=7')
  expect(html.match(/<svg /g)).toHaveLength(10)
  expect(html.match(/<figure/g)).toHaveLength(5)
  expect(html).not.toMatch(/<style|style="/)
  expect(html).toContain('&lt;الأولى&gt;')
  expect(html).not.toContain('<الأولى>')
  expect(html).toContain('<td>1</td>')
  expect(html).toContain('100%')
  expect(html, 'the sample stands in the drawing').toContain('1 من 1')
})

it('paints what it drew for the light page in the colours of the dark one', async () => {
  const html = await page.read('/charts')
  const css = await page.read('/assets/page.css')
  const colours = new Set([...html.matchAll(/(?:fill|stroke)="(#[0-9a-f]{6})"/g)].map(([, colour]) => colour))
  expect(colours.size).toBeGreaterThan(3)
  for (const colour of colours) expect(css).toContain(`[fill="${colour}"]`)
})

it.each(['?days=7', '?days=8', '?days=x', ''])('reads %s without a complaint', async (query) => {
  expect((await page.get(`/charts${query}`)).status).toBe(200)
})
