// A door for the child process that reads what publishers sent: these functions without topics and texts, of which it has no
// use, start in two thirds of the time.
export { readArticlePage } from './article/read-article-page.ts'
export type { FeedInput } from './feed/feed-document.ts'
export { type HtmlSelectors, readHtmlSource } from './feed/html-source.ts'
export { readFeed } from './feed/read-feed.ts'
