import { cleanTitle, texts, wordsOf } from '@rasid/core'
import { listFeeds, OUTAGE_FACT } from '@rasid/operations'
import { type Db, type FeedCounts, feedCounts, readFact, storiesToTell, storyIds } from '@rasid/store'
import { Hono } from 'hono'
import { html } from 'hono/html'
import type { PageContext, WebEnv } from './access/reader.ts'
import { feedsPage } from './pages/feeds.ts'
import { type StoriesPage, storiesPage } from './pages/stories.ts'
import { storyPage } from './pages/story.ts'
import { languageOfRequest, showPage } from './show-page.ts'

const STORIES_ON_A_PAGE = 20
const FEEDS_ON_A_PAGE = 500
// Deep pages cost more each; who looks for something that old searches.
const LAST_PAGE = 500

/** The pages that read the store: stories, one story, feeds. */
export function storyRoutes({ db, now }: { db: Db; now(): Date }): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  app.get('/', async (context) => {
    const { query, tier, page } = askOf(context)
    const ids = await storyIds(db, {
      ...{ tier, offset: page * STORIES_ON_A_PAGE, limit: STORIES_ON_A_PAGE + 1 },
      ...(query !== '' && { words: wordsOf(query) }),
    })
    const [stories, feeds, outage] = await Promise.all([
      storiesToTell(db, ids.slice(0, STORIES_ON_A_PAGE)),
      feedCounts(db),
      hasOutage(db),
    ])
    const reading = { lang: languageOfRequest(context), now: now() }
    const list = { stories, tier, query, page, isLastPage: ids.length <= STORIES_ON_A_PAGE }
    return showPage(
      context,
      'latest',
      storiesPage({ ...reading, ...list, feeds, banner: bannerOf(feeds, outage, stories) }),
    )
  })
  app.get('/stories/:id{[0-9]{1,15}}', async (context) => {
    const lang = languageOfRequest(context)
    const [story] = await storiesToTell(db, [Number(context.req.param('id'))])
    if (!story)
      return showPage(context, 'title', html`<p class="empty">${texts(lang).web.noSuchStory}</p>`, { status: 404 })
    return showPage(context, 'latest', storyPage(story, { lang, now: now() }), {
      heading: cleanTitle(story.story.title),
    })
  })
  app.get('/feeds', async (context) => {
    const [{ feeds }, outage] = await Promise.all([
      listFeeds(db, { page: 0, pageSize: FEEDS_ON_A_PAGE }),
      hasOutage(db),
    ])
    const reading = { lang: languageOfRequest(context), now: now(), outage }
    return showPage(context, 'feeds', feedsPage(feeds, reading))
  })
  return app
}

/** What the address asks for; whatever it should not hold is read as if it were not there. */
function askOf(context: PageContext): Pick<StoriesPage, 'query' | 'tier' | 'page'> {
  const page = Number.parseInt(context.req.query('page') ?? '0', 10) || 0
  return {
    query: cleanTitle(context.req.query('q') ?? '').slice(0, 200),
    tier: context.req.query('tier') === 'core' ? 'core' : 'related',
    page: Math.min(LAST_PAGE, Math.max(0, page)),
  }
}

async function hasOutage(db: Db): Promise<boolean> {
  return (await readFact(db, OUTAGE_FACT)) !== undefined
}

function bannerOf(feeds: FeedCounts, outage: boolean, shown: StoriesPage['stories']): StoriesPage['banner'] {
  if (feeds.active === 0) return 'noFeeds'
  if (outage) return shown.every(({ story }) => story.origin === 'archive') ? 'offline' : 'outage'
  return feeds.healthy === 0 ? 'nothingNewer' : null
}
