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
import { insertFeed, makeFeedsDue } from '@rasid/store'
import { closePublisherAgents, closeReaders } from '@rasid/web-client'
import { startWorker, type Worker } from '@rasid/worker'
import { type DemoClock, demoClock } from './demo-clock.ts'
import { READERS } from './readers.ts'
import { openTemporaryDatabase, type TemporaryDatabase } from './temporary-database.ts'

// An id that BotFather never gave out; the stand-in is the only server that ever hears this token.
const TOKEN = '42:demo-only-and-not-a-real-token-at-all'
const SPREAD_MS = 4_000
// Publishers are visited every few minutes; nobody would watch a demo that long.
const EVERY_SECOND = '* * * * * *'
const DUE_EVERY_MS = 1_000

/** Everything that plays: two stand-ins for the outside, and the real database, bot and worker. */
export interface Stage {
  script: DemoScript
  /** The bot's, and Telegram's. */
  clock: DemoClock
  database: TemporaryDatabase
  newsroom: Newsroom
  telegram: Telegram
  bot: RunningBot
  /** Starts the worker: a tick each second, the first visit to every feed at once. */
  startPolling(): Worker
  /** From now on every feed is due each second. */
  hurry(): void
  /** Stops all of it in the opposite order, and deletes the database. */
  close(): Promise<void>
}

type AtEnd = (close: () => Promise<unknown>) => void
type Log = Parameters<typeof startWorker>[0]['log']

/** Sets the stage: outlets with their old articles, a bot with its readers, nothing polled yet. `onError` hears of bugs. */
export async function openStage(onError: (line: string) => void): Promise<Stage> {
  const closing: (() => Promise<unknown>)[] = []
  const close = async () => {
    for (const end of closing.splice(0).toReversed()) await end().catch((error) => onError(String(error)))
  }
  try {
    const stage = await build((end) => void closing.push(end), quietLog(onError))
    return { ...stage, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function build(atEnd: AtEnd, log: Log): Promise<Omit<Stage, 'close'>> {
  const seeds = (await readSeeds()).map(({ title, summary, body }) => ({ title, summary, text: body.text }))
  const script = demoScript(seeds, { spreadMs: SPREAD_MS })
  const clock = demoClock()
  const database = await openTemporaryDatabase('rasid-demo')
  atEnd(database.close)
  const { db } = database.store
  const newsroom = await startNewsroom({ hosts: 'names' })
  atEnd(newsroom.close)
  stageDemo(newsroom, script)
  for (const { feedUrl, title } of newsroom.outlets()) await insertFeed(db, { url: feedUrl, outlet: title })
  const telegram = await startTelegram({ token: TOKEN, now: () => clock.now().getTime(), strict1sWindow: true })
  atEnd(telegram.close)
  for (const { id, name } of READERS) telegram.user(id, { name })
  const visitor = { userAgent: 'Rasid/demo', allowHosts: newsroom.allowHosts().split(','), lookup: loopbackLookup }
  const bot = await startBot({
    ...{ store: database.store, token: TOKEN, apiRoot: telegram.apiRoot, owners: [], visitor, log, now: clock.now },
  })
  atEnd(bot.stop)
  const startPolling = () => {
    const worker = startWorker({ db, visitor, log }, { every: EVERY_SECOND })
    atEnd(() => worker.stop().finally(() => Promise.all([closeReaders(), closePublisherAgents()])))
    return worker
  }
  const hurry = () => {
    const timer = setInterval(() => void makeFeedsDue(db).catch(() => {}), DUE_EVERY_MS)
    atEnd(async () => clearInterval(timer))
  }
  return { script, clock, database, newsroom, telegram, bot, startPolling, hurry }
}

/** The demo narrates for itself; only what should never happen is let through. */
function quietLog(onError: (line: string) => void): Log {
  const silent = () => {}
  const error = (fields: unknown, message = '') => onError(`${message} ${JSON.stringify(fields)}`)
  return { debug: silent, info: silent, warn: silent, error: error as Log['error'] }
}
