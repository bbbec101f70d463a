import {
  type Bilingual,
  type CompiledTopic,
  collectCandidates,
  type MatchInput,
  type MatchResult,
  type TopicSource,
} from '@rasid/core'

type Condition = TopicSource['rules'][number]['all'][number]

/** A rule that does not hold, with the names that it asks for and the article lacks. */
export interface NearRule {
  rule: Bilingual
  missing: Bilingual[]
}

/** Of each tier the rule that lacks the fewest names: what a person would look at first. Pure. */
export function nearestRules(topic: CompiledTopic, article: MatchInput, result: MatchResult): NearRule[] {
  const present = new Set([...Object.keys(result.mentions), ...cuesIn(topic, article)])
  const isThere = (name: string) => (topic.members.get(name) ?? []).some((entity) => present.has(entity))
  return (['core', 'related'] as const).flatMap((tier) => {
    const rules = topic.source.rules
      .filter((rule) => rule.tier === tier)
      .map(({ title, all }) => ({ title, missing: union(all.map((condition) => missingIn(condition, isThere))) }))
    const [best] = rules.sort((a, b) => a.missing.length - b.missing.length)
    return best ? [{ rule: best.title, missing: best.missing.map((name) => titleOf(topic, name)) }] : []
  })
}

/** Supporting words (a meeting, a reward …): rules ask for them, but a result lists names only. */
function cuesIn(topic: CompiledTopic, article: MatchInput): string[] {
  return (['title', 'summary', 'text'] as const).flatMap((field) =>
    collectCandidates(topic, field, article[field] ?? '').candidates.flatMap(({ alias }) =>
      alias.kind === 'cue' ? (alias.entity ?? []) : [],
    ),
  )
}

/** The names that one condition lacks; of alternatives, the nearest. Where, when and how often is not looked at. */
function missingIn(condition: Condition, isThere: (name: string) => boolean): string[] {
  const { named, salient, dense, together = [], paired = [], all = [], any = [] } = condition
  const names = [named, salient, dense, ...together, ...paired].filter((name) => name !== undefined)
  const parts = all.map((inner) => missingIn(inner, isThere))
  const [nearest = []] = any.map((inner) => missingIn(inner, isThere)).sort((a, b) => a.length - b.length)
  return union([names.filter((name) => !isThere(name)), ...parts, nearest])
}

const union = (lists: readonly (readonly string[])[]): string[] => [...new Set(lists.flat())]

/** The title of an entity, or those of a group's members. */
function titleOf(topic: CompiledTopic, name: string): Bilingual {
  const titles = (topic.members.get(name) ?? []).flatMap((entity) => topic.source.entities[entity]?.title ?? [])
  if (titles.length === 0) return { ar: name, en: name }
  return { ar: titles.map(({ ar }) => ar).join(' / '), en: titles.map(({ en }) => en).join(' / ') }
}
