import { applyTopicEdits, type TopicEdit, type TopicFile, type TopicSource } from '@rasid/core'

/** How one topic differs from another. */
export interface TopicDifference {
  /** What operators' edits can say: aliases and masks. */
  edits: TopicEdit[]
  /** Places in the file that differ beyond that (`rules`, `cues.movement`); they need the file itself. */
  beyond: string[]
}

type Alias = TopicSource['entities'][string]['aliases'][number]

/** What turns the rules of `from` into those of `to`. Pure. */
export function topicDifference(from: TopicFile, to: TopicSource): TopicDifference {
  const edits = [...maskEdits(from.source, to), ...aliasEdits(from.source, to)]
  const reached = applyTopicEdits(from, edits).topic.source
  return { edits, beyond: differingPlaces(reached, to) }
}

function aliasEdits(from: TopicSource, to: TopicSource): TopicEdit[] {
  return Object.entries(from.entities).flatMap(([entity, { aliases }]) => {
    const wanted = to.entities[entity]?.aliases ?? aliases
    return [
      ...without(aliases, wanted).map((alias): TopicEdit => ({ op: 'remove-alias', entity, alias: textOf(alias) })),
      ...without(wanted, aliases).map((alias): TopicEdit => ({ op: 'add-alias', entity, alias })),
    ]
  })
}

function maskEdits(from: TopicSource, to: TopicSource): TopicEdit[] {
  return [
    ...without(from.masks, to.masks).map((text): TopicEdit => ({ op: 'remove-mask', text })),
    ...without(to.masks, from.masks).map((text): TopicEdit => ({ op: 'add-mask', text })),
  ]
}

/** The aliases of `some` that `others` do not list in the same way. */
function without<Item extends Alias | string>(some: readonly Item[], others: readonly Item[]): Item[] {
  const known = new Set(others.map(canonical))
  return some.filter((item) => !known.has(canonical(item)))
}

const textOf = (alias: Alias): string => (typeof alias === 'string' ? alias : alias.text)

/** Equal for what means the same: the order of keys does not count, a bare text is a record with nothing else. */
function canonical(value: unknown): string {
  if (typeof value === 'string') return canonical({ text: value })
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}

const SECTIONS = ['languages', 'groups', 'boilerplate', 'damping', 'rules', 'title'] as const

function differingPlaces(reached: TopicSource, to: TopicSource): string[] {
  const places: string[] = SECTIONS.filter((name) => canonical(reached[name]) !== canonical(to[name]))
  for (const name of keysOf(reached.cues, to.cues))
    if (canonical(reached.cues[name]) !== canonical(to.cues[name])) places.push(`cues.${name}`)
  for (const name of keysOf(reached.entities, to.entities))
    if (shapeOf(reached, name) !== shapeOf(to, name)) places.push(`entities.${name}`)
  if (sorted(reached.masks) !== sorted(to.masks)) places.push('masks')
  return places
}

const keysOf = (a: object, b: object): string[] => [...new Set([...Object.keys(a), ...Object.keys(b)])]
const sorted = (items: readonly unknown[]): string => items.map(canonical).sort().join('\n')

function shapeOf(source: TopicSource, name: string): string | undefined {
  const entity = source.entities[name]
  if (entity === undefined) return undefined
  const { aliases, ...rest } = entity
  return `${canonical(rest)}\n${sorted(aliases)}`
}

/** An edit as one short line: `+ russia: الكرملين`, `− mask: روسيا اليوم`. */
export function editLine(edit: TopicEdit): string {
  const sign = edit.op.startsWith('add') ? '+' : '−'
  if (edit.op === 'add-mask' || edit.op === 'remove-mask') return `${sign} mask: ${edit.text}`
  const { entity, alias } = edit
  if (typeof alias === 'string') return `${sign} ${entity}: ${alias}`
  const { text, ...rest } = alias
  const more = Object.keys(rest).length > 0 ? ` ${JSON.stringify(rest)}` : ''
  return `${sign} ${entity}: ${text}${more}`
}
