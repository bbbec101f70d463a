import { readFact } from '@rasid/store'
import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { createNetworkWatch } from './network-watch.ts'
import { OUTAGE_FACT, type Outage, pollDueFeeds } from './poll-due-feeds.ts'
import { addTestFeed, pollDeps } from './testing/polling.ts'
import { type Publisher, startPublisher } from './testing/publisher.ts'

const HOSTS = Array.from({ length: 12 }, (_, n) => `h${n}.test`)
let publisher: Publisher
let database: FreshDatabase

beforeAll(async () => {
  publisher = await startPublisher(HOSTS)
})
afterAll(() => publisher.close())
beforeEach(async () => {
  database = await freshDatabase()
  publisher.requests.length = 0
})
afterEach(() => database.drop())

const rows = (query: string) => database.store.sql.unsafe(query)
const item = (n: number) => ({ guid: `${n}`, title: `موسكو وطالبان: خبر رقم ${n}`, link: `https://h${n}.test/a` })

async function addFeeds(hosts: readonly string[], path = '/rss') {
  for (const [n, host] of hosts.entries()) {
    publisher.feed(host, path, [item(n)])
    await addTestFeed(database.store, publisher.url(host, path), `وسيلة ${host}`)
  }
}

it('visits each due feed once and sums up', async () => {
  await addFeeds(HOSTS)
  const heard: number[] = []
  const round = await pollDueFeeds(pollDeps(database.store, publisher), { onPolled: ({ feed }) => heard.push(feed.id) })
  expect(round).toMatchObject({ polled: 12, reached: 12, items: 12, added: 12, core: 12, related: 0, outage: false })
  expect(heard).toHaveLength(12)
  expect(publisher.requests).toHaveLength(12)
  expect(await pollDueFeeds(pollDeps(database.store, publisher))).toMatchObject({ polled: 0 })
})

it('shares the feeds between two workers: each is visited once', async () => {
  await addFeeds(HOSTS)
  const workers = [pollDeps(database.store, publisher), pollDeps(database.store, publisher)]
  const rounds = await Promise.all(workers.map((deps) => pollDueFeeds(deps, { concurrency: 3 })))
  expect(rounds.reduce((sum, { polled }) => sum + polled, 0)).toBe(12)
  expect(publisher.requests).toHaveLength(12)
})

it('visits the feeds of one host one after another', async () => {
  let open = 0
  let most = 0
  for (let n = 0; n < 5; n += 1) {
    publisher.feed('h0.test', `/f${n}`, [item(n)])
    await addTestFeed(database.store, publisher.url('h0.test', `/f${n}`), 'وسيلة')
  }
  const deps = pollDeps(database.store, publisher)
  const lookup = deps.visitor.lookup
  const counting = {
    ...deps,
    network: {
      ...deps.network,
      heard: (...of: Parameters<typeof deps.network.heard>) => {
        open -= 1
        return deps.network.heard(...of)
      },
    },
    visitor: {
      ...deps.visitor,
      get lookup() {
        open += 1
        most = Math.max(most, open)
        return lookup
      },
    },
  } as unknown as typeof deps
  expect(await pollDueFeeds(counting)).toMatchObject({ polled: 5, added: 5 })
  expect(most).toBe(1)
})

it('leaves the other feeds untouched when one is broken', async () => {
  await addFeeds(HOSTS)
  publisher.serve('h3.test', '/rss', { status: 500, body: 'oops' })
  publisher.serve('h4.test', '/rss', { body: '\u0000\u0001\u0002 not xml at all <<<' })
  expect(await pollDueFeeds(pollDeps(database.store, publisher))).toMatchObject({ polled: 12, reached: 10, added: 10 })
  expect(await rows('select count(*)::int as n from feeds where failures > 0')).toEqual([{ n: 2 }])
})

it('takes a feed back from a worker that died when its lease runs out', async () => {
  await addFeeds(['h0.test'])
  await rows(`update feeds set lease_owner = gen_random_uuid(), lease_until = now() + interval '1 minute'`)
  expect(await pollDueFeeds(pollDeps(database.store, publisher))).toMatchObject({ polled: 0 })
  await rows(`update feeds set lease_until = now() - interval '1 second'`)
  expect(await pollDueFeeds(pollDeps(database.store, publisher))).toMatchObject({ polled: 1 })
})

