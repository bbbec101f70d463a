import { afterAll, expect, it } from 'vitest'
import { closeReaders, readFeedSafely, sharedReadPool } from './read-feed-safely.ts'
import { createReadPool } from './read-pool.ts'

afterAll(closeReaders)

const feed = (items: number) =>
  Buffer.from(
    `<rss version="2.0"><channel><title>خلاصة</title>${Array.from(
      { length: items },
      (_, n) =>
        `<item><title>خبر ${n}</title><link>https://news.test/${n}</link><description>${'كلام '.repeat(40)}</description></item>`,
    ).join('')}</channel></rss>`,
  )

it('reads a feed as core does, in another process', async () => {
  const read = await readFeedSafely({ bytes: feed(2), contentType: 'text/xml', url: 'https://news.test/feed' })
  expect(read).toMatchObject({ kind: 'feed', format: 'rss', title: 'خلاصة' })
  expect(read.kind === 'feed' && read.items.map((item) => item.link)).toEqual([
    'https://news.test/0',
    'https://news.test/1',
  ])
  expect(sharedReadPool().pids()).toHaveLength(1)
})

it('says of a page that it is none, with what the page names', async () => {
  const html = '<!doctype html><link rel="alternate" type="application/rss+xml" href="/feed"><p>hello'
  expect(await readFeedSafely({ bytes: Buffer.from(html), url: 'https://news.test/' })).toMatchObject({
    kind: 'not-a-feed',
    reason: 'html-page',
    found: ['https://news.test/feed'],
  })
})

it('costs the caller little over a large document', async () => {
  const bytes = feed(8000)
  // Processor time of this process, not the clock: other work on the machine must not decide this.
  const before = process.cpuUsage()
  await readFeedSafely({ bytes })
  const { user, system } = process.cpuUsage(before)
  expect(bytes.length).toBeGreaterThan(2_000_000)
  expect((user + system) / 1000).toBeLessThan(200)
})

it('knows no other tasks than reading', async () => {
  const pool = sharedReadPool()
  for (const task of ['constructor', 'parseTopic', '__proto__']) {
    expect(await pool.run(task, {})).toMatchObject({ kind: 'broken', reason: 'read-threw' })
  }
})

it('gives a value, not an error, for a document that cannot be read in time', async () => {
  const pool = createReadPool({ deadlineMs: 1 })
  expect(await readFeedSafely({ bytes: feed(2000) }, { pool })).toEqual({
    kind: 'not-a-feed',
    reason: 'read-timeout',
    found: [],
  })
  await pool.close()
})
