import { count, formatMoment, texts } from '@rasid/core'
import { feedHealth } from '@rasid/operations'
import type { Feed } from '@rasid/store'
import { maskUrl } from '@rasid/web-client'
import { html } from 'hono/html'
import type { Markup } from './layout.ts'
import { type PageReading, ZONE } from './story-parts.ts'

interface FeedsReading extends PageReading {
  outage: boolean
  lowDisk: boolean
  /** By feed: what it brought in 30 days, and its gaps of the last seven. */
  worth: ReadonlyMap<number, { items: number; matches: number; gaps: number }>
}

/** Every feed with its health in words; the worst first. */
export function feedsPage(feeds: readonly Feed[], reading: FeedsReading): Markup {
  const say = texts(reading.lang).web
  if (feeds.length === 0) return html`<h1>${say.feeds}</h1><p class="banner">${say.noFeeds}</p>`
  return html`<h1>${say.feeds} <small>${count(reading.lang, 'feed', feeds.length)}</small></h1>
<div id="health" data-refresh="60">
${reading.lowDisk ? html`<div class="banner" role="status"><p>${say.lowDisk}</p></div>` : ''}
${reading.outage ? html`<div class="banner" id="banner" role="status"><p>${say.outage}</p></div>` : ''}
<ul class="feeds" id="feeds">${feeds.map((feed) => feedItem(feed, reading))}</ul>
</div>`
}

type State = 'healthy' | 'failing' | 'waiting' | 'stopped'

function stateOf(feed: Feed): State {
  if (feed.status !== 'active') return 'stopped'
  if (feed.failures > 0) return 'failing'
  return feed.lastSuccessAt ? 'healthy' : 'waiting'
}

function feedItem(feed: Feed, { lang, now, worth }: FeedsReading): Markup {
  const say = texts(lang).web
  const { what, next } = feedHealth(feed, lang)
  const moment = (at: Date) =>
    html`<time datetime="${at.toISOString()}">${formatMoment(at, now, { lang, tz: ZONE })}</time>`
  const { items = 0, matches = 0, gaps = 0 } = worth.get(feed.id) ?? {}
  const more = texts(lang).pages
  const visits = [
    feed.lastVisitAt ? html`<span>${say.lastVisit} ${moment(feed.lastVisitAt)}</span>` : '',
    feed.status === 'active' ? html`<span>${say.nextVisit} ${moment(feed.nextCheckAt)}</span>` : '',
  ]
  return html`<li class="feed ${stateOf(feed)}" id="feed-${feed.id}">
<h2><a href="/feeds/${feed.id}"><bdi>${feed.outlet}</bdi></a></h2>
<p class="address" dir="ltr">${maskUrl(feed.url)}</p>
<p class="health">${what}${next ? html` <small>${next}</small>` : ''}</p>
<p class="visits">${visits[0]} ${visits[1]} <span>${more.brought30(items, matches)}</span>${gaps > 0 ? html` <strong class="trouble">${more.gapsWeek(gaps)}</strong>` : ''}</p>
</li>
`
}
