import { count, texts } from '@rasid/core'
import type { FeedCounts, ToldArticle, ToldStory } from '@rasid/store'
import { html, raw } from 'hono/html'
import type { Markup } from './layout.ts'
import { byDay } from './story-days.ts'
import { archiveMark, leadOf, type PageReading, tierMark, timeOf, titleOf, whyOf } from './story-parts.ts'

export interface StoriesPage extends PageReading {
  stories: readonly ToldStory[]
  tier: 'core' | 'related'
  query: string
  /** From 0, the newest. */
  page: number
  isLastPage: boolean
  feeds: FeedCounts
  /** Why there is nothing newer; null when there is no reason to say. */
  banner: 'offline' | 'outage' | 'nothingNewer' | 'noFeeds' | null
}

type Ask = Pick<StoriesPage, 'query' | 'tier' | 'page'>

// A story that every outlet carries would push the next one off the screen.
const OUTLETS_SHOWN = 8
// Asked again so often while the page is open and seen.
const REFRESH_S = 60

/** The latest stories with their outlets and the words that matched. */
export function storiesPage(page: StoriesPage): Markup {
  const { lang, query, tier, banner } = page
  const say = texts(lang).web
  return html`<h1>${say.latest}</h1>
<form class="filters" method="get" action="/" role="search">
<input type="search" name="q" value="${query}" dir="auto" maxlength="200" aria-label="${say.searchLabel}" placeholder="${say.searchLabel}">
${tier === 'core' ? html`<input type="hidden" name="tier" value="core">` : ''}<button>${say.search}</button>
<nav class="tiers" aria-label="${say.tier}">${tierLink(page, 'related', say.allTiers)} ${tierLink(page, 'core', say.core)}</nav>
</form>
<div id="news" data-refresh="${REFRESH_S}">
${banner ? html`<div class="banner" id="banner" role="status"><p>${say[banner]}</p></div>` : ''}
${statusLine(page)}
${listOf(page)}
</div>
${turnPages(page)}`
}

function tierLink(page: StoriesPage, tier: Ask['tier'], label: string): Markup {
  const current = page.tier === tier ? raw(' aria-current="true"') : ''
  return html`<a href="${address({ ...page, tier, page: 0 })}"${current}>${label}</a>`
}

function address({ query, tier, page }: Ask): string {
  const wanted = new URLSearchParams({
    ...(query && { q: query }),
    ...(tier === 'core' && { tier }),
    ...(page > 0 && { page: String(page) }),
  }).toString()
  return wanted ? `/?${wanted}` : '/'
}

/** How the sources are, so that silence does not look like health. */
function statusLine({ lang, feeds, now }: StoriesPage): Markup | string {
  if (feeds.active === 0) return ''
  const say = texts(lang).web
  const { healthy, failing, active } = feeds
  return html`<p class="status" id="status"><a href="/feeds">${say.answering(healthy, count(lang, 'feed', active, { grammar: 'oblique' }))}</a>${failing > 0 ? html` <span>${say.failing(count(lang, 'feed', failing))}</span>` : ''} <span>${say.asOf} ${timeOf(now, { lang, now })}</span></p>`
}

function listOf(page: StoriesPage): Markup {
  const { lang, stories, query } = page
  const say = texts(lang).web
  if (stories.length === 0) {
    const back = html`<a href="/">${say.allStories}</a>`
    return query === ''
      ? html`<p class="empty" id="empty">${page.page > 0 ? say.noMorePages : say.noStories}${page.page > 0 || page.tier === 'core' ? html`<br>${back}` : ''}</p>`
      : html`<p class="empty" id="empty">${say.nothingFound} <bdi><strong>${query}</strong></bdi><br>${back}</p>`
  }
  return html`${byDay(stories, page).map(
    ({ key, title, stories: told }) => html`<section class="day" id="day-${key}"><h2>${title}</h2>
<ol class="stories">${told.map((story) => storyItem(story, page))}</ol></section>
`,
  )}`
}

function storyItem({ story, articles }: ToldStory, reading: PageReading): Markup {
  const { lang } = reading
  const [first] = articles
  if (!first) return html``
  const isArchive = story.origin === 'archive'
  const hasMoreThanOutlets = articles.length > new Set(articles.map(({ outlet }) => outlet)).size
  return html`<li class="story ${story.tier}" id="story-${story.id}"><article>
<p class="meta">${tierMark(story.tier, lang)}${archiveMark(story, lang)} ${timeOf(story.lastAt, reading, isArchive)}${hasMoreThanOutlets ? html` <span>${count(lang, 'article', articles.length)}</span>` : ''}</p>
<h3 lang="ar" dir="auto"><a href="/stories/${story.id}">${titleOf(first, lang)}</a></h3>
<p class="lead" lang="ar" dir="auto">${leadOf(first)}</p>
${whyOf(first, lang)}
${outletsOf(articles, reading, isArchive)}
</article></li>
`
}

/** Each outlet once, by its first article, in order of publication. */
function outletsOf(articles: readonly ToldArticle[], reading: PageReading, isArchive: boolean): Markup {
  const say = texts(reading.lang).web
  const outlets = [...Map.groupBy(articles, ({ outlet }) => outlet).values()].flatMap(([first]) => first ?? [])
  const item = ({ outlet, at }: ToldArticle) =>
    html`<li><bdi>${outlet}</bdi>${isArchive || outlets.length === 1 ? '' : html` ${timeOf(at, reading)}`}</li> `
  const rest = outlets.slice(OUTLETS_SHOWN)
  return html`<div class="outlets"><strong>${count(reading.lang, 'outlet', outlets.length)}</strong>
<ul aria-label="${say.outlets}">${outlets.slice(0, OUTLETS_SHOWN).map(item)}</ul>${
    rest.length > 0
      ? html`<details><summary>${say.andMore(count(reading.lang, 'outlet', rest.length))}</summary><ul aria-label="${say.outlets}">${rest.map(item)}</ul></details>`
      : ''
  }</div>`
}

function turnPages(page: StoriesPage): Markup | string {
  const say = texts(page.lang).web
  if (page.page === 0 && page.isLastPage) return ''
  const newer =
    page.page > 0
      ? html`<a class="turn-to" rel="prev" href="${address({ ...page, page: page.page - 1 })}">${say.newer}</a>`
      : ''
  const older = page.isLastPage
    ? ''
    : html`<a class="turn-to" rel="next" href="${address({ ...page, page: page.page + 1 })}">${say.older}</a>`
  return html`<nav class="turn" aria-label="${say.pages}">${newer} ${older}</nav>`
}
