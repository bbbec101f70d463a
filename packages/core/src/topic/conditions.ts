import { foldArabic } from '../arabic/fold.ts'
import { breaksClause, breaksHeadline, turnsAway } from './clause.ts'
import type { CompiledTopic } from './compile-topic.ts'
import type { Condition } from './condition-schema.ts'
import { coordinated, distance } from './damping.ts'
import type { FieldTexts } from './disambiguate.ts'
import type { Facts, Mention } from './facts.ts'
import { neighbours } from './neighbours.ts'
import { inForce } from './period.ts'
import { isSaidBy } from './speech.ts'

/** What a condition needs to be decided. */
export interface Situation {
  topic: CompiledTopic
  facts: Facts
  texts: FieldTexts
}

// A damped mention still shows in the evidence but carries no rule.
const COUNTS = 0.5
// `listed: count` asks for names in lists too, but not for what is damped to nothing.
const COUNTS_LISTED = 0.1
// Shorter texts are dense by nature; one mention in forty words says nothing.
const DENSITY_FROM_WORDS = 250

/** Whether every key of a condition holds. */
export function holds(condition: Condition, situation: Situation): boolean {
  const { facts } = situation
  const atLeast = condition.at_least
  if (condition.named !== undefined && mentionsOf(condition, situation, condition.named).length < atLeast) return false
  if (condition.together !== undefined && countTogether(condition, situation, condition.together) < atLeast)
    return false
  if (condition.paired !== undefined && !isPaired(condition, situation, condition.paired)) return false
  if (condition.salient !== undefined && salience(mentionsOf(condition, situation, condition.salient)) < atLeast)
    return false
  if (condition.dense !== undefined && !isDense(condition, situation, condition.dense)) return false
  if (condition.outweighs !== undefined && !outweighs(situation, condition.outweighs)) return false
  if (condition.shorter_than !== undefined && facts.words >= condition.shorter_than) return false
  if (condition.untitled !== undefined && condition.untitled === facts.titled) return false
  if (condition.published !== undefined && !inForce(condition.published, facts.publishedMs)) return false
  if (condition.all !== undefined && !condition.all.every((inner) => holds(inner, situation))) return false
  if (condition.any !== undefined && !condition.any.some((inner) => holds(inner, situation))) return false
  return condition.none === undefined || !condition.none.some((inner) => holds(inner, situation))
}

function inZone(mention: Mention, zone: Condition['zone']): boolean {
  if (zone === 'any' || mention.zone === zone) return true
  if (zone === 'opening') return mention.opening
  return zone === 'top' && mention.zone !== 'body'
}

function mentionsOf(condition: Condition, { topic, facts }: Situation, name: string): Mention[] {
  const members = topic.members.get(name) ?? []
  const floor = condition.listed === 'count' ? COUNTS_LISTED : COUNTS
  return facts.mentions.filter(
    (mention) => members.includes(mention.entity) && mention.weight >= floor && inZone(mention, condition.zone),
  )
}

/** Sentences (or, with `words`, places) where all the named stand together. */
function countTogether(condition: Condition, situation: Situation, names: readonly string[]): number {
  const [first, ...others] = names.map((name) => mentionsOf(condition, situation, name))
  if (first === undefined) return 0
  const near = (a: Mention, b: Mention): boolean =>
    condition.speech === true
      ? a.opening && says(a, b, situation.texts)
      : (a.sentence === b.sentence && isUnbroken(condition, a, b, situation.texts)) ||
        (condition.across === true && a.opening && b.opening) ||
        (condition.words !== undefined && a.field === b.field && distance(a, b) <= condition.words)
  const places = first.filter((mention) => others.every((group) => group.some((other) => near(mention, other))))
  return new Set(places.map((mention) => mention.sentence)).size
}

const says = (speaker: Mention, said: Mention, texts: FieldTexts): boolean =>
  speaker.field === said.field && speaker.end <= said.start && isSaidBy(texts[speaker.field] ?? '', speaker, said.start)

/** Whether nothing stands between two names of one sentence that `clause` or `half` forbids. */
function isUnbroken(condition: Condition, a: Mention, b: Mention, texts: FieldTexts): boolean {
  if (a.start > b.start) return isUnbroken(condition, b, a, texts)
  const text = texts[a.field] ?? ''
  const between = text.slice(a.end, b.start)
  const { clause, half } = condition
  // «، وموسكو ترحب»: the و belongs to the name, and a verb of its own follows.
  if ((clause || half) && b.prefix.letters.startsWith('و') && (isSubjectAlone(text, b) || isSubjectWith(text, b)))
    return false
  if (clause && breaksClause(between)) return false
  return !half || !(breaksHeadline(between) || turnsAway(text.slice(0, a.start), between))
}

const WITH = /^\s*(?:مع|تجاه|الي)\s*$/
// After two sides a verb is dual (موسكو وكابل تبحثان); one of a single side begins a clause (زلزال في كابل وموسكو تعرض …).
const SINGULAR_VERB = /^[تي](?!عاون|قارب|بادل|نسيق|فاهم|جار|عزيز|وقيع|طوير|طبيع|وتر)\p{L}{2,}(?<!ان)$/u

function isPaired(condition: Condition, situation: Situation, [left = '', right = '']: readonly string[]): boolean {
  const lefts = mentionsOf(condition, situation, left)
  const rights = mentionsOf(condition, situation, right)
  const joined = (a: Mention, b: Mention): boolean => {
    const text = situation.texts[a.field] ?? ''
    if (a.field === b.field && WITH.test(foldArabic(text.slice(a.end, b.start)))) return true
    return coordinated(a, b, situation.texts) && (wordBeside(text, a, 'before') === 'بين' || !isSubjectAlone(text, b))
  }
  return lefts.some((a) => rights.some((b) => joined(a, b) || joined(b, a)))
}

const wordBeside = (text: string, { start, end }: Mention, side: 'before' | 'after'): string =>
  neighbours(text, side === 'before' ? start : end, side, 1)[0]?.word ?? ''

// «وبوتين وأوباما يلتقيان»: و, two names and a verb of two begin a clause as well.
const DUAL_VERB = /^[تي]\p{L}{2,}ان$/u

function isSubjectWith(text: string, mention: Mention): boolean {
  const [other, verb] = neighbours(text, mention.end, 'after', 2)
  return other?.word.startsWith('و') === true && DUAL_VERB.test(verb?.word ?? '')
}

const isSubjectAlone = (text: string, mention: Mention): boolean =>
  SINGULAR_VERB.test(wordBeside(text, mention, 'after'))

/** Zone-weighted strength of an entity: title 3 each, lead 2 each, body 1.6·log2(1+n) up to 4. */
export function salience(mentions: readonly Mention[]): number {
  let title = 0
  let lead = 0
  let body = 0
  for (const mention of mentions) {
    if (mention.zone === 'title') title += mention.weight
    else if (mention.zone === 'lead') lead += mention.weight
    else body += mention.weight
  }
  return title * 3 + lead * 2 + Math.min(4, 1.6 * Math.log2(1 + body))
}

function isDense(condition: Condition, situation: Situation, name: string): boolean {
  const { words } = situation.facts
  return (
    words < DENSITY_FROM_WORDS || (mentionsOf(condition, situation, name).length * 1000) / words >= condition.at_least
  )
}

function outweighs(
  { topic, facts }: Situation,
  { entity, other, times }: NonNullable<Condition['outweighs']>,
): boolean {
  const count = (name: string): number => {
    const members = topic.members.get(name) ?? []
    return facts.mentions.filter((mention) => members.includes(mention.entity)).length
  }
  return count(entity) >= times * count(other)
}
