import { readFileSync } from 'node:fs'
import { createToken } from '@rasid/operations'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { storeStory, type TestPage, testPage } from '../testing/web-page.ts'
import { INSTALLATION_METRICS } from './installation-metrics.ts'

let page: TestPage
let closed: TestPage
beforeAll(async () => {
  page = await testPage()
  closed = await testPage({ open: 'nobody' })
  await storeStory(page.db)
  const { sql } = page.database.store
  await sql`insert into feeds (url, outlet, last_success_at) values ('https://a.example/', 'a', now())`
  await sql`insert into fetches (feed_id, duration_ms, outcome, items, added, note)
    select id, 5, unnest(array['fetched', 'unchanged', 'unchanged']), 3, 1, '' from feeds`
})
afterAll(() => Promise.all([page.database.drop(), closed.database.drop()]))

const seriesOf = (text: string) => text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
const valueIn = (text: string, series: string) =>
  Number(
    seriesOf(text)
      .find((line) => line.startsWith(`${series} `))
      ?.split(' ')
      .at(-1),
  )

describe('the metrics', () => {
  it('are in the text format of Prometheus', async () => {
    const answer = await page.get('/metrics')
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, expect.stringContaining('version=0.0.4')])
    for (const line of seriesOf(await answer.text()))
      expect(line).toMatch(/^[a-z_0-9]+(\{[a-z_]+="[^"]*"(,[a-z_]+="[^"]*")*\})? (\d[\d.e+-]*|NaN|\+Inf)$/i)
  })

  it('end in _total where they are counters, and nowhere else', async () => {
    const types = [...(await page.read('/metrics')).matchAll(/^# TYPE (\S+) (\S+)$/gm)]
    expect(types.filter(([, name, type]) => name?.endsWith('_total') !== (type === 'counter'))).toEqual([])
  })

  it('say what is in the database', async () => {
    const text = await page.read('/metrics')
    expect(valueIn(text, 'rasid_polls_total{outcome="unchanged"}')).toBe(2)
    expect(valueIn(text, 'rasid_polls_total{outcome="failed"}'), 'what never happened is 0').toBe(0)
    expect(valueIn(text, 'rasid_items_added_total')).toBe(3)
    expect(valueIn(text, 'rasid_feeds{health="healthy"}')).toBe(1)
    expect(valueIn(text, 'rasid_processes{role="bot"}'), 'none said that it is there').toBe(0)
    expect(valueIn(text, 'rasid_matches{tier="core"}')).toBe(1)
    expect(valueIn(text, 'rasid_messages{kind="alert",state="dead"}')).toBe(0)
    expect(valueIn(text, 'process_resident_memory_bytes')).toBeGreaterThan(1e6)
  })

  it('know a request by the pattern of its route, and nothing that somebody searched for', async () => {
    await page.get('/?q=geheim')
    await page.get('/stories/12345')
    await page.get('/no/such/secret')
    await page.get('/api/v1/stories/777')
    await page.app.request('/', { method: 'BREW', headers: { host: 'localhost' } })
    const text = await page.read('/metrics')
    const routes = new Set([...text.matchAll(/route="([^"]*)"/g)].map(([, route]) => route))
    expect([...routes]).toEqual(
      expect.arrayContaining(['/', '/stories/:id{[0-9]{1,15}}', '/api/v1/stories/:id', 'none']),
    )
    const labels = [...text.matchAll(/="([^"]*)"/g)].map(([, value]) => value)
    expect(labels.filter((value) => /geheim|12345|secret|777|BREW/.test(value ?? ''))).toEqual([])
  })

  it('are for readers only, by the token that the API takes', async () => {
    expect((await closed.get('/metrics')).status).toBe(401)
    const made = await createToken({ db: closed.db }, { name: 'p', scope: 'read', actor: 'cli', expiresAt: null })
    const secret = made.kind === 'created' ? made.secret : ''
    expect((await closed.get('/metrics', { authorization: `Bearer ${secret}` })).status).toBe(200)
    expect((await closed.get('/metrics', { authorization: 'Bearer rasid_none' })).status).toBe(401)
    expect((await closed.get(`/metrics?token=${secret}`)).status, 'an address is no place for this token').toBe(401)
  })

  it.each(INSTALLATION_METRICS)('$name keeps the conventions of Prometheus', ({ name, help }) => {
    expect(name).toMatch(/^rasid_[a-z_]+$/)
    expect(help).toMatch(/\.$/)
  })

  it('are all described in docs/operating.md, and no other is', async () => {
    const manual = readFileSync(new URL('../../../../docs/operating.md', import.meta.url), 'utf8')
    const section = manual.split('## Metrics')[1]?.split('\n## ')[0] ?? ''
    const described = [...section.matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name),
    )
    const exposed = [...(await page.read('/metrics')).matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name)
    expect(exposed.filter((name) => !described.includes(name))).toEqual([])
    const onlyLinux = /_fds$|^process_(virtual|heap)_/
    expect(described.filter((name) => !exposed.includes(name) && !onlyLinux.test(name ?? ''))).toEqual([])
  })
})

describe('health', () => {
  it('is told with how deliveries do, to everybody and without a word of what is stored', async () => {
    const answer = await closed.get('/healthz')
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { ok: true, deliveries: { held: false, failedLastDay: 0, oldestOwedSeconds: 0 }, polling: { paused: null } },
    ])
    await closed.database.store.sql`insert into facts (name, value) values ('delivery-hold:1', '{"reason":"geheim"}')`
    const held = await closed.read('/healthz')
    expect(held).toContain('"held":true')
    expect(held).not.toContain('geheim')
    await closed.database.store.sql`insert into facts (name, value) values ('low-disk', '{"free":1}')`
    expect(await closed.read('/healthz')).toContain('"polling":{"paused":"low-disk"}')
  })

  it('is ready while the database has the schema of this program', async () => {
    const ready = async () => {
      const answer = await closed.get('/readyz')
      return [answer.status, await answer.json()]
    }
    expect(await ready()).toEqual([200, { ready: true }])
    await closed.database.store.sql`update drizzle.__drizzle_migrations set created_at = created_at + 1`
    expect(await ready()).toEqual([503, { ready: false, why: expect.stringContaining('newer schema') }])
  })

  it('is neither well nor ready without the database, in a sentence and not in a page', async () => {
    const lost = await testPage()
    await lost.database.drop()
    for (const [path, word] of [
      ['/healthz', 'ok'],
      ['/readyz', 'ready'],
    ] as const) {
      const answer = await lost.get(path)
      expect([answer.status, await answer.json()]).toEqual([
        503,
        { [word]: false, why: 'the database does not answer' },
      ])
    }
    expect(lost.errors).toHaveLength(2)
  })
})
