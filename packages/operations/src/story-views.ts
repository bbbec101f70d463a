import { describeReason, type Evidence, type Lang, type MatchResult, type StoryView, type WhyView } from '@rasid/core'
import { type Db, storiesToTell, type ToldArticle, type ToldStory } from '@rasid/store'
import { loadTopics } from './load-topics.ts'

/** A view with the ids of the entities that its articles bear: what a chat may follow. */
export type ToldStoryView = StoryView & { entities: readonly string[] }

/** Stored stories as digests, alerts and cards show them, in the order of `ids`. */
export async function storyViews(db: Db, ids: readonly number[]): Promise<ToldStoryView[]> {
  return (await storiesToTell(db, ids)).map((told) => ({ ...viewOf(told), entities: entitiesOf(told) }))
}

const entitiesOf = ({ articles }: ToldStory): string[] => [
  ...new Set(articles.flatMap((article) => evidenceOf(article).map(({ entity }) => entity))),
]

/** The view of one story; the earliest article names it, each publisher is listed once. */
function viewOf({ story, articles }: ToldStory): StoryView {
  const first = articles[0]
  return {
    id: String(story.id),
    tier: story.tier,
    raised: false,
    score: Math.max(...articles.map((article) => article.score)),
    title: story.title,
    url: first?.url ?? null,
    lead: first?.summary || null,
    highlights: evidenceOf(first).flatMap(({ field, start, end }) => (field === 'summary' ? [{ start, end }] : [])),
    outlets: outletsOf(articles),
    independentTexts: Math.min(story.texts, outletsOf(articles).length),
    archive: story.origin === 'archive',
  }
}

function outletsOf(articles: readonly ToldArticle[]): StoryView['outlets'] {
  const first = new Map<string, StoryView['outlets'][number]>()
  for (const { outlet, at, url, title } of articles)
    if (!first.has(outlet)) first.set(outlet, { name: outlet, at, url, title })
  return [...first.values()]
}

function evidenceOf(article: ToldArticle | undefined): Evidence[] {
  return (article?.result as MatchResult | undefined)?.evidence ?? []
}

/** A story with why it reached its readers; null when it is no longer kept. */
export async function explainedStory(
  db: Db,
  ask: { storyId: number; lang: Lang },
): Promise<{ story: StoryView; why: WhyView } | null> {
  const [told] = await storiesToTell(db, [ask.storyId])
  if (!told) return null
  // The article that decides the tier says why; the earliest of them.
  const telling =
    told.articles.find((article) => (article.result as MatchResult).tier === told.story.tier) ?? told.articles[0]
  const result = telling?.result as MatchResult | undefined
  const topic = (await loadTopics()).find(({ source }) => source.id === told.story.topic)
  const why: WhyView = {
    topic: topic?.source.title[ask.lang] ?? told.story.topic,
    ruleVersion: telling?.ruleVersion ?? '',
    words: [...new Set(evidenceOf(telling).map(({ surface }) => surface))],
    reasons: (result?.reasons ?? []).map((reason) => describeReason(reason, ask.lang)),
  }
  return { story: viewOf(told), why }
}
