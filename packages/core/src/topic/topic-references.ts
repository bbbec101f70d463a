import type { Condition } from './condition-schema.ts'
import type { Problem } from './parse-topic.ts'
import { aliasRecordOf, type TopicSource } from './topic-schema.ts'

/** Names that a topic uses and does not define: unknown entities, groups and cue lists. */
export function checkReferences(topic: TopicSource): Problem[] {
  return [
    ...checkEntities(topic),
    ...checkGroups(topic),
    ...Object.entries(topic.cues).flatMap(([name, cue]) =>
      unknownEntities(topic, cue.anchor, ['cues', name, 'anchor']),
    ),
    ...topic.damping.flatMap((damping, index) =>
      unknownEntities(
        topic,
        [damping.entity, ...(damping.list?.of ?? []), ...(damping.near ? [damping.near.entity] : [])],
        ['damping', index],
      ),
    ),
    ...topic.readings.flatMap((reading, index) => [
      ...unknownEntities(topic, [reading.entity, reading.as, reading.after.entity], ['readings', index]),
      ...unknownCue(topic, reading.cue, ['readings', index]),
    ]),
    ...topic.ended.flatMap(({ entity }, index) => unknownEntities(topic, [entity], ['ended', index])),
    ...topic.rules.flatMap((rule, index) =>
      rule.all.flatMap((condition, at) => checkCondition(topic, condition, ['rules', index, 'all', at])),
    ),
  ]
}

function checkEntities(topic: TopicSource): Problem[] {
  return Object.entries(topic.entities).flatMap(([name, entity]) => [
    ...unknownEntities(topic, entity.yields ? Object.values(entity.yields) : [], ['entities', name, 'yields']),
    ...entity.aliases.flatMap((alias, index) => {
      const record = aliasRecordOf(alias)
      const path = ['entities', name, 'aliases', index]
      const unknown = unknownEntities(topic, [...(record.anchor ?? []), ...(record.unless ?? [])], path)
      return [...unknown, ...unknownCue(topic, record.cue, path)]
    }),
  ])
}

function unknownCue(topic: TopicSource, cue: string | undefined, path: Problem['path']): Problem[] {
  if (cue === undefined || topic.cues[cue] !== undefined) return []
  return [{ path, text: `the cue list "${cue}" does not exist, define it under cues or correct the name` }]
}

function checkGroups(topic: TopicSource): Problem[] {
  return Object.entries(topic.groups).flatMap(([name, members]) => {
    const problems = unknownEntities({ ...topic, groups: {} }, members, ['groups', name])
    if (topic.entities[name] !== undefined)
      problems.push({ path: ['groups', name], text: `the group "${name}" is also an entity, give it another name` })
    return problems
  })
}

function checkCondition(topic: TopicSource, condition: Condition, path: Problem['path']): Problem[] {
  const names = [
    ...(condition.together ?? []),
    ...(condition.paired ?? []),
    ...[condition.named, condition.salient, condition.dense, condition.outweighs?.entity, condition.outweighs?.other],
  ].filter((name) => name !== undefined)
  return [
    ...unknownEntities(topic, names, path),
    ...(condition.all ?? []).flatMap((inner, at) => checkCondition(topic, inner, [...path, 'all', at])),
    ...(condition.any ?? []).flatMap((inner, at) => checkCondition(topic, inner, [...path, 'any', at])),
    ...(condition.none ?? []).flatMap((inner, at) => checkCondition(topic, inner, [...path, 'none', at])),
  ]
}

function unknownEntities(topic: TopicSource, names: readonly string[], path: Problem['path']): Problem[] {
  return names
    .filter((name) => topic.entities[name] === undefined && topic.groups[name] === undefined)
    .map((name) => ({
      path,
      text: `the entity "${name}" does not exist, define it under entities or correct the name`,
    }))
}
