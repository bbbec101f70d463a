import { cleanTitle, texts } from '@rasid/core'
import { deliveryState, listStories, OUTAGE_FACT } from '@rasid/operations'
import { BadCursor, type Db, type FeedCounts, feedCounts, readFact, storiesToTell } from '@rasid/store'
import { Hono } from 'hono'
import type { WebEnv } from './access/reader.ts'
import { keepFor } from './keep-for.ts'
import { sorry } from './pages/sorry.ts'
import { type StoriesPage, storiesPage } from './pages/stories.ts'
import { storyPage } from './pages/story.ts'
import { languageOfRequest, showPage } from './show-page.ts'

const STORIES_ON_A_PAGE = 20
// Counting messages costs more with each of them, and the first page is asked for by everybody.
const DELIVERIES_KEPT_MS = 15_000

/** The pages of the stories, and of one. */
export function storyRoutes({ db, now }: { db: Db; now(): Date }): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  const deliveriesNow = keepFor(DELIVERIES_KEPT_MS, now, () => deliveryState({ db }))
  app.get('/', async (context) => {
    const tier = context.req.query('tier') === 'core' ? ('core' as const) : null
    const cursor = context.req.query('after')
    const ask = { limit: STORIES_ON_A_PAGE, ...(tier && { tier }) }
    const [list, feeds, outage, deliveries] = await Promise.all([
      storiesAfter({ db, now }, ask, cursor),
      feedCounts(db),
      readFact(db, OUTAGE_FACT),
      deliveriesNow(),
    ])
    const reading = { lang: languageOfRequest(context), now: now() }
    const banner = bannerOf(feeds, outage !== undefined, list.stories)
    return showPage(context, 'latest', storiesPage({ ...reading, ...list, tier, feeds, banner, deliveries }))
  })
  app.get('/stories/:id{[0-9]{1,15}}', async (context) => {
    const lang = languageOfRequest(context)
    const [story] = await storiesToTell(db, [Number(context.req.param('id'))])
    if (!story) return showPage(context, 'title', sorry(texts(lang).web.noSuchStory), { status: 404 })
    return showPage(context, 'latest', storyPage(story, { lang, now: now() }), {
      heading: cleanTitle(story.story.title),
    })
  })
  return app
}

/** A page of stories; the first one for a cursor that no page gave. */
async function storiesAfter(
  deps: { db: Db; now(): Date },
  ask: { limit: number; tier?: 'core' },
  cursor: string | undefined,
): Promise<Pick<StoriesPage, 'stories' | 'next' | 'isFirst'>> {
  if (cursor !== undefined) {
    try {
      return { ...(await listStories(deps, { ...ask, cursor })), isFirst: false }
    } catch (error) {
      if (!(error instanceof BadCursor)) throw error
    }
  }
  return { ...(await listStories(deps, ask)), isFirst: true }
}

function bannerOf(feeds: FeedCounts, outage: boolean, shown: StoriesPage['stories']): StoriesPage['banner'] {
  if (feeds.active === 0) return 'noFeeds'
  if (outage) return shown.every(({ story }) => story.origin === 'archive') ? 'offline' : 'outage'
  return feeds.healthy === 0 ? 'nothingNewer' : null
}
