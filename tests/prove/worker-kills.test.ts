import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Newsroom } from '@rasid/stand-ins'
import { makeFeedsDue, type Store } from '@rasid/store'
import { freshDatabase } from '@rasid/store/testing'
import { expect, it, vi } from 'vitest'
import { randomFrom, SEED } from './seeded-random.ts'
import { compileWorkerOnce, followPublishers, type Publishers, startWorkerProcess } from './worker-process.ts'

const KILLS = Number(process.env.RASID_PROOF_KILLS ?? 100)
// Each lane is a world of its own. Starting a worker is what takes the time, so while one waits or dies others start.
const LANES = 4
const OUTLETS = ['alif', 'ba', 'ta', 'tha', 'jim', 'ha']

/** Every body that a feed ever had, by its SHA-256 and by its ETag, with the titles in it. */
type Bodies = Map<string, string[]>

interface Lane {
  store: Store
  publishers: Publishers
  published: string[]
  bodies: Bodies
  /** Kills that hit a worker with feeds in its hands, with some of them recorded and others not yet, and with pages. */
  during: Record<'polls' | 'recording' | 'pages', number>
  /** Feeds whose validators stood for articles that were not there, after any kill. */
  ahead: string[]
}

it('loses nothing, stores nothing twice and is never ahead of its articles over a hundred kill -9 of a worker', {
  timeout: 1_200_000,
  // A second try would hide what got lost.
  retry: 0,
}, async () => {
  console.log(`seed ${SEED} (RASID_PROOF_SEED sets another)`)
  await compileWorkerOnce()
  const lanes = await Promise.all(Array.from({ length: LANES }, (_, n) => runLane(SEED + n, KILLS / LANES)))
  const sum = (figure: (lane: LaneReport) => number) => lanes.reduce((total, lane) => total + figure(lane), 0)
  console.log(
    `${sum((lane) => lane.kills)} kills: ${sum(({ during }) => during.polls)} during polls, ` +
      `${sum(({ during }) => during.recording)} of them between two feeds' transactions, ` +
      `${sum(({ during }) => during.pages)} during page reads; ${sum((lane) => lane.published)} articles published`,
  )
  for (const { kills: _, during: __, published: ___, ...faults } of lanes) {
    expect(faults).toEqual({ lost: [], twice: [], ahead: [], broken: 0, unread: null, leased: 0 })
  }
  // The moments are spread over all that a worker does.
  expect(sum(({ during }) => during.polls)).toBeGreaterThanOrEqual(KILLS / 5)
  expect(sum(({ during }) => during.recording)).toBeGreaterThanOrEqual(KILLS / 20)
  expect(sum(({ during }) => during.pages)).toBeGreaterThanOrEqual(KILLS / 10)
})

type LaneReport = Awaited<ReturnType<typeof runLane>>

async function runLane(seed: number, kills: number) {
  const random = randomFrom(seed)
  const database = await freshDatabase()
  const publishers = await followPublishers(database.store, OUTLETS)
  const lane: Lane = {
    ...{ store: database.store, publishers, published: [], bodies: new Map() },
    ...{ during: { polls: 0, recording: 0, pages: 0 }, ahead: [] },
  }
  try {
    for (const newsroom of publishers.newsrooms)
      for (const outlet of newsroom.outlets()) await noteBody(lane, newsroom, outlet)
    for (let kill = 0; kill < kills; kill += 1) await killOnce(lane, { kill, url: database.url, random })
    await finish(lane, database.url)
    return { kills, during: lane.during, published: lane.published.length, ahead: lane.ahead, ...(await account(lane)) }
  } finally {
    await publishers.close()
    await database.drop()
  }
}

/** When a worker is killed: so many milliseconds, at random, after one of these moments of its life. */
const MOMENTS = [
  // Its reading children still load, then the first feeds are read and recorded.
  { after: 'its first visit to a feed', withinMs: 1_000 },
  // News comes under its hands; now every step of a visit takes a few milliseconds.
  { after: 'its first recorded feed', withinMs: 150 },
  { after: 'its first visit to a page', withinMs: 100 },
] as const