it('marks no feed while our own network is out, tells it once, and comes back by one probe (invariant 7)', async () => {
  await addFeeds(HOSTS)
  let clock = Date.now()
  const network = createNetworkWatch(() => new Date(clock))
  const working = pollDeps(database.store, publisher, { network })
  const noResolver: typeof working.visitor.lookup = (_name, _options, found) =>
    found(Object.assign(new Error('no resolver'), { code: 'EAI_AGAIN', syscall: 'getaddrinfo' }), '')
  const out = { ...working, visitor: { ...working.visitor, lookup: noResolver } }
  const outages: Outage[] = []
  const onOutage = (outage: Outage) => void outages.push(outage)
  const round = await pollDueFeeds(out, { onOutage })
  expect(round).toMatchObject({ reached: 0, outage: true })
  expect(round.reports.every(({ ours }) => ours)).toBe(true)
  expect(await rows('select count(*)::int as n from feeds where failures > 0 or last_failure is not null')).toEqual([
    { n: 0 },
  ])
  expect(await readFact(database.store.db, OUTAGE_FACT)).toBeDefined()
  await rows(`update feeds set next_check_at = now()`)
  expect(await pollDueFeeds(out, { onOutage })).toMatchObject({ polled: 0, outage: true })
  clock += 30_000
  expect(await pollDueFeeds(out, { onOutage })).toMatchObject({ polled: 1, outage: true })
  clock += 30_000
  const [wait] = await rows(`select max(extract(epoch from next_check_at - now()))::float8 as s from feeds`)
  expect(wait?.s).toBeLessThanOrEqual(60)
  await rows(`update feeds set next_check_at = now()`)
  expect(await pollDueFeeds({ ...out, visitor: working.visitor }, { onOutage })).toMatchObject({
    polled: 12,
    reached: 12,
    outage: false,
  })
  expect(outages.map(({ kind }) => kind)).toEqual(['began', 'ended'])
  expect(await readFact(database.store.db, OUTAGE_FACT)).toBeUndefined()
})

it('blames the feed for a name that is gone while others answer', async () => {
  await addFeeds(['h0.test'])
  await addTestFeed(database.store, 'http://gone.example/rss', 'غائبة')
  const deps = pollDeps(database.store, publisher, { network: createNetworkWatch(() => new Date()) })
  await pollDueFeeds(deps)
  await rows(`update feeds set next_check_at = now() where url like '%gone%'`)
  await pollDueFeeds(deps)
  expect(await rows(`select failures > 0 as marked from feeds where url like '%gone%'`)).toEqual([{ marked: true }])
})

it('begins nothing new once it is told to stop, and gives its leases back', async () => {
  await addFeeds(HOSTS)
  const stopping = new AbortController()
  const deps = { ...pollDeps(database.store, publisher), stopping: stopping.signal }
  const round = await pollDueFeeds(deps, { concurrency: 2, onPolled: () => stopping.abort() })
  expect(round.polled).toBeLessThanOrEqual(2)
  expect(await rows('select count(*)::int as n from feeds where lease_until > now()')).toEqual([{ n: 0 }])
})

it('ends with what broke a claim, once the visits under way are written down, and gives its leases back', async () => {
  await addFeeds(HOSTS)
  await rows(`create function refuse() returns trigger language plpgsql as $$ begin
    if exists (select 1 from fetches) then raise exception 'no more claims'; end if; return new; end $$`)
  await rows(`create trigger refuse before update on feeds for each row
    when (old.lease_owner is null and new.lease_owner is not null) execute function refuse()`)
  const round = pollDueFeeds(pollDeps(database.store, publisher), { concurrency: 3 })
  await expect(round).rejects.toMatchObject({ cause: { message: 'no more claims' } })
  const [after] = await rows(`select (select count(*)::int from fetches) as visits,
    (select count(*)::int from feeds where lease_owner is not null) as leased`)
  expect(after).toEqual({ visits: publisher.requests.length, leased: 0 })
  expect(publisher.requests.length).toBeGreaterThanOrEqual(6)
})

it('counts nothing against a feed whose visit we broke off ourselves', async () => {
  await addFeeds(['h0.test'])
  const breaking = new AbortController()
  breaking.abort()
  const deps = { ...pollDeps(database.store, publisher), signal: breaking.signal }
  await pollDueFeeds(deps)
  expect(await rows('select failures from feeds')).toEqual([{ failures: 0 }])
})
