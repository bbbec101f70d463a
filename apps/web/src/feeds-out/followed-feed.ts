import { createHash } from 'node:crypto'
import { escapeHtml, type Lang, linkTarget, texts } from '@rasid/core'
import type { MatchHit } from '@rasid/operations'
import type { ToldStory } from '@rasid/store'

/** A feed of ours before it takes a format. */
export interface FollowedFeed {
  id: string
  title: string
  about: string
  lang: Lang
  /** Its own address, without the token with which it was asked for. */
  address: string
  /** The page of the same search. */
  page: string
  /** When its newest item changed; 1970 while it has none. */
  updatedAt: Date
  items: FollowedItem[]
}

export interface FollowedItem {
  id: string
  title: string
  /** Where a reader is led. */
  url: string
  /** The article at its publisher, when `url` is a page of ours. */
  articleUrl: string | null
  outlets: string[]
  /** Plain text. */
  summary: string
  /** HTML in the direction of its language. */
  content: string
  publishedAt: Date
  updatedAt: Date
  tags: string[]
}

/** What all items need to know. */
interface Frame {
  lang: Lang
  /** Where people reach this page, such as "https://rasid.example". */
  root: string
}

/** One item a story: it stays the same item while the story grows, and says when it did. */
export function storyItem({ story, articles }: ToldStory, { lang, root }: Frame): FollowedItem {
  const say = texts(lang).follow
  const rows = articles.map(({ title, url, outlet, at }) => {
    const time = `<time datetime="${at.toISOString()}">${at.toISOString().slice(0, 16).replace('T', ' ')} UTC</time>`
    return `<li>${linked(title, url)} (${escapeHtml(outlet)}, ${time})</li>`
  })
  const first = articles[0]
  return {
    id: stableId('story', String(story.id)),
    title: story.title,
    url: `${root}/stories/${story.id}`,
    articleUrl: linkTarget(first?.url),
    outlets: [...new Set(articles.map(({ outlet }) => outlet))],
    summary: first?.summary ?? '',
    content: inDirection([paragraph(first?.summary), `<p>${say.coveredBy}:</p>`, `<ol>${rows.join('')}</ol>`]),
    publishedAt: story.firstAt,
    updatedAt: story.lastAt,
    tags: [say[story.tier]],
  }
}

/** One item a matched article, leading to its publisher. */
export function matchItem(hit: MatchHit, { lang, root }: Frame): FollowedItem {
  const say = texts(lang).follow
  const url = linkTarget(hit.url)
  const words = [...new Set(hit.evidence.map(({ surface }) => surface))]
  const said = `<p><small>${say.matchedWords}: ${escapeHtml(words.join(lang === 'ar' ? '، ' : ', '))}</small></p>`
  return {
    id: stableId('match', `${hit.topic} ${hit.articleId}`),
    title: hit.title,
    url: url ?? `${root}/articles/${hit.articleId}`,
    articleUrl: null,
    outlets: [hit.outlet],
    summary: hit.summary,
    content: inDirection([paragraph(hit.summary), ...(words.length > 0 ? [said] : [])]),
    publishedAt: hit.publishedAt ?? hit.firstSeenAt,
    // What a publisher's clock says decides nothing: a match is news when we saw it.
    updatedAt: hit.firstSeenAt,
    tags: [say[hit.tier], ...hit.entities],
  }
}

/** The newest change of any item. */
export const newestOf = (items: readonly FollowedItem[]): Date =>
  new Date(Math.max(0, ...items.map(({ updatedAt }) => updatedAt.getTime())))

/** A URN that stays when the page moves to another address (a UUID made of a name, RFC 9562, version 5). */
export function stableId(kind: 'feed' | 'story' | 'match', name: string): string {
  const hash = createHash('sha1').update(NAMESPACE).update(`${kind} ${name}`).digest().subarray(0, 16)
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80
  const hex = hash.toString('hex')
  return `urn:uuid:${[hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')}`
}

// Any fixed UUID: names of Rasid and of nobody else are made unique by it.
const NAMESPACE = Buffer.from('5b1d7f0c6a3e4f52b0c95a1f2f3e7d10', 'hex')

const linked = (title: string, url: string | null): string => {
  const target = linkTarget(url)
  return target === null ? escapeHtml(title) : `<a href="${escapeHtml(target)}">${escapeHtml(title)}</a>`
}

const paragraph = (text: string | undefined): string => (text ? `<p>${escapeHtml(text)}</p>` : '')

// News is Arabic whatever language frames it.
const inDirection = (parts: readonly string[]): string => `<div dir="rtl" lang="ar">${parts.join('')}</div>`
