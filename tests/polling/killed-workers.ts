import { fork } from 'node:child_process'
import { once } from 'node:events'
import { loopbackLookup, type Newsroom, startNewsroom } from '@rasid/stand-ins'
import { insertFeed, makeFeedsDue } from '@rasid/store'
import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import { pollOnce } from '@rasid/worker'

const OUTLETS = ['alif', 'ba', 'ta', 'tha', 'jim']
const silent = () => {}
const LOG = { debug: silent, info: silent, warn: silent, error: silent }

export interface KilledWorkers {
  published: number
  /** Kills that hit a worker with feeds or pages in its hands. */
  atWork: number
  lost: string[]
  twice: string[]
  /** Stories told twice, or matched articles without a story. */
  broken: number
}

/**
 * Publishers publish while workers, as real processes, are killed with SIGKILL a few milliseconds into their work;
 * then one worker finishes. The feeds do not change after the last kill, so an article whose validators were saved
 * without it would be answered by 304 for ever, and be found lost.
 */
export async function killWorkers(kills: number): Promise<KilledWorkers> {
  const database = await freshDatabase()
  const newsroom = await startNewsroom({
    hosts: 'names',
    outlets: OUTLETS.map((name) => ({ name, title: `وسيلة ${name}` })),
  })
  try {
    await followAll(database, newsroom)
    const titles: string[] = []
    let atWork = 0
    for (let kill = 0; kill < kills; kill += 1) {
      titles.push(...publishSome(newsroom, kill))
      await comeDue(database)
      await killedAfter(database, newsroom, (kill * 37) % 150)
      const [busy] = await database.store.sql`select exists (select 1 from feeds where lease_until > now())
        or exists (select 1 from articles where page_lease_until > now()) as busy`
      if (busy?.busy) atWork += 1
    }
    await comeDue(database)
    await pollOnce({ db: database.store.db, log: LOG, visitor: visitorOf(newsroom) })
    return { published: titles.length, atWork, ...(await account(database, titles)) }
  } finally {
    await newsroom.close()
    await database.drop()
  }
}

const visitorOf = (newsroom: Newsroom) => ({ lookup: loopbackLookup, allowHosts: newsroom.allowHosts().split(',') })

async function followAll(database: FreshDatabase, newsroom: Newsroom): Promise<void> {
  for (const { title, feedUrl } of newsroom.outlets()) {
    await insertFeed(database.store.db, { url: feedUrl, outlet: title })
  }
  await pollOnce({ db: database.store.db, log: LOG, visitor: visitorOf(newsroom) })
}

/** One article an outlet: every second one core, all about different days. */
function publishSome(newsroom: Newsroom, round: number): string[] {
  return OUTLETS.map((outlet, n) => {
    const title =
      n % 2 === 0
        ? `موسكو تستقبل وفد طالبان في الجولة ${round} ${outlet}`
        : `معرض الكتاب يستقبل زواره لليوم ${round} ${outlet}`
    newsroom.publish(outlet, { title, summary: `تفاصيل الخبر رقم ${round}` })
    return title
  })
}

/** What time does: leases run out, and feeds and pages come due. */
async function comeDue(database: FreshDatabase): Promise<void> {
  await makeFeedsDue(database.store.db)
  await database.store.sql`update feeds set lease_until = null`
  await database.store.sql`update articles set page_lease_until = null, page_due_at = now() where page = 'wanted'`
}

/** Kills a worker `ms` after its first request has reached a publisher: while it fetches, records or reads pages. */
async function killedAfter(database: FreshDatabase, newsroom: Newsroom, ms: number): Promise<void> {
  const visits = newsroom.visits().length
  const child = fork(new URL('./polling-process.ts', import.meta.url), [database.url, newsroom.allowHosts()])
  await newsroom.until(() => newsroom.visits().length > visits, { timeoutMs: 60_000, what: 'the worker visits a feed' })
  await new Promise((resolve) => setTimeout(resolve, ms))
  child.kill('SIGKILL')
  await once(child, 'exit')
  // Until Postgres has noticed, the dead worker's last statement may still end.
  await new Promise((resolve) => setTimeout(resolve, 50))
}

async function account(
  database: FreshDatabase,
  titles: string[],
): Promise<Pick<KilledWorkers, 'lost' | 'twice' | 'broken'>> {
  const rows = await database.store.sql`select title, count(*)::int as n from articles group by title`
  const stored = new Map(rows.map((row) => [String(row.title), Number(row.n)]))
  const [broken] = await database.store.sql`
    select (select count(*) from articles a where tier <> 'none' and not exists
             (select 1 from matches m where m.article_id = a.id and m.story_id is not null))
         + (select count(*) from (select 1 from story_editions where tellable and reason = 'new' group by story_id having count(*) > 1) twice) as n`
  return {
    lost: titles.filter((title) => !stored.has(title)),
    twice: titles.filter((title) => (stored.get(title) ?? 0) > 1),
    broken: Number(broken?.n),
  }
}
