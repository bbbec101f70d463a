import { expect, it } from 'vitest'
import { createNews } from './news.ts'
import { HERE, testPage } from './testing/web-page.ts'

it('listens once for all pages, and forgets a page that was closed', () => {
  let hear = (_payload: string) => {}
  let times = 0
  const news = createNews(async (listener) => {
    hear = listener
    times += 1
  })
  const heard: number[] = []
  const stop = news.subscribe((id) => heard.push(id))
  const stopOther = news.subscribe((id) => heard.push(-id))
  hear('12:1')
  hear('nonsense')
  stopOther()
  hear('13:2')
  stop()
  hear('14:1')
  expect([times, heard, news.size()]).toEqual([1, [12, -12, 13], 0])
})

it('tries again with the next page when the database did not let it listen', async () => {
  let times = 0
  const news = createNews(async () => {
    times += 1
    throw new Error('away')
  })
  news.subscribe(() => {})
  await Promise.resolve()
  await Promise.resolve()
  news.subscribe(() => {})
  expect(times).toBe(2)
})

it('tells an open page the number of each story', async () => {
  let hear = (_payload: string) => {}
  const page = await testPage({
    listen: async (listener) => {
      hear = listener
    },
  })
  const leaving = new AbortController()
  const init = { headers: { host: 'localhost' }, signal: leaving.signal }
  const { body, headers } = await page.app.request('/events', init, HERE)
  expect(headers.get('content-type')).toBe('text/event-stream')
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader()
  expect((await reader?.read())?.value).toContain('still-here')
  hear('77:1')
  expect((await reader?.read())?.value).toBe('event: story\ndata: 77\n\n')
  leaving.abort()
  await reader?.cancel()
  await page.database.drop()
})
