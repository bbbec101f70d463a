export { type Article, type ArticleContext, articleFromItem, articleKeys, credibleDate } from './article.ts'
export { canonicalUrl, parseWebUrl } from './canonical-url.ts'
export { plainText, tidyText } from './plain-text.ts'
