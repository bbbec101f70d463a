import { count, formatRelative, texts } from '@rasid/core'
import { feedHealth } from '@rasid/operations'
import type { Feed, Fetch } from '@rasid/store'
import { maskUrl } from '@rasid/web-client'
import { html } from 'hono/html'
import type { Reader } from '../access/reader.ts'
import type { Markup } from './layout.ts'
import { type PageReading, timeOf } from './story-parts.ts'

export interface FeedPage extends PageReading {
  feed: Feed
  visits: readonly Fetch[]
  /** What it brought in 30 days, and its gaps of the last seven. */
  worth: { items: number; matches: number; gaps: number }
  reader: Reader
}

/** One feed: its health in words, what it is worth, its last visits with their gaps, and what an operator may do. */
export function feedPage(page: FeedPage): Markup {
  const { feed, lang, now, worth } = page
  const say = texts(lang).pages
  const { what, next } = feedHealth(feed, lang)
  const silent = feed.silentSince
    ? html`<p class="trouble">${say.silentSince} ${formatRelative(feed.silentSince, now, lang)}</p>`
    : ''
  return html`<p class="back"><a href="/feeds">${say.allFeeds}</a></p>
<h1><bdi>${feed.title || feed.outlet}</bdi> <small>${say.feedNumber(feed.id)}</small></h1>
<section class="card"><dl class="facts">
<div><dt>${say.health}</dt><dd>${what}${next ? html` <small>${next}</small>` : ''}${silent}</dd></div>
<div><dt>${say.address}</dt><dd dir="ltr" class="code">${maskUrl(feed.url)}</dd></div>
<div><dt>${say.outlet}</dt><dd><bdi>${feed.outlet}</bdi></dd></div>
<div><dt>${say.interval}</dt><dd>${count(lang, 'minute', Math.round((feed.fixedIntervalMs ?? feed.intervalMs) / 60_000))}</dd></div>
${feed.lastNewAt ? html`<div><dt>${say.lastNew}</dt><dd>${timeOf(feed.lastNewAt, page)}</dd></div>` : ''}
<div><dt>${say.addedBy}</dt><dd><bdi>${feed.addedBy}</bdi> <small>${timeOf(feed.addedAt, page)}</small></dd></div>
</dl>
<p>${say.brought30(worth.items, worth.matches)}${worth.gaps > 0 ? html` · <strong class="trouble">${say.gapsWeek(worth.gaps)}</strong>` : ''}</p>
${actionsOf(page)}</section>
<section class="card"><h2>${say.lastVisits}</h2>${visitsTable(page)}</section>`
}

function actionsOf({ feed, reader, lang }: FeedPage): Markup {
  const say = texts(lang).pages
  if (reader.who?.scope !== 'operate') return html`<p class="hint-line">${say.operateHint}</p>`
  const { csrf } = reader.who
  const button = (action: 'pause' | 'resume' | 'check') =>
    html`<button name="action" value="${action}">${say[action]}</button> `
  const offered = feed.status === 'active' ? [button('check'), button('pause')] : [button('resume')]
  return html`<form method="post" action="/feeds/${feed.id}" class="actions"><input type="hidden" name="csrf" value="${csrf}">${offered}</form>`
}

function visitsTable(page: FeedPage): Markup {
  const { visits, lang } = page
  const say = texts(lang).pages
  if (visits.length === 0) return html`<p class="empty">${say.noVisits}</p>`
  const outcomes: Record<Fetch['outcome'], string> = {
    ...{ fetched: say.fetched, unchanged: say.unchanged, 'slow-down': say.slowDown },
    ...{ failed: say.failedVisit, 'not-a-feed': say.notAFeed },
  }
  const row = (visit: Fetch) => html`<tr class="${visit.outcome}"><th scope="row">${timeOf(visit.at, page)}</th>
<td>${outcomes[visit.outcome]}${visit.status === null ? '' : html` <small>${visit.status}</small>`}${visit.gap ? html` <strong class="gap-mark">${say.gap}</strong>` : ''}</td>
<td>${visit.items}</td><td>${visit.added}</td><td>${visit.matched}</td><td dir="auto">${visit.note}</td></tr>
`
  const heads = [say.visitAt, say.visitOutcome, say.visitItems, say.visitNew, say.visitMatched, say.visitNote]
  return html`<div class="wide" tabindex="0" role="region" aria-label="${say.lastVisits}"><table>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${visits.map(row)}</tbody></table></div>
${visits.some(({ gap }) => gap) ? html`<p class="hint-line">${say.gapExplained}</p>` : ''}`
}
