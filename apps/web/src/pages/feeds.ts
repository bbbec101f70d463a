import { formatMoment, texts } from '@rasid/core'
import { feedHealth } from '@rasid/operations'
import type { Feed } from '@rasid/store'
import { maskUrl } from '@rasid/web-client'
import { html } from 'hono/html'
import type { Markup } from './layout.ts'
import type { PageReading } from './story-parts.ts'

/** Every feed with its health in words; the worst first. */
export function feedsPage(feeds: readonly Feed[], { lang, now }: PageReading): Markup {
  const say = texts(lang).web
  if (feeds.length === 0) return html`<h1>${say.feeds}</h1><p class="banner">${say.noFeeds}</p>`
  const moment = (at: Date | null) => (at ? formatMoment(at, now, { lang, tz: 'Asia/Riyadh' }) : say.notYet)
  return html`<h1>${say.feeds}</h1>
<div class="scroll" tabindex="0" role="region" aria-label="${say.feeds}"><table>
<thead><tr><th scope="col">${say.feed}</th><th scope="col">${say.health}</th><th scope="col">${say.lastVisit}</th><th scope="col">${say.nextVisit}</th></tr></thead>
<tbody>${feeds.map((feed) => {
    const { what, next } = feedHealth(feed, lang)
    return html`<tr><th scope="row">${feed.outlet}<br><small dir="ltr">${maskUrl(feed.url)}</small></th>
<td>${what}${next ? html`<br><small>${next}</small>` : ''}</td><td>${moment(feed.lastVisitAt)}</td><td>${feed.status === 'active' ? moment(feed.nextCheckAt) : ''}</td></tr>`
  })}</tbody></table></div>`
}
