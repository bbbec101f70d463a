import type { Article } from '@rasid/core'
import type { Feed, KnownKey } from '@rasid/store'

/** The articles of a visit by what is known of them. */
export interface SortedArticles {
  fresh: Article[]
  /** Known under `hit`, with another text. A twin is another feed's word on the same article. */
  changed: { article: Article; hit: KnownKey; twin: boolean }[]
  /** Further keys of known articles. */
  keys: { key: string; articleId: number; contentHash: string }[]
  known: number
}

/**
 * New, edited or known: any known key means the same article (the feed's own guid outranks the URL), and another
 * content hash means that it was edited.
 */
export function sortArticles(
  feed: Pick<Feed, 'id'>,
  articles: readonly Article[],
  known: ReadonlyMap<string, KnownKey>,
): SortedArticles {
  const sorted: SortedArticles = { fresh: [], changed: [], keys: [], known: 0 }
  for (const article of withoutRepeats(articles)) {
    const hits = article.keys.flatMap((key) => known.get(key) ?? [])
    const [hit] = hits
    if (hit === undefined) {
      sorted.fresh.push(article)
      continue
    }
    const { articleId } = hit
    const { contentHash } = article
    sorted.keys.push(...article.keys.filter((key) => !known.has(key)).map((key) => ({ key, articleId, contentHash })))
    // An article that was pruned is known and stays forgotten (invariant 3).
    if (hit.contentHash === contentHash || hit.article === null) sorted.known += 1
    else sorted.changed.push({ article, hit, twin: hit.article.feedId !== null && hit.article.feedId !== feed.id })
  }
  return sorted
}

/** Each article of a document once, oldest first; of two texts under one key the newer one counts. */
function withoutRepeats(articles: readonly Article[]): Article[] {
  const seen = new Set<string>()
  const kept: Article[] = []
  for (const article of articles.toReversed()) {
    if (article.keys.some((key) => seen.has(key))) continue
    for (const key of article.keys) seen.add(key)
    kept.push(article)
  }
  return kept.reverse()
}

/**
 * Keys that several different items of one document share identify none of them: a template's guid, or a section's
 * address as every link. Such a key is left out where the item has another one.
 */
export function withOwnKeys(articles: readonly Article[]): Article[] {
  const owners = new Map<string, Set<string>>()
  for (const article of articles) {
    for (const key of article.keys) {
      const others = owners.get(key) ?? new Set()
      owners.set(key, others.add(article.keys.filter((other) => other !== key).join('\n')))
    }
  }
  return articles.map((article) => {
    const own = article.keys.filter((key) => (owners.get(key)?.size ?? 0) <= 1)
    return own.length === 0 || own.length === article.keys.length ? article : { ...article, keys: own }
  })
}
