import type { CompiledTopic } from './compile-topic.ts'
import type { FieldTexts } from './disambiguate.ts'
import type { Mention } from './facts.ts'
import type { Rejection } from './match.ts'
import type { DampingSource } from './topic-schema.ts'

/** Lowers the weight of mentions that are no actors: one of a list of countries, Soviet-era context. */
export function damp(topic: CompiledTopic, mentions: Mention[], texts: FieldTexts, rejected: Rejection[]): void {
  for (const damping of topic.source.damping) {
    const members = topic.members.get(damping.entity) ?? []
    for (const [index, mention] of mentions.entries()) {
      if (!members.includes(mention.entity) || damping.except.includes(mention.zone)) continue
      if (damping.alone === true && mentions.some((other) => other !== mention && members.includes(other.entity)))
        continue
      if (!holds(topic, damping, mentions, index, texts)) continue
      mention.weight = Math.min(mention.weight, damping.weight)
      const { field, start, end } = mention
      const surface = (texts[field] ?? '').slice(start, end)
      const entity = topic.source.entities[mention.entity]?.title ?? { ar: mention.entity, en: mention.entity }
      rejected.push({ surface, field, start, end, reason: { code: 'damped', entity, damping: damping.title, surface } })
    }
  }
}

function holds(
  topic: CompiledTopic,
  damping: DampingSource,
  mentions: readonly Mention[],
  index: number,
  texts: FieldTexts,
): boolean {
  if (damping.near !== undefined) {
    const mention = mentions[index] as Mention
    const { entity, words, side, begins } = damping.near
    return mentions.some(
      (other) =>
        other.entity === entity &&
        other.sentence === mention.sentence &&
        standsOn(side, other, mention) &&
        (begins !== true || (!mention.opening && isFirst(other, texts))) &&
        distance(mention, other) <= words,
    )
  }
  if (damping.list === undefined) return false
  const members = new Set(damping.list.of.flatMap((name) => topic.members.get(name) ?? []))
  return listLength(mentions, index, members, texts) >= damping.list.at_least
}

function standsOn(side: 'before' | 'after' | 'either', other: Mention, mention: Mention): boolean {
  if (side === 'either') return true
  return side === 'before' ? other.word < mention.word : other.word > mention.word
}

const BEGINNING = /(?:^|[.!?؟؛…\n])[^\p{L}\p{N}]*$/u

const isFirst = (mention: Mention, texts: FieldTexts): boolean =>
  BEGINNING.test((texts[mention.field] ?? '').slice(Math.max(0, mention.start - 8), mention.start))

/** Words from one mention to another; 0 when they touch or overlap. */
export function distance(a: Mention, b: Mention): number {
  if (a.word > b.word) return distance(b, a)
  return Math.max(0, b.word - a.lastWord)
}

/** How many of `members` stand in one chain of و and commas around a mention. */
function listLength(
  mentions: readonly Mention[],
  index: number,
  members: ReadonlySet<string>,
  texts: FieldTexts,
): number {
  const damped = mentions[index] as Mention
  const listed = mentions.filter((mention) => members.has(mention.entity))
  // A word may name two entities (Pakistan, and one of the other countries) and is still one link of the chain.
  const chain = listed.filter((mention, at) => mention === damped || !sharesWord(mention, [listed[at - 1], damped]))
  const at = chain.indexOf(damped)
  let first = at
  let last = at
  while (first > 0 && coordinated(chain[first - 1] as Mention, chain[first] as Mention, texts)) first--
  while (last + 1 < chain.length && coordinated(chain[last] as Mention, chain[last + 1] as Mention, texts)) last++
  return last - first + 1
}

const sharesWord = (mention: Mention, others: readonly (Mention | undefined)[]): boolean =>
  others.some((other) => other?.word === mention.word)

/** Whether the second mention follows the first with only و or a comma between them. */
export function coordinated(a: Mention, b: Mention, texts: FieldTexts): boolean {
  if (a.field !== b.field || b.word - a.lastWord > 2 || b.word <= a.lastWord) return false
  const between = (texts[a.field] ?? '').slice(a.end, b.start)
  const joined = b.prefix.letters.startsWith('و') && b.word - a.lastWord === 1 && !/[.!?؟\n]/.test(between)
  return joined || /^\s*[،,]\s*$/.test(between) || /^\s*[،,]?\s*و\s*$/.test(between) || /^\s*-\s*$/.test(between)
}
