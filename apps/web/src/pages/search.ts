import { cleanTitle, type IgnoredPart, type Lang, texts } from '@rasid/core'
import type { MatchHit } from '@rasid/operations'
import { html, raw } from 'hono/html'
import { excerpt, highlight } from '../highlight.ts'
import type { Markup } from './layout.ts'
import { type PageReading, tierMark, timeOf } from './story-parts.ts'

/** What stands in the address of a search. */
export const SEARCH_FIELDS = ['q', 'tier', 'entity', 'outlet', 'from', 'to', 'order'] as const
export type SearchForm = Record<(typeof SEARCH_FIELDS)[number], string>

export interface SearchPageView extends PageReading {
  form: SearchForm
  entities: readonly { id: string; title: string }[]
  hits: readonly MatchHit[]
  next: string | null
  /** Parts of the words that say nothing to us. */
  ignored: readonly IgnoredPart[]
  /** Fields that could not be read. */
  problems: readonly string[]
  badCursor: boolean
  isFirst: boolean
}

/** Stored matches that fit the words and filters; the words are shown in their own spelling. */
export function searchPage(page: SearchPageView): Markup {
  const { lang, hits } = page
  const say = texts(lang).pages
  return html`<h1>${say.searchTitle}</h1>
${searchForm(page)}
${remarks(page)}
${hits.length === 0 ? html`<p class="empty">${say.nothingFits}</p>` : html`<ol class="stories hits">${hits.map((hit) => hitItem(hit, page))}</ol>`}
${turnPages(page)}`
}

function searchForm({ form, entities, lang }: SearchPageView): Markup {
  const say = texts(lang).pages
  const web = texts(lang).web
  const option = (value: string, label: string, chosen: string) =>
    html`<option value="${value}"${value === chosen ? raw(' selected') : ''}>${label}</option>`
  const tiers = [
    ['', say.anyTier],
    ['core', say.coreOnly],
    ['related', say.relatedOnly],
  ] as const
  const narrowed = [form.tier, form.entity, form.outlet, form.from, form.to, form.order].some((value) => value !== '')
  return html`<form class="search-form" method="get" action="/search" role="search">
<div class="filters"><input type="search" name="q" value="${form.q}" dir="auto" maxlength="500" aria-label="${web.searchLabel}" placeholder="${web.searchLabel}">
<button class="main">${web.search}</button></div>
<details${narrowed ? raw(' open') : ''}><summary>${say.filters}</summary><div class="fields">
<label>${web.tier} <select name="tier">${tiers.map(([value, label]) => option(value, label, form.tier))}</select></label>
<label>${say.entity} <select name="entity">${option('', say.anyEntity, form.entity)}${entities.map(({ id, title }) => option(id, title, form.entity))}</select></label>
<label>${say.outlet} <input name="outlet" value="${form.outlet}" dir="auto" maxlength="200"></label>
<label>${say.from} <input type="date" name="from" value="${form.from}"></label>
<label>${say.to} <input type="date" name="to" value="${form.to}"></label>
<label>${say.order} <select name="order">${option('', say.recent, form.order)}${option('relevance', say.relevance, form.order)}</select></label>
</div></details>
${queryHelp(lang)}</form>`
}

function queryHelp(lang: Lang): Markup {
  const say = texts(lang).pages
  const rows = [
    ['داعش موسكو', say.helpWords],
    ['"وفد طالبان"', say.helpPhrase],
    ['كابول*', say.helpPrefix],
    ['-سوريا', say.helpExclude],
    [lang === 'ar' ? 'كيان:طالبان' : 'entity:taliban', say.helpEntity],
    [lang === 'ar' ? 'وسيلة:"الجزيرة نت"' : 'outlet:"الجزيرة نت"', say.helpOutlet],
    [lang === 'ar' ? 'من:7d' : 'from:7d', say.helpFrom],
  ]
  return html`<details class="help"><summary>${say.helpTitle}</summary><dl>${rows.map(([written, meaning]) => html`<div><dt><a href="/search?${new URLSearchParams({ q: written ?? '' })}"><bdi>${written}</bdi></a></dt><dd>${meaning}</dd></div>`)}</dl></details>`
}

function remarks({ ignored, problems, badCursor, lang }: SearchPageView): Markup | string {
  const say = texts(lang).pages
  const lines = [
    ...problems.map((name) => say.badParam(name)),
    ...ignored.map(({ part, reason }) => texts(lang).search.ignored(part, reason)),
    ...(badCursor ? [say.badCursor] : []),
  ]
  if (lines.length === 0) return ''
  return html`<div class="banner" role="status">${lines.map((line) => html`<p>${line}</p>`)}</div>`
}

function hitItem(hit: MatchHit, reading: PageReading): Markup {
  const { lang } = reading
  const asked = (field: 'title' | 'summary' | 'snippet') => hit.highlights.filter((one) => one.field === field)
  // Without words to show, those that made it a match.
  const spans = (field: 'title' | 'summary') =>
    hit.highlights.length > 0 ? asked(field) : hit.evidence.filter((one) => one.field === field)
  const inTitle = spans('title')
  const title = inTitle.length > 0 ? hit.title : cleanTitle(hit.title) || texts(lang).web.untitled
  const piece =
    hit.snippet === null ? excerpt(hit.summary, spans('summary')) : { text: hit.snippet, spans: asked('snippet') }
  const story =
    hit.storyId === null
      ? ''
      : html`<a href="/stories/${hit.storyId}#article-${hit.articleId}">${texts(lang).pages.toStory}</a>`
  return html`<li class="story ${hit.tier}" id="hit-${hit.articleId}"><article>
<p class="meta">${tierMark(hit.tier, lang)} <strong><bdi>${hit.outlet}</bdi></strong> ${timeOf(hit.publishedAt ?? hit.firstSeenAt, reading, hit.origin === 'archive')} ${story}</p>
<h2 lang="ar" dir="auto"><a href="/articles/${hit.articleId}">${highlight(title, inTitle)}</a></h2>
${piece.text ? html`<p class="lead" lang="ar" dir="auto">${highlight(piece.text, piece.spans)}</p>` : ''}
</article></li>
`
}

function turnPages({ form, next, isFirst, lang }: SearchPageView): Markup | string {
  if (isFirst && next === null) return ''
  const say = texts(lang).pages
  const address = (cursor: string | null) => {
    const query = new URLSearchParams(Object.entries(form).filter(([, value]) => value !== ''))
    if (cursor !== null) query.set('cursor', cursor)
    return `/search?${query}`
  }
  const older = form.order === 'relevance' ? say.moreMatches : say.olderMatches
  return html`<nav class="turn" aria-label="${texts(lang).web.pages}">${isFirst ? '' : html`<a class="turn-to" href="${address(null)}">${say.fromStart}</a> `}${next === null ? '' : html`<a class="turn-to" rel="next" href="${address(next)}">${older}</a>`}</nav>`
}
