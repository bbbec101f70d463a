import { cleanTitle, count, type MatchResult, type StoryAddition, storyAdditions, texts } from '@rasid/core'
import type { ToldArticle, ToldStory } from '@rasid/store'
import { html } from 'hono/html'
import { highlight } from '../highlight.ts'
import type { Markup } from './layout.ts'
import {
  archiveMark,
  evidenceOf,
  explanationOf,
  originalOf,
  type PageReading,
  tierMark,
  timeOf,
  titleOf,
} from './story-parts.ts'

/** One story: its articles in order of publication, each with the words that matched and why. */
export function storyPage({ story, articles }: ToldStory, reading: PageReading): Markup {
  const { lang } = reading
  const say = texts(lang).web
  const [first] = articles
  const additions = storyAdditions(
    articles.map(({ title, summary, body }) => ({ title, summary, ...(body && { text: body }) })),
  )
  const raisedBy = articles.findIndex(({ result }) => (result as MatchResult).tier === 'core')
  const outlets = new Set(articles.map(({ outlet }) => outlet)).size
  return html`<p class="back"><a href="/">${say.allStories}</a></p>
<p class="meta">${tierMark(story.tier, lang)}${archiveMark(story, lang)} ${timeOf(story.firstAt, reading, story.origin === 'archive')} <span>${count(lang, 'outlet', outlets)}</span></p>
<h1 lang="ar" dir="auto">${first ? titleOf(first, lang) : story.title}</h1>
<h2 class="in-order">${say.inOrder}</h2>
<ol class="articles">${articles.map((article, at) =>
    articleItem(article, reading, {
      ...{ first, dayOnly: story.origin === 'archive', raised: at > 0 && at === raisedBy },
      addition: additions[at] ?? { kind: 'little' },
      as: (earlier) => articles[earlier]?.outlet ?? '',
    }),
  )}</ol>`
}

interface Place {
  first: ToldArticle | undefined
  dayOnly: boolean
  addition: StoryAddition
  /** It is the first core one of a story that began as related. */
  raised: boolean
  /** The outlet of an earlier article, by its place in the story. */
  as(earlier: number): string
}

function articleItem(article: ToldArticle, reading: PageReading, place: Place): Markup {
  const { first, dayOnly } = place
  const { lang } = reading
  const say = texts(lang).web
  // The heading of the page is the first article's title; who repeats it word for word adds nothing by it.
  const sameTitle = first !== undefined && cleanTitle(first.title) === cleanTitle(article.title)
  return html`<li id="article-${article.id}"><article>
<p class="meta"><strong><bdi>${article.outlet}</bdi></strong> ${timeOf(article.at, reading, dayOnly)} ${originalOf(article, lang)} <a href="/articles/${article.id}">${texts(lang).pages.explainArticle}</a></p>
${additionOf(place, lang)}
${sameTitle ? (article === first || place.addition.kind === 'same' ? '' : html`<p class="same">${say.sameTitle}</p>`) : html`<h3 lang="ar" dir="auto">${titleOf(article, lang)}</h3>`}
${article.summary ? html`<p class="body" lang="ar" dir="auto">${highlight(article.summary, evidenceOf(article, 'summary'))}</p>` : ''}
${explanationOf(article, lang)}
${article.body ? html`<details class="text"><summary>${say.readText}</summary><p class="body" lang="ar" dir="auto">${highlight(article.body, evidenceOf(article, 'text'))}</p></details>` : ''}
</article></li>`
}

/** What this article brought that none before it did. */
function additionOf({ addition, raised, as }: Place, lang: PageReading['lang']): Markup {
  const say = texts(lang).pages
  const core = raised ? html` <strong>${say.addsCore}</strong>` : ''
  switch (addition.kind) {
    case 'first':
      return html`<p class="adds"><strong>${say.addsFirst}</strong></p>`
    case 'same':
      return html`<p class="adds">${say.addsSame(as(addition.as))}${core}</p>`
    case 'little':
      return html`<p class="adds">${say.addsLittle}${core}</p>`
    case 'sentence':
      return html`<p class="adds"><strong>${say.adds}</strong> <q lang="ar" dir="auto">${addition.sentence}</q>${core}</p>`
    default:
      return addition satisfies never
  }
}