/** One worker's life: news comes, it gets to a moment that was drawn, and dies a random while later. */
async function killOnce(lane: Lane, { kill, url, random }: { kill: number; url: string; random: () => number }) {
  const { newsrooms, allowHosts } = lane.publishers
  const { after, withinMs } = MOMENTS[Math.floor(random() * MOMENTS.length)] ?? MOMENTS[0]
  await publish(lane, kill, random)
  await comeDue(lane.store)
  const before = {
    feed: visitsOf(newsrooms, 'feed'),
    page: visitsOf(newsrooms, 'page'),
    recorded: await recorded(lane),
  }
  const worker = startWorkerProcess(url, allowHosts)
  const isThere = {
    'its first visit to a feed': () => visitsOf(newsrooms, 'feed') > before.feed,
    'its first recorded feed': () => worker.log.some(({ msg }) => msg === 'polled'),
    'its first visit to a page': () => visitsOf(newsrooms, 'page') > before.page,
  }[after]
  const reached = () => expect(isThere(), `${after}: ${JSON.stringify(worker.log.slice(-5))}`).toBe(true)
  await vi.waitFor(reached, { timeout: 240_000, interval: 2 })
  if (after === 'its first recorded feed') {
    await publish(lane, kill, random)
    await makeFeedsDue(lane.store.db)
  }
  await sleep(random() * withinMs)
  await worker.kill()
  await lane.store.sql`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'rasid-worker' and datname = current_database()`
  const [held] = await lane.store.sql`
    select exists (select 1 from feeds where lease_until > now()) as polls,
           exists (select 1 from articles where page = 'wanted' and page_lease_until > now()) as pages`
  if (held?.polls) lane.during.polls += 1
  if (held?.polls && (await recorded(lane)) > before.recorded) lane.during.recording += 1
  if (held?.pages) lane.during.pages += 1
  lane.ahead.push(...(await feedsAhead(lane)))
}

/** Visits that are written down. */
const recorded = async ({ store }: Lane) => Number((await store.sql`select count(*) as n from fetches`)[0]?.n)

// Only the worker's own visits: the proof itself reads the feeds as well, to know their bodies.
const visitsOf = (newsrooms: readonly Newsroom[], wanted: 'feed' | 'page') =>
  newsrooms
    .flatMap((newsroom) => newsroom.visits())
    .filter(({ kind, userAgent }) => kind === wanted && userAgent?.startsWith('Rasid/')).length

/** News at about half of the outlets, always at the first; every second article is core, so that its page is wanted. */
async function publish(lane: Lane, kill: number, random: () => number): Promise<void> {
  for (const [at, newsroom] of lane.publishers.newsrooms.entries()) {
    if (at > 0 && random() < 0.5) continue
    const [outlet] = newsroom.outlets()
    if (outlet === undefined) continue
    const n = lane.published.length
    const subject = at === 0 || random() < 0.5 ? 'موسكو تستقبل وفد طالبان' : 'معرض الكتاب يستقبل زواره'
    const title = `${subject} في الجولة ${kill} برقم ${n} لدى ${outlet.name}`
    newsroom.publish(outlet.name, { title, summary: `تفاصيل الخبر رقم ${n}`, text: PAGE_TEXT })
    lane.published.push(title)
    await noteBody(lane, newsroom, outlet)
  }
}

const PAGE_TEXT = [
  'وصل الوفد صباح اليوم إلى العاصمة، حيث كان في استقباله عدد من المسؤولين في المطار.',
  'وعقد الجانبان جلسة مطولة بحثا فيها ملفات التجارة والنقل والطاقة، واتفقا على مواصلة العمل بينهما.',
  'وقال متحدث إن اللقاء جرى في أجواء إيجابية، وإن جولة أخرى ستعقد في مطلع الشهر المقبل في مدينة أخرى.',
  'ولم يصدر عن الحاضرين بيان مشترك، غير أن مصادر قريبة من اللقاء تحدثت عن تقدم في بعض النقاط.',
].join('\n\n')

