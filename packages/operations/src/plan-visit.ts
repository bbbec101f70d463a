import type { Article } from '@rasid/core'
import type { ArticleDraft, Feed, KnownKey, Origin, PollRecord } from '@rasid/store'
import { isHigher, type JudgedText, judgeArticle, matchedWords, verdictsOf, wantsPage } from './judge-article.ts'
import type { RulesInForce } from './rules-in-force.ts'
import { type SortedArticles, sortArticles } from './sort-articles.ts'

/** What of a visit is to be stored, judged by the rules in force. */
export interface PlannedVisit extends Pick<PollRecord, 'fresh' | 'edited' | 'keys'> {
  figures: { added: number; edited: number; matched: number }
  matched: PlannedMatch[]
}

/** A match as progress and log lines tell it. */
export interface PlannedMatch {
  title: string
  outlet: string
  tier: 'core' | 'related'
  words: string[]
}

/** Steps 5 and 6: new, edited or known; then each new or edited text against every topic. Pure. */
export function planVisit(
  rules: RulesInForce,
  feed: Feed,
  { articles, known }: { articles: readonly Article[]; known: ReadonlyMap<string, KnownKey> },
): PlannedVisit {
  const sorted = sortArticles(feed, articles, known)
  const matched: PlannedMatch[] = []
  const origin: Origin = feed.baselineAt === null ? 'baseline' : 'live'
  const fresh = sorted.fresh.map((article) => planFresh(rules, article, { feed, origin, matched }))
  const edited = sorted.changed.flatMap((change) => planEdit(rules, change, { feed, matched }))
  const figures = { added: fresh.length, edited: edited.length, matched: matched.length }
  return { fresh, edited, keys: sorted.keys, figures, matched }
}

interface Planning {
  feed: Feed
  matched: PlannedMatch[]
}

function planFresh(
  rules: RulesInForce,
  article: Article,
  { feed, origin, matched }: Planning & { origin: Origin },
): PollRecord['fresh'][number] {
  const draft = draftOf(article, feed)
  const text = judgedText(draft, article)
  const judgement = judgeArticle(rules, text)
  const awaitsPage = wantsPage(judgement, draft.url)
  if (judgement.tier !== 'none') {
    matched.push({ title: draft.title, outlet: draft.outlet, tier: judgement.tier, words: matchedWords(judgement) })
  }
  return {
    article: {
      ...draft,
      tier: judgement.tier,
      ruleVersion: judgement.ruleVersion,
      origin,
      page: awaitsPage ? 'wanted' : 'none',
    },
    matches: verdictsOf(judgement, text, { origin, awaitsPage }),
  }
}

/**
 * An edited text is judged anew with the page that was read before; its tier may rise or fall. A twin's other words
 * only count when they raise it, or two feeds would take turns in editing one article.
 */
function planEdit(
  rules: RulesInForce,
  { article, hit, twin }: SortedArticles['changed'][number],
  { feed, matched }: Planning,
): PollRecord['edited'] {
  const before = hit.article
  if (before === null) return []
  const draft = draftOf(article, feed)
  const text = judgedText(draft, article, before.body)
  const judgement = judgeArticle(rules, text)
  if (twin && !isHigher(judgement.tier, before.tier)) return []
  // What a feed's baseline did not say, and an edit now does, is news.
  const origin = before.origin === 'baseline' && before.tier === 'none' ? 'live' : before.origin
  const awaitsPage = wantsPage(judgement, draft.url) && judgement.tier !== 'core'
  if (judgement.tier !== 'none') {
    matched.push({ title: draft.title, outlet: draft.outlet, tier: judgement.tier, words: matchedWords(judgement) })
  }
  return [
    {
      edit: {
        articleId: hit.articleId,
        revision: before.revision,
        draft,
        tier: judgement.tier,
        ruleVersion: judgement.ruleVersion,
        origin,
        body: before.body,
        page: awaitsPage ? 'wanted' : null,
      },
      matches: verdictsOf(judgement, text, { origin, awaitsPage }),
      dropped:
        before.tier === 'none' ? [] : judgement.results.filter(({ tier }) => tier === 'none').map(({ topic }) => topic),
    },
  ]
}

function draftOf(article: Article, feed: Feed): ArticleDraft {
  return {
    keys: article.keys,
    feedId: feed.id,
    outlet: article.outlet,
    title: article.title,
    summary: article.summary,
    url: article.url ?? null,
    author: article.authors.length > 0 ? article.authors.join('، ').slice(0, 300) : null,
    lang: article.lang,
    publishedAt: article.publishedAt ?? null,
    contentHash: article.contentHash,
  }
}

const judgedText = (draft: ArticleDraft, article: Article, body?: string | null): JudgedText => ({
  title: draft.title,
  summary: draft.summary,
  text: body ?? null,
  outlet: draft.outlet,
  lang: draft.lang,
  publishedAt: draft.publishedAt,
  at: draft.publishedAt ?? article.firstSeenAt,
})
