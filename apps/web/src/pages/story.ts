import { texts } from '@rasid/core'
import type { ToldArticle, ToldStory } from '@rasid/store'
import { html } from 'hono/html'
import { highlight } from '../highlight.ts'
import type { Markup } from './layout.ts'
import {
  archiveMark,
  evidenceOf,
  originalOf,
  type PageReading,
  tierMark,
  timeOf,
  titleOf,
  whyOf,
} from './story-parts.ts'

/** One story: its articles in order of publication, each with the words that matched and why. */
export function storyPage({ story, articles }: ToldStory, reading: PageReading): Markup {
  const { lang } = reading
  const say = texts(lang).web
  const [first] = articles
  return html`<p>${tierMark(story.tier, lang)}${archiveMark(story, lang)}</p>
<h1>${first ? titleOf(first) : story.title}</h1>
<h2>${say.inOrder}</h2>
<ol class="articles">${articles.map((article) => articleItem(article, reading, story.origin === 'archive'))}</ol>`
}

function articleItem(article: ToldArticle, reading: PageReading, dayOnly: boolean): Markup {
  return html`<li><article>
<p><strong>${article.outlet}</strong> ${timeOf(article.at, reading, dayOnly)} ${originalOf(article, reading.lang)}</p>
<h3>${titleOf(article)}</h3>
${article.summary ? html`<p class="body">${highlight(article.summary, evidenceOf(article, 'summary'))}</p>` : ''}
${article.body ? html`<p class="body">${highlight(article.body, evidenceOf(article, 'text'))}</p>` : ''}
${whyOf(article, reading.lang)}
</article></li>`
}
