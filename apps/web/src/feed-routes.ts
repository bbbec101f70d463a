import { texts } from '@rasid/core'
import { changeFeed, type FeedAction, listFeeds, lowDisk, OUTAGE_FACT } from '@rasid/operations'
import { type Db, feedById, feedWorth, readFact, recentFetches } from '@rasid/store'
import { Hono } from 'hono'
import { operatorsOnly } from './access/gates.ts'
import type { WebEnv } from './access/reader.ts'
import { feedPage } from './pages/feed.ts'
import { feedsPage } from './pages/feeds.ts'
import { sorry } from './pages/sorry.ts'
import { languageOfRequest, showPage } from './show-page.ts'

const FEEDS_ON_A_PAGE = 500
const VISITS_SHOWN = 50
const ACTIONS: readonly FeedAction[] = ['pause', 'resume', 'check']

/** `/feeds` and `/feeds/<id>`, with what an operator does there. */
export function feedRoutes({ db, now }: { db: Db; now(): Date }): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  app.get('/', async (context) => {
    const [{ feeds }, outage, worth, low] = await Promise.all([
      listFeeds(db, { page: 0, pageSize: FEEDS_ON_A_PAGE }),
      readFact(db, OUTAGE_FACT),
      feedWorth(db),
      lowDisk(db),
    ])
    const pause = { outage: outage !== undefined, lowDisk: low !== null }
    const reading = { lang: languageOfRequest(context), now: now(), ...pause, worth }
    return showPage(context, 'feeds', feedsPage(feeds, reading))
  })
  app.get('/:id{[0-9]{1,15}}', async (context) => {
    const lang = languageOfRequest(context)
    const id = Number(context.req.param('id'))
    const feed = await feedById(db, id)
    if (!feed) return showPage(context, 'title', sorry(texts(lang).pages.noSuchFeed), { status: 404 })
    const [visits, worth] = await Promise.all([recentFetches(db, id, VISITS_SHOWN), feedWorth(db, [id])])
    const nothing = { items: 0, matches: 0, gaps: 0 }
    const page = { feed, visits, worth: worth.get(id) ?? nothing, lang, now: now(), reader: context.get('reader') }
    return showPage(context, 'feeds', feedPage(page), { heading: feed.title || feed.outlet })
  })
  app.post('/:id{[0-9]{1,15}}', operatorsOnly, async (context) => {
    const id = Number(context.req.param('id'))
    const { action: asked } = await context.req.parseBody()
    const action = ACTIONS.find((known) => known === asked)
    const actor = context.get('reader').who?.actor ?? 'page'
    if (action) await changeFeed(db, { id, action, actor })
    return context.redirect(`/feeds/${id}`, 303)
  })
  return app
}
