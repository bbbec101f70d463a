import {
  cleanTitle,
  count,
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
import { matchedWords } from '../matched-words.ts'
import type { Markup } from './layout.ts'

/** How the page is read: its language and moment. Times are those of Riyadh, the zone of a new chat. */
export interface PageReading {
  lang: Lang
  now: Date
}

export const ZONE = 'Asia/Riyadh'
// More would be a second text under the first.
const WORDS_IN_A_LINE = 6

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
export function titleOf(article: ToldArticle, lang: Lang): Markup | string {
  const spans = evidenceOf(article, 'title')
  const cleaned = cleanTitle(article.title)
  if (cleaned === '') return texts(lang).web.untitled
  return highlight(spans.length > 0 ? article.title : cleaned, spans)
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

function reasonsOf({ reasons }: MatchResult, lang: Lang): string {
  return reasons.map((reason) => describeReason(reason, lang)).join(lang === 'ar' ? '، ' : ', ')
}

/** Why it matched, in one line with its main words. */
export function whyOf(article: ToldArticle, lang: Lang): Markup {
  const result = article.result as MatchResult
  const words = matchedWords(result.evidence).slice(0, WORDS_IN_A_LINE)
  return html`<p class="why"><strong>${texts(lang).web.why}</strong> ${reasonsOf(result, lang)}
<span class="words">${words.map(({ surface }) => html`<mark><bdi>${surface}</bdi></mark> `)}</span></p>`
}

/** Why it matched, in full: every spelling with how often it stands there, and the rule version that decided. */
export function explanationOf(article: ToldArticle, lang: Lang): Markup {
  const result = article.result as MatchResult
  const say = texts(lang).web
  const spelled = matchedWords(result.evidence).map(
    ({ forms }) =>
      html`<li>${forms.map(({ surface, times }) => html`<span class="form"><mark><bdi>${surface}</bdi></mark>${times > 1 ? html` <small>×${times}</small>` : ''}</span> `)}</li>`,
  )
  return html`${whyOf(article, lang)}
<details class="explained"><summary>${say.allWords(count(lang, 'time', result.evidence.length))}</summary>
<ul class="spellings">${spelled}</ul>
<p><small>${say.ruleVersion} <bdi class="code">${result.ruleVersion}</bdi></small></p></details>`
}

/** A link to the publisher, where there is a safe one. */
export function originalOf(article: ToldArticle, lang: Lang): Markup | string {
  const url = linkTarget(article.url)
  return url ? html`<a href="${url}" rel="noreferrer noopener" target="_blank">${texts(lang).web.original}</a>` : ''
}
