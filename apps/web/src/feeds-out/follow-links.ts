import { type Lang, texts } from '@rasid/core'
import { html } from 'hono/html'
import type { Markup } from '../pages/layout.ts'
import { FEED_FORMATS, type FeedFormat } from './write-feed.ts'

// What the pages have in their addresses besides a search.
const NOT_ASKED = new Set(['lang', 'page', 'cursor'])

/** What a feed reader finds in the head of a page: the search of that page as feeds; elsewhere all stories. */
export function followLinks(page: URL, lang: Lang): Markup {
  const say = texts(lang).follow
  const links = Object.entries(FEED_FORMATS).map(([format, { type }]) => {
    const title = `${say.linkTitle} (${format === 'json' ? 'JSON Feed' : format === 'rss' ? 'RSS' : 'Atom'})`
    return html`<link rel="alternate" type="${type}" title="${title}" href="${followAddress(page, format as FeedFormat)}">
`
  })
  return html`${links}`
}

function followAddress({ pathname, searchParams }: URL, format: FeedFormat): string {
  const of = pathname === '/search' ? 'matches' : 'stories'
  const asked = new URLSearchParams()
  if (pathname === '/search' || pathname === '/')
    for (const [name, value] of searchParams) if (value !== '' && !NOT_ASKED.has(name)) asked.append(name, value)
  return `/follow/${of}.${format}${asked.size > 0 ? `?${asked}` : ''}`
}
