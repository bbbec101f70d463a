// A whole Rasid in this process with its page: newsroom → worker → Postgres → bot → the Bot API stand-in → /chat. For the
// proofs of the page and for the pictures of the README.
import { startBot } from '@rasid/bot'
import { assignArticle, loadSeeds, readSeeds, rulesInForce } from '@rasid/operations'
import {
  type DemoSeed,
  demoScript,
  loopbackLookup,
  type Newsroom,
  stageDemo,
  startNewsroom,
  startTelegram,
  type Telegram,
} from '@rasid/stand-ins'
import { EDITIONS_CHANNEL, insertFeed, makeFeedsDue, type Store } from '@rasid/store'
import { type PageOpen, rehearse, startWeb } from '@rasid/web'
import { closeReaders, parseAllowHosts } from '@rasid/web-client'
import { pollOnce } from '@rasid/worker'

const TOKEN = '42:a-token-of-the-proof-and-of-nothing-else'
export const PERSON = 7
const MINUTE_MS = 60_000

export interface WebWorld {
  url: string
  newsroom: Newsroom
  telegram: Telegram
  /** Errors that a page answered with 500. */
  errors: unknown[]
  /** Publishes seeds and decoys as the demo does, a few minutes apart, and visits every feed. */
  publishNews(): Promise<void>
  visitFeeds(): Promise<void>
  stop(): Promise<void>
}

export interface WorldOptions {
  store: Store
  /** The clock of newsroom, bot and page; the database goes by its own. */
  now?: () => Date
  /** Whether the seeds stand in the archive (true), as they do after a first start. */
  archive?: boolean
  /** Who reads the page without signing in; whoever sits at this machine, as after a first start. */
  open?: PageOpen
}

const silent = () => {}
const log = { debug: silent, info: silent, warn: silent, error: silent }

/** Starts it with the feeds' baseline visited, so that what is published next is new. */
export async function startWebWorld({
  store,
  now = () => new Date(),
  archive = true,
  open = 'this-machine',
}: WorldOptions): Promise<WebWorld> {
  let shift = 0
  const newsroom = await startNewsroom({ hosts: 'names', now: () => now().getTime() + shift })
  const script = demoScript(await demoSeeds())
  stageDemo(newsroom, script)
  for (const { feedUrl, title } of newsroom.outlets()) {
    await insertFeed(store.db, { url: feedUrl, outlet: title, addedBy: 'proof' })
  }
  if (archive) await loadSeeds({ db: store.db, rules: await rulesInForce(store.db), assign: assignArticle })
  const clock = () => now().getTime()
  const telegram = await startTelegram({ token: TOKEN, name: 'راصد', username: 'rasid_proof_bot', now: clock })
  const visitor = { userAgent: 'Rasid/proof', allowHosts: parseAllowHosts(newsroom.allowHosts()).allowHosts }
  const late: { url: string | null } = { url: null }
  const bot = await startBot({
    ...{ store, token: TOKEN, apiRoot: telegram.apiRoot, owners: [], log, now },
    visitor: { ...visitor, lookup: loopbackLookup },
    pageUrl: () => late.url,
  })
  const errors: unknown[] = []
  const rehearsal = rehearse(telegram, { id: PERSON, name: 'أنت' })
  const listen = (hear: (payload: string) => void) => store.sql.listen(EDITIONS_CHANNEL, hear)
  const web = await startWeb(
    { db: store.db, rehearsal, publicHosts: [], open, owners: [], listen, now, onError: (error) => errors.push(error) },
    { host: '127.0.0.1', port: 0, fixed: false },
  )
  late.url = web.url
  const visitFeeds = async () => {
    await makeFeedsDue(store.db)
    await pollOnce({ db: store.db, visitor: { ...visitor, lookup: loopbackLookup }, log })
    bot.wake()
  }
  await visitFeeds()
  return {
    ...{ url: web.url, newsroom, telegram, errors, visitFeeds },
    async publishNews() {
      // The story that three outlets carry comes last, so that the page begins with it.
      const steps = script.steps.toSorted((a, b) => Number(a.about === 0) - Number(b.about === 0))
      for (const [index, { outlet, article }] of steps.entries()) {
        shift = (index - steps.length) * 3 * MINUTE_MS
        newsroom.publish(outlet, article)
      }
      shift = 0
      await visitFeeds()
    },
    async stop() {
      await Promise.all([web.stop(), bot.stop()])
      await Promise.all([telegram.close(), newsroom.close(), closeReaders()])
    },
  }
}

async function demoSeeds(): Promise<DemoSeed[]> {
  const seeds = await readSeeds()
  return seeds.map(({ title, summary, body }) => ({ title, summary, text: body.text }))
}
