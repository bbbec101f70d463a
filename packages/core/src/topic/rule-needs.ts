import type { Condition, TopicSource } from './topic-schema.ts'

/** The entity and group names that must be in an article before a rule can hold, a set for each rule. */
export function ruleNeeds(source: TopicSource): ReadonlySet<string>[] {
  return source.rules.map((rule) => needsOfAll(rule.all))
}

function needsOfAll(conditions: readonly Condition[]): Set<string> {
  return new Set(conditions.flatMap((condition) => [...needsOf(condition)]))
}

function needsOf(condition: Condition): Set<string> {
  const { named, salient, dense, together, paired, all, any } = condition
  const own = [named, salient, dense, ...(together ?? []), ...(paired ?? [])].filter((name) => name !== undefined)
  const needs = new Set([...own, ...needsOfAll(all ?? [])])
  // Of alternatives only what each of them asks for is certain.
  const [first, ...others] = (any ?? []).map(needsOf)
  for (const name of first ?? []) if (others.every((set) => set.has(name))) needs.add(name)
  return needs
}
