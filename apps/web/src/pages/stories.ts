import { count, texts } from '@rasid/core'
import type { ToldStory } from '@rasid/store'
import { html } from 'hono/html'
import type { Markup } from './layout.ts'
import { archiveMark, leadOf, type PageReading, tierMark, timeOf, titleOf, whyOf } from './story-parts.ts'

export interface StoriesPage extends PageReading {
  stories: readonly ToldStory[]
  tier: 'core' | 'related'
  query: string
  /** The page after this one, or null. */
  older: number | null
  /** Why there is nothing newer; null when there is no reason to say. */
  banner: 'offline' | 'nothingNewer' | 'noFeeds' | null
}

/** The latest stories with their outlets and the words that matched. */
export function storiesPage(page: StoriesPage): Markup {
  const { lang, stories, query, tier, banner } = page
  const say = texts(lang).web
  return html`<h1>${say.latest}</h1>
${banner ? html`<div class="banner" role="status"><p>${say[banner]}</p></div>` : ''}
<form class="filters" method="get" action="/" role="search">
<input type="search" name="q" value="${query}" dir="auto" aria-label="${say.searchLabel}" placeholder="${say.searchLabel}">
<select name="tier" aria-label="${say.allTiers}">
<option value="related"${tier === 'related' ? html` selected` : ''}>${say.allTiers}</option>
<option value="core"${tier === 'core' ? html` selected` : ''}>${say.core}</option>
</select>
<button>${say.search}</button>
</form>
${stories.length > 0 ? html`<ol class="stories">${stories.map((story) => storyItem(story, page))}</ol>` : html`<p class="empty">${say.noStories}</p>`}
${page.older === null ? '' : html`<p class="more"><a href="?${olderQuery(page)}">${say.older}</a></p>`}`
}

function olderQuery({ query, tier, older }: StoriesPage): string {
  return new URLSearchParams({
    ...(query && { q: query }),
    ...(tier === 'core' && { tier }),
    page: String(older),
  }).toString()
}

function storyItem({ story, articles }: ToldStory, { lang, now }: PageReading): Markup {
  const [first] = articles
  if (!first) return html``
  const isArchive = story.origin === 'archive'
  const outlets = [...new Map(articles.map((article) => [article.outlet, article])).values()]
  return html`<li class="story"><article>
<header>${tierMark(story.tier, lang)}${archiveMark(story, lang)} ${timeOf(story.lastAt, { lang, now }, isArchive)} <span>${count(lang, 'outlet', outlets.length)}</span></header>
<h2><a href="/stories/${story.id}">${titleOf(first)}</a></h2>
<p>${leadOf(first)}</p>
${whyOf(first, lang)}
<ul class="outlets" aria-label="${texts(lang).web.outlets}">${outlets.map(
    (article) => html`<li>${article.outlet} ${timeOf(article.at, { lang, now }, isArchive)}</li>`,
  )}</ul>
</article></li>`
}
