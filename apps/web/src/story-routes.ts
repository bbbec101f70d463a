import { texts, wordsOf } from '@rasid/core'
import { listFeeds, OUTAGE_FACT } from '@rasid/operations'
import { type Db, feedCounts, readFact, storiesToTell, storyIds } from '@rasid/store'
import { Hono } from 'hono'
import { html } from 'hono/html'
import { feedsPage } from './pages/feeds.ts'
import { type StoriesPage, storiesPage } from './pages/stories.ts'
import { storyPage } from './pages/story.ts'
import { languageOfRequest, showPage } from './show-page.ts'

const STORIES_ON_A_PAGE = 20
const FEEDS_ON_A_PAGE = 500
// Deep pages cost more each; who looks for something that old searches.
const LAST_PAGE = 500

/** The pages that read the store: stories, one story, feeds. */
export function storyRoutes({ db, now }: { db: Db; now(): Date }): Hono {
  const app = new Hono()
  app.get('/', async (context) => {
    const query = (context.req.query('q') ?? '').trim().slice(0, 200)
    const tier = context.req.query('tier') === 'core' ? 'core' : 'related'
    const page = Math.min(LAST_PAGE, Math.max(0, Number.parseInt(context.req.query('page') ?? '0', 10) || 0))
    const ids = await storyIds(db, {
      ...{ tier, offset: page * STORIES_ON_A_PAGE, limit: STORIES_ON_A_PAGE + 1 },
      ...(query !== '' && { words: wordsOf(query) }),
    })
    const stories = await storiesToTell(db, ids.slice(0, STORIES_ON_A_PAGE))
    const older = ids.length > STORIES_ON_A_PAGE ? page + 1 : null
    const reading = { lang: languageOfRequest(context), now: now() }
    return showPage(
      context,
      'latest',
      storiesPage({ ...reading, stories, tier, query, older, banner: await bannerOf(db) }),
    )
  })
  app.get('/stories/:id{[0-9]{1,15}}', async (context) => {
    const lang = languageOfRequest(context)
    const [story] = await storiesToTell(db, [Number(context.req.param('id'))])
    if (!story)
      return showPage(context, 'title', html`<p class="empty">${texts(lang).web.noSuchStory}</p>`, { status: 404 })
    return showPage(context, 'latest', storyPage(story, { lang, now: now() }), { heading: story.story.title })
  })
  app.get('/feeds', async (context) => {
    const { feeds } = await listFeeds(db, { page: 0, pageSize: FEEDS_ON_A_PAGE })
    return showPage(context, 'feeds', feedsPage(feeds, { lang: languageOfRequest(context), now: now() }))
  })
  return app
}

async function bannerOf(db: Db): Promise<StoriesPage['banner']> {
  const counts = await feedCounts(db)
  if (counts.active === 0) return 'noFeeds'
  if ((await readFact(db, OUTAGE_FACT)) !== undefined) return 'offline'
  return counts.healthy === 0 ? 'nothingNewer' : null
}
