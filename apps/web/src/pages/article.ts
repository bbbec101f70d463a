import { cleanTitle, linkTarget, texts } from '@rasid/core'
import { type ExplainedArticle, trailLines, verdictLines, worthSaying } from '@rasid/operations'
import { html } from 'hono/html'
import { highlight } from '../highlight.ts'
import { explainLines } from './explain-lines.ts'
import type { Markup } from './layout.ts'
import { type PageReading, tierMark, timeOf, ZONE } from './story-parts.ts'

/** One stored article, matched or not: why it is what it is, what became of it, and its text. */
export function articlePage(explained: ExplainedArticle, reading: PageReading): Markup {
  const { lang } = reading
  const say = texts(lang).pages
  const { article: stored, stories } = explained.trail
  const verdicts = worthSaying(explained.verdicts)
  const spans = (field: 'title' | 'summary' | 'text') =>
    verdicts.flatMap(({ result }) => result.evidence.filter((evidence) => evidence.field === field))
  const { tier } = explained.recorded
  const url = linkTarget(stored.url)
  const inTitle = spans('title')
  const title = inTitle.length > 0 ? stored.title : cleanTitle(stored.title) || texts(lang).web.untitled
  return html`<p class="back">${stories.map(({ story }) => html`<a href="/stories/${story.id}#article-${stored.id}">${say.toStory}</a> `)}</p>
<p class="meta">${tier === 'none' ? html`<span class="tier none">${texts(lang).explain.none}</span>` : tierMark(tier, lang)} <strong><bdi>${stored.outlet}</bdi></strong> ${timeOf(stored.publishedAt ?? stored.firstSeenAt, reading, stored.origin === 'archive')} <span>${say.articleNumber(stored.id)}</span>
${url ? html`<a href="${url}" rel="noreferrer noopener" target="_blank">${texts(lang).web.original}</a>` : ''}</p>
<h1 lang="ar" dir="auto">${highlight(title, inTitle)}</h1>
${stored.summary ? html`<p class="body" lang="ar" dir="auto">${highlight(stored.summary, spans('summary'))}</p>` : ''}
<section class="card"><h2>${say.whyVerdict}</h2>
${verdicts.map((verdict) => explainLines(verdictLines(verdict, explained.article, lang), lang))}</section>
<section class="card"><h2>${say.trail}</h2>
${explainLines(trailLines(explained, { lang, tz: ZONE }), lang)}</section>
${stored.body ? html`<details class="text"><summary>${texts(lang).web.readText}</summary><p class="body" lang="ar" dir="auto">${highlight(stored.body, spans('text'))}</p></details>` : ''}`
}
