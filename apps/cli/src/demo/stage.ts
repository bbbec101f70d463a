import { type RunningBot, startBot } from '@rasid/bot'
import { readSeeds } from '@rasid/operations'
import {
  type DemoScript,
  demoScript,
  loopbackLookup,
  type Newsroom,
  stageDemo,
  startNewsroom,
  startTelegram,
  type Telegram,
} from '@rasid/stand-ins'
import { type Database, insertFeed, makeFeedsDue } from '@rasid/store'
import { closePublisherAgents, closeReaders } from '@rasid/web-client'
import { startWorker, type Worker } from '@rasid/worker'
import { type DemoClock, demoClock } from './demo-clock.ts'
import { openTemporaryDatabase } from './temporary-database.ts'

// An id that BotFather never gave out; the stand-in is the only server that ever hears this token.
const TOKEN = '42:demo-only-and-not-a-real-token-at-all'
/** The person who reads. */
export const READER = { id: 1001, name: 'ليلى' }
const SPREAD_MS = 5_000
// Publishers are visited every few minutes; nobody would watch a demo that long.
const EVERY_SECOND = '* * * * * *'
const DUE_EVERY_MS = 1_000

/** Everything that plays: two stand-ins for the outside, and the real database, bot and worker. */
export interface Stage {
  script: DemoScript
  clock: DemoClock
  database: Database
  newsroom: Newsroom
  telegram: Telegram
  bot: RunningBot
  /** Starts polling; from then on every feed is due each second. */
  startPolling(): Worker
  close(): Promise<void>
}

type Log = Parameters<typeof startWorker>[0]['log']

/** Sets the stage: outlets with their old articles, a bot with one reader, nothing polled yet. `onError` hears of bugs. */
export async function openStage(onError: (line: string) => void): Promise<Stage> {
  const closing: (() => Promise<unknown>)[] = []
  const closeAll = async () => {
    for (const close of closing.toReversed()) await close().catch((error) => onError(String(error)))
  }
  try {
    return await build((close) => void closing.push(close), closeAll, onError)
  } catch (error) {
    await closeAll()
    throw error
  }
}

async function build(
  atEnd: (close: () => Promise<unknown>) => void,
  close: () => Promise<void>,
  onError: (line: string) => void,
): Promise<Stage> {
  const seeds = await readSeeds()
  const script = demoScript(
    seeds.map(({ title, summary, body }) => ({ title, summary, text: body.text })),
    { spreadMs: SPREAD_MS },
  )
  const clock = demoClock()
  const database = await openTemporaryDatabase('rasid-demo')
  atEnd(() => database.close())
  const newsroom = await startNewsroom({ hosts: 'names' })
  atEnd(() => newsroom.close())
  stageDemo(newsroom, script)
  const { db } = database.store
  for (const { feedUrl, title } of newsroom.outlets()) await insertFeed(db, { url: feedUrl, outlet: title })
  const telegram = await startTelegram({ token: TOKEN, now: () => clock.now().getTime(), strict1sWindow: true })
  atEnd(() => telegram.close())
  telegram.user(READER.id, { name: READER.name })
  const visitor = {
    userAgent: 'Rasid/demo',
    allowHosts: newsroom.allowHosts().split(','),
    lookup: loopbackLookup,
  }
  const log = quietLog(onError)
  const bot = await startBot({
    ...{ store: database.store, token: TOKEN, apiRoot: telegram.apiRoot, owners: [], visitor, log, now: clock.now },
  })
  atEnd(() => bot.stop())
  const startPolling = () => {
    const worker = startWorker({ db, visitor, log }, { every: EVERY_SECOND })
    const timer = setInterval(() => void makeFeedsDue(db).catch(() => {}), DUE_EVERY_MS)
    atEnd(async () => {
      clearInterval(timer)
      await worker.stop()
      await Promise.all([closeReaders(), closePublisherAgents()])
    })
    return worker
  }
  return { script, clock, database, newsroom, telegram, bot, startPolling, close }
}

/** The demo narrates for itself; only what should never happen is let through. */
function quietLog(onError: (line: string) => void): Log {
  const silent = () => {}
  const error = (fields: unknown, message = '') => onError(`${message} ${JSON.stringify(fields)}`)
  return { debug: silent, info: silent, warn: silent, error: error as Log['error'] }
}
