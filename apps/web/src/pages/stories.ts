import { count, texts } from '@rasid/core'
import type { DeliveryState } from '@rasid/operations'
import type { FeedCounts, ToldArticle, ToldStory } from '@rasid/store'
import { html, raw } from 'hono/html'
import type { Markup } from './layout.ts'
import { deliveryBanner } from './messages.ts'
import { byDay } from './story-days.ts'
import { archiveMark, leadOf, type PageReading, tierMark, timeOf, titleOf, whyOf } from './story-parts.ts'

export interface StoriesPage extends PageReading {
  stories: readonly ToldStory[]
  /** null: both. */
  tier: 'core' | null
  /** Where the next page begins; null on the last. */
  next: string | null
  isFirst: boolean
  feeds: FeedCounts
  deliveries: DeliveryState
  /** Why there is nothing newer; null when there is no reason to say. */
  banner: 'offline' | 'outage' | 'nothingNewer' | 'noFeeds' | null
}

// A story that every outlet carries would push the next one off the screen.
const OUTLETS_SHOWN = 8
// The state of feeds and deliveries is asked again so often while the page is open and seen; stories wait for a press, or the page would
// shift under its reader.
const REFRESH_S = 60
// Said in words by the script; more than these are "and more".
const MOST_COUNTED = 30

/** The latest stories with their outlets and the words that matched. */
export function storiesPage(page: StoriesPage): Markup {
  const { lang, tier, banner, isFirst } = page
  const say = texts(lang).web
  return html`<h1>${say.latest}</h1>
<form class="filters" method="get" action="/search" role="search">
<input type="search" name="q" dir="auto" maxlength="500" aria-label="${say.searchLabel}" placeholder="${say.searchLabel}">
${tier === 'core' ? html`<input type="hidden" name="tier" value="core">` : ''}<button>${say.search}</button>
<nav class="tiers" aria-label="${say.tier}">${tierLink(page, null, say.allTiers)} ${tierLink(page, 'core', say.core)}</nav>
</form>
<div id="state" data-refresh="${REFRESH_S}">
${banner ? html`<div class="banner" id="banner" role="status"><p>${say[banner]}</p></div>` : ''}
${deliveryBanner(page.deliveries, page)}
${statusLine(page)}
</div>
${listOf(page)}
${turnPages(page)}
${isFirst ? liveNews(page) : ''}`
}

/** Where the script says how many stories came since the page was opened. */
function liveNews({ lang, tier }: StoriesPage): Markup {
  const say = texts(lang).pages
  const counted = Array.from({ length: MOST_COUNTED }, (_, n) => say.newStories(n + 1))
  return html`<p class="news" role="status" data-news="/events" data-counted="${JSON.stringify(counted)}" hidden><span></span> <a href="${address({ tier })}">${say.showNew}</a></p>`
}

function tierLink(page: StoriesPage, tier: StoriesPage['tier'], label: string): Markup {
  const current = page.tier === tier ? raw(' aria-current="true"') : ''
  return html`<a href="${address({ tier })}"${current}>${label}</a>`
}

function address({ tier, after }: { tier: StoriesPage['tier']; after?: string }): string {
  const wanted = new URLSearchParams({ ...(tier && { tier }), ...(after && { after }) })
  return wanted.size > 0 ? `/?${wanted}` : '/'
}

/** How the sources are, so that silence does not look like health. */
function statusLine({ lang, feeds, now }: StoriesPage): Markup | string {
  if (feeds.active === 0) return ''
  const say = texts(lang).web
  const { healthy, failing, active } = feeds
  return html`<p class="status" id="status"><a href="/feeds">${say.answering(healthy, count(lang, 'feed', active, { grammar: 'oblique' }))}</a>${failing > 0 ? html` <span>${say.failing(count(lang, 'feed', failing))}</span>` : ''} <span>${say.asOf} ${timeOf(now, { lang, now })}</span></p>`
}

function listOf(page: StoriesPage): Markup {
  const { lang, stories, isFirst, tier } = page
  const say = texts(lang).web
  if (stories.length === 0) {
    const back = !isFirst || tier === 'core' ? html`<br><a href="/">${say.allStories}</a>` : ''
    return html`<p class="empty" id="empty">${isFirst ? say.noStories : say.noMorePages}${back}</p>`
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

function turnPages({ lang, tier, next, isFirst }: StoriesPage): Markup | string {
  const say = texts(lang).web
  if (isFirst && next === null) return ''
  const newest = isFirst ? '' : html`<a class="turn-to" href="${address({ tier })}">${say.newer}</a> `
  const older =
    next === null ? '' : html`<a class="turn-to" rel="next" href="${address({ tier, after: next })}">${say.older}</a>`
  return html`<nav class="turn" aria-label="${say.pages}">${newest}${older}</nav>`
}
