// What an operator does with feeds at a terminal: exit codes, streams and what is kept.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { run } from '@rasid/cli/testing'
import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'

const PAGE = `<!doctype html><html><head><title>أخبار الدار</title></head><body>${[
  'وفد في كابل',
  'معرض الكتاب',
  'طقس الغد',
  'ندوة',
]
  .map((title, n) => `<li class="news"><a href="/${n}">${title}</a></li>`)
  .join('')}</body></html>`
const FEED =
  '<rss version="2.0"><channel><title>الدار</title><item><guid>1</guid><title>خبر</title></item></channel></rss>'

let server: Server
let database: FreshDatabase
let host: string

beforeAll(async () => {
  server = createServer(({ url }, response) => {
    if (url === '/news') response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE)
    else if (url === '/latest-items') response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(FEED)
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  database = await freshDatabase()
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await database.drop()
})

const rows = (query: string) => database.store.sql.unsafe(query)

const feeds = (...args: string[]) =>
  run(['feeds', ...args], { env: { DATABASE_URL: database.url, RASID_ALLOW_HOSTS: host } })

it('tries a page without a feed, follows it, and takes care of it to its end', async () => {
  const page = `http://${host}/news`
  const bad = await feeds('add-source', page, '--item', 'li[')
  expect(bad).toMatchObject({ code: 2, out: '', err: expect.stringContaining('--item') })
  const tried = await feeds('add-source', page, '--item', '.news', '--try')
  expect(tried).toMatchObject({ code: 0, out: expect.stringMatching(/أخبار الدار[\s\S]+4 items[\s\S]+طقس الغد/) })
  expect(tried.out).not.toContain('ندوة')
  expect(await rows('select * from feeds')).toEqual([])
  expect(await feeds('add-source', page, '--item', '.news')).toMatchObject({
    code: 0,
    out: expect.stringContaining('#1'),
  })
  expect(await feeds('health')).toMatchObject({ code: 0, out: 'Every feed is healthy.\n' })

  const set = await feeds('set', '1', '--outlet', 'الدار', '--interval', '30m', '--user-agent', 'Mozilla/5.0 (Rasid)')
  expect(set).toMatchObject({ code: 0, out: expect.stringContaining('every 30 min as Mozilla/5.0 (Rasid)') })
  expect(await feeds('set', '1', '--interval', '1m')).toMatchObject({
    code: 2,
    err: expect.stringContaining('5 minutes'),
  })
  expect(await feeds('set', '1')).toMatchObject({ code: 2, out: '' })
  expect(await feeds('pause', '1')).toMatchObject({ code: 0 })
  expect(await feeds('check', '1')).toMatchObject({ code: 1, err: expect.stringContaining('paused') })
  expect(await feeds('resume', '#1')).toMatchObject({ code: 0 })

  await rows(`update feeds set failures = 3, failing_since = now() - interval '1 day',
    last_failure = '{"class":"hard","code":"http-404","detail":"HTTP 404","status":404}'`)
  const sick = await feeds('health', '--json')
  expect(JSON.parse(sick.out)).toMatchObject([
    { id: 1, trouble: 'broken', what: 'There is no feed at this address (404)', lasting: true, items30d: 0 },
  ])
  expect(await feeds('replace', '1', `http://${host}/nothing`)).toMatchObject({
    code: 1,
    err: expect.stringContaining('No feed there'),
  })
  expect(await feeds('replace', '1', `http://${host}/latest-items`)).toMatchObject({
    code: 0,
    out: expect.stringContaining('1 items'),
  })
  expect(await rows('select url, failures, selectors, outlet from feeds')).toEqual([
    { url: `http://${host}/latest-items`, failures: 0, selectors: null, outlet: 'الدار' },
  ])
  expect(await feeds('remove', '1')).toMatchObject({ code: 0 })
  expect(await feeds('remove', '1')).toMatchObject({ code: 1, out: '', err: expect.stringContaining('no feed #1') })
})
