import type { CompiledTopic } from './compile-topic.ts'
import type { Condition } from './condition-schema.ts'
import type { TopicSource } from './topic-schema.ts'

/** Alternatives, each a set of entity and group names: all of one of them must be in an article. */
export type Needs = readonly ReadonlySet<string>[]

/** What must be in an article before a rule can hold, for each rule. */
export function ruleNeeds(source: TopicSource): Needs[] {
  return source.rules.map((rule) => needsOfAll(rule.all))
}

function needsOfAll(conditions: readonly Condition[]): Needs {
  return conditions.map(needsOf).reduce(bothOf, [new Set<string>()])
}

function needsOf(condition: Condition): Needs {
  const { named, salient, dense, together, paired, all, any } = condition
  const own = [named, salient, dense, ...(together ?? []), ...(paired ?? [])].filter((name) => name !== undefined)
  const needs = bothOf([new Set(own)], needsOfAll(all ?? []))
  return any === undefined ? needs : bothOf(needs, smallest(any.flatMap(needsOf)))
}

const bothOf = (left: Needs, right: Needs): Needs =>
  smallest(left.flatMap((a) => right.map((b) => new Set([...a, ...b]))))

/** Without the alternatives that ask for more than another one: what fulfils them fulfils that one too. */
function smallest(alternatives: Needs): Needs {
  const kept: ReadonlySet<string>[] = []
  for (const one of [...alternatives].sort((a, b) => a.size - b.size))
    if (!kept.some((other) => [...other].every((name) => one.has(name)))) kept.push(one)
  return kept
}

/** Whether one of the alternatives has everything that `isThere`. */
export function isMet(needs: Needs, isThere: (name: string) => boolean): boolean {
  return needs.some((alternative) => [...alternative].every(isThere))
}

/** Ways to have enough names: in each, one of every list must be named. */
export type Enough = readonly (readonly (readonly string[])[])[]

/**
 * What entities some rule can begin with; cue words and places are not asked. A reading may supply a name that nobody
 * wrote, so what it is read from will do as well. Worked out once, since every article is asked.
 */
export function enoughNames(source: TopicSource, needs: readonly Needs[], members: CompiledTopic['members']): Enough {
  const entitiesOf = (name: string): readonly string[] => members.get(name) ?? []
  const isCue = (name: string): boolean => entitiesOf(name).some((entity) => source.entities[entity]?.kind === 'cue')
  const readAs = (name: string): readonly string[] =>
    source.readings.filter(({ as }) => entitiesOf(name).includes(as)).flatMap(({ entity }) => entitiesOf(entity))
  const alternatives = needs.flat().map((names) => new Set([...names].filter((name) => !isCue(name))))
  return smallest(alternatives).map((names) => [...names].map((name) => [...entitiesOf(name), ...readAs(name)]))
}

/** Whether some rule has all the names that it cannot do without. */
export function namesSuffice({ enough }: CompiledTopic, named: ReadonlySet<string>): boolean {
  if (named.size === 0) return false
  return enough.some((lists) => lists.every((list) => list.some((entity) => named.has(entity))))
}
