export { type Article, type ArticleContext, articleFromItem, articleKeys, credibleDate } from './article.ts'
export { canonicalUrl, parseWebUrl } from './canonical-url.ts'
export { type WallReason, wallOf } from './page-wall.ts'
export { plainText, tidyText } from './plain-text.ts'
export {
  type ArticlePage,
  type NoArticleReason,
  type PageInput,
  type PageReading,
  readArticlePage,
} from './read-article-page.ts'
