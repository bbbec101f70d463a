// Feeds as real publishers served them, read where somebody laid them beside the checkout; nothing of them is kept here.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { insertFeed, makeFeedsDue } from '@rasid/store'
import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import { closePublisherAgents, closeReaders } from '@rasid/web-client'
import { pollOnce } from '@rasid/worker'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const FOLDER = new URL('../../../shared/feeds/', import.meta.url)
const captures = existsSync(FOLDER) ? readdirSync(FOLDER).filter((name) => name.endsWith('.xml')) : []
const silent = () => {}
const log = { debug: silent, info: silent, warn: silent, error: silent }

describe.runIf(captures.length > 0)('feeds captured from publishers', () => {
  let server: Server
  let database: FreshDatabase
  let address: string

  beforeAll(async () => {
    server = createServer((request, response) => {
      const name = (request.url ?? '').slice(1)
      // As these publishers do: no ETag, no charset in the header. Pages of articles are not captured.
      if (!captures.includes(name)) response.writeHead(404).end()
      else response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(readFileSync(new URL(name, FOLDER)))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    address = `127.0.0.1:${(server.address() as AddressInfo).port}`
    database = await freshDatabase()
    for (const name of captures)
      await insertFeed(database.store.db, { url: `http://${address}/${name}`, outlet: name.replace(/-.*/, '') })
  })
  afterAll(async () => {
    await Promise.all([closeReaders(), closePublisherAgents()])
    server?.closeAllConnections()
    server?.close()
    await database?.drop()
  })

  // Links lead to the publishers themselves: the resolver knows this machine only, so no page of theirs is asked for.
  const poll = () =>
    pollOnce({
      db: database.store.db,
      log,
      visitor: {
        userAgent: 'Rasid/test',
        allowHosts: [address],
        lookup: (name, _options, found) => found(Object.assign(new Error(name), { code: 'ENOTFOUND' }), ''),
      },
    })

  it('brings articles of every one of them, Arabic, dated and with their keys', async () => {
    const { reports } = await poll()
    expect(reports.map(({ outcome }) => outcome)).toEqual(captures.map(() => 'fetched'))
    for (const { feed, added, items } of reports) {
      expect(added, feed.url).toBeGreaterThan(0)
      expect(added, feed.url).toBeLessThanOrEqual(items)
    }
    const [stored] = await database.store.sql`
      select count(*)::int as all, count(*) filter (where lang = 'ar' and title ~ '[ء-ي]')::int as arabic,
             count(published_at)::int as dated, count(url)::int as linked, count(*) filter (where title ~ '<|&[a-z]+;')::int as markup
        from articles`
    expect(stored?.arabic).toBe(stored?.all)
    expect(stored?.dated).toBe(stored?.all)
    expect(stored?.linked).toBe(stored?.all)
    expect(stored?.markup).toBe(0)
  })

  it('brings nothing twice at the next visit', async () => {
    await makeFeedsDue(database.store.db)
    expect(await poll()).toMatchObject({ polled: captures.length, reached: captures.length, added: 0, edited: 0 })
  })
})
