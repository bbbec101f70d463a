import { sitemapsIn } from './robots.ts'

// In the order of how often Arabic news sites use them; each costs the site a request, so the list is short.
const COMMON_PATHS = ['/feed', '/rss', '/rss.xml', '/feed.xml', '/atom.xml', '/feed/', '/ar/rss', '/feed.json']
const LANGUAGE_PATHS = ['/rss', '/feed', '/rss.xml']
const NEWS_SITEMAPS = ['/sitemap-news.xml', '/news-sitemap.xml', '/sitemap_news.xml']
const LANGUAGE_SEGMENT = /^\/(ar|arabic|arab|ar-[a-z]{2})(?:\/|$)/i
const COMMENTS_FEED = /\/comments\/(?:feed|default)|comments-rss|[?&]feed=comments/i

/**
 * What someone typed, as the addresses to try: a bare name gets https, then http; `feed:` prefixes are undone.
 * Text that is no address at all comes back as it is, to be refused with a reason.
 */
export function typedAddresses(typed: string): string[] {
  const text = typed
    .trim()
    .replace(/^feed:(?:\/\/)?(?=https?:)/i, '')
    .replace(/^feed:\/\//i, 'http://')
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text) || !/^[^\s/@]+\.[^\s/@]+/.test(text)) return [text]
  return [`https://${text}`, `http://${text}`]
}

/** Where sites keep their feeds by custom, nearest to the given page first; absolute. */
export function customaryFeeds(page: URL): string[] {
  const language = LANGUAGE_SEGMENT.exec(page.pathname)?.[1]
  const near = language === undefined ? [] : LANGUAGE_PATHS.map((path) => `/${language}${path}`)
  return [...new Set([...near, ...COMMON_PATHS])].map((path) => new URL(path, page).href)
}

/** News sitemaps that a robots.txt names, then the customary places; sitemaps that are not of news come last. */
export function customarySitemaps(page: URL, robotsTxt: string): string[] {
  const named = sitemapsIn(robotsTxt)
    .filter((url) => URL.canParse(url, page.href))
    .map((url) => new URL(url, page).href)
  const news = named.filter((url) => /news|latest|akhbar|article/i.test(new URL(url).pathname))
  const places = NEWS_SITEMAPS.map((path) => new URL(path, page).href)
  return [...new Set([...news, ...places, ...named])]
}

/** Feeds that a page names, with those of readers' comments last: they carry no news. */
export function namedFeeds(found: readonly string[]): string[] {
  return [...found.filter((url) => !isCommentsFeed(url)), ...found.filter(isCommentsFeed)]
}

export function isCommentsFeed(url: string): boolean {
  return COMMENTS_FEED.test(url)
}