async function noteBody(lane: Lane, newsroom: Newsroom, outlet: { name: string; feedUrl: string }): Promise<void> {
  const response = await fetch(outlet.feedUrl, { headers: { 'user-agent': 'the proof' } })
  const bytes = Buffer.from(await response.arrayBuffer())
  const titles = lane.published.filter((title) => title.endsWith(` ${outlet.name}`))
  lane.bodies.set(createHash('sha256').update(bytes).digest('hex'), titles)
  lane.bodies.set(response.headers.get('etag') ?? newsroom.origin, titles)
}

/** What time does: feeds come due, and the leases of the dead run out. */
async function comeDue({ sql, db }: Store): Promise<void> {
  await makeFeedsDue(db)
  await sql`update feeds set lease_until = now() where lease_until > now()`
  await sql`update articles set page_lease_until = null, page_due_at = now() where page = 'wanted'`
}

/** Invariant 1: what a feed's validators stand for is stored, title by title. */
async function feedsAhead({ store, bodies }: Lane): Promise<string[]> {
  const feeds = await store.sql`select url, etag, body_hash from feeds where etag is not null or body_hash is not null`
  const rows = await store.sql`select title from articles`
  const stored = new Set(rows.map(({ title }) => String(title)))
  return feeds.flatMap(({ url, etag, body_hash }) =>
    [String(etag), String(body_hash)].flatMap((validator) => {
      const titles = bodies.get(validator)
      if (titles === undefined) return [`${url}: ${validator} is no body that was served`]
      return titles.filter((title) => !stored.has(title)).map((title) => `${url}: ${title}`)
    }),
  )
}

/**
 * The last killed worker's leases run out, in two seconds instead of two minutes, and not before; then one more worker
 * does what is left. Nothing is published any more, so an article behind the validators would now be found lost.
 */
async function finish({ store, publishers }: Lane, url: string): Promise<void> {
  await makeFeedsDue(store.db)
  await store.sql`update feeds set lease_owner = gen_random_uuid(), lease_until = now() + interval '2 seconds'`
  await store.sql`update articles set page_lease_until = null, page_due_at = now(), page_attempts = 0 where page = 'wanted'`
  const [leased] = await store.sql`select max(lease_until) as until from feeds`
  const worker = startWorkerProcess(url, publishers.allowHosts)
  const unfinished = async () => {
    const [left] = await store.sql`
      select (select count(*)::int from feeds where last_visit_at < ${leased?.until} or next_check_at <= now()) as feeds,
             (select count(*)::int from articles where page = 'wanted') as pages`
    return left
  }
  await vi.waitFor(async () => expect(await unfinished()).toEqual({ feeds: 0, pages: 0 }), {
    timeout: 300_000,
    interval: 100,
  })
  expect(await worker.stop()).toBe(0)
}

async function account({ store, published }: Lane) {
  const rows = await store.sql`select title, count(*)::int as n from articles where origin <> 'archive' group by title`
  const stored = new Map(rows.map((row) => [String(row.title), Number(row.n)]))
  const [row] = await store.sql`
    select (select count(*)::int from articles a where tier <> 'none' and not exists
             (select 1 from matches m where m.article_id = a.id and m.story_id is not null))
         + (select count(*)::int from (select 1 from story_editions where tellable and reason = 'new'
             group by story_id having count(*) > 1) told_twice) as broken,
           (select json_agg(distinct concat(page, ' ', page_note)) from articles
             where title like 'موسكو%' and page <> 'read' and origin <> 'archive') as unread,
           (select count(*)::int from feeds where lease_owner is not null) as leased`
  return {
    lost: published.filter((title) => !stored.has(title)),
    twice: published.filter((title) => (stored.get(title) ?? 0) > 1),
    broken: Number(row?.broken),
    unread: row?.unread,
    leased: Number(row?.leased),
  }
}
