import {
  cleanTitle,
  describeReason,
  type Evidence,
  formatDate,
  formatMoment,
  type Lang,
  linkTarget,
  type MatchResult,
  texts,
} from '@rasid/core'
import type { ToldArticle, ToldStory } from '@rasid/store'
import { html } from 'hono/html'
import { excerpt, highlight } from '../highlight.ts'
import type { Markup } from './layout.ts'

/** How the page is read: its language and moment. Times are those of Riyadh, the zone of a new chat. */
export interface PageReading {
  lang: Lang
  now: Date
}

const ZONE = 'Asia/Riyadh'

export function tierMark(tier: 'core' | 'related', lang: Lang): Markup {
  return html`<span class="tier ${tier}">${texts(lang).web[tier]}</span>`
}

export function archiveMark(story: ToldStory['story'], lang: Lang): Markup | string {
  return story.origin === 'archive' ? html` <span class="archive">${texts(lang).web.archive}</span>` : ''
}

/** A moment with its machine-readable form; an article of the archive shows its day only, since its hour is not known. */
export function timeOf(at: Date, { lang, now }: PageReading, dayOnly = false): Markup {
  const clock = { lang, tz: ZONE }
  return html`<time datetime="${at.toISOString()}">${dayOnly ? formatDate(at, clock) : formatMoment(at, now, clock)}</time>`
}

export function evidenceOf(article: ToldArticle, field: Evidence['field']): Evidence[] {
  return (article.result as MatchResult).evidence.filter((evidence) => evidence.field === field)
}

/** The stored title with the words that matched; offsets are into the stored text, so it is cleaned only where nothing matched. */
export function titleOf(article: ToldArticle): Markup {
  const spans = evidenceOf(article, 'title')
  return highlight(spans.length > 0 ? article.title : cleanTitle(article.title), spans)
}

/** The part of an article that shows its words best: the summary, or the body around its first matched word. */
export function leadOf(article: ToldArticle): Markup | string {
  const inSummary = evidenceOf(article, 'summary')
  if (inSummary.length === 0 && article.body) {
    const piece = excerpt(article.body, evidenceOf(article, 'text'))
    if (piece.spans.length > 0) return highlight(piece.text, piece.spans)
  }
  const piece = excerpt(article.summary, inSummary)
  return highlight(piece.text, piece.spans)
}

/** Why it matched, in words, with the rule version that decided. */
export function whyOf(article: ToldArticle, lang: Lang): Markup {
  const { reasons, ruleVersion, evidence } = article.result as MatchResult
  const words = [...new Set(evidence.map(({ surface }) => surface))].slice(0, 8)
  const say = texts(lang).web
  return html`<p class="why"><strong>${say.why}</strong> ${reasons.map((reason) => describeReason(reason, lang)).join(lang === 'ar' ? '، ' : ', ')}
<br>${words.map((word) => html`<mark>${word}</mark> `)}<br><small>${say.ruleVersion} <bdi>${ruleVersion}</bdi></small></p>`
}

/** A link to the publisher, where there is a safe one. */
export function originalOf(article: ToldArticle, lang: Lang): Markup | string {
  const url = linkTarget(article.url)
  return url ? html`<a href="${url}" rel="noreferrer noopener" target="_blank">${texts(lang).web.original}</a>` : ''
}
