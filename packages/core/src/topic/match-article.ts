import { languageOf } from '../arabic/language.ts'
import { type Candidate, collectCues, collectNames, namedIn, type Pass } from './collect.ts'
import type { CompiledTopic } from './compile-topic.ts'
import { holds, type Situation, salience } from './conditions.ts'
import { anchorsOf, disambiguate, type FieldTexts } from './disambiguate.ts'
import { countByZone, gatherFacts, type Mention } from './facts.ts'
import type { Evidence, Field, MatchInput, MatchResult, Rejection } from './match.ts'
import { toldTime } from './period.ts'
import { readingsInForce } from './readings.ts'
import { describeReason, type Reason } from './reasons.ts'
import { resolveOverlaps } from './resolve.ts'
import { isMet, namesSuffice } from './rule-needs.ts'
import type { RuleSource } from './topic-schema.ts'

const FIELDS: readonly Field[] = ['title', 'summary', 'text']

/**
 * The verdict of a topic on an article, with its evidence. Fields are plain text; offsets are UTF-16
 * units into the fields as given. Same input, same output.
 */
export function matchArticle(topic: CompiledTopic, article: MatchInput): MatchResult {
  const rejected: Rejection[] = []
  const passes = passesOver(topic, article)
  const publishedMs = timeOf(article.publishedAt) ?? toldTime(topic, passes)
  const found = settle(passes, publishedMs, rejected)
  if (!found.some(({ alias }) => alias.kind === 'name'))
    return nothing(topic, rejected, [...tellingReasons(rejected), { code: 'nothing-found' }])
  const possible = possibleRules(topic, found, publishedMs)
  const language = possible.length === 0 ? undefined : foreignLanguage(topic, article)
  if (language !== undefined) return nothing(topic, [], [{ code: 'language', language }])
  const texts = textsOf(article)
  const accepted = disambiguate(topic, found, texts, rejected)
  const facts = gatherFacts(topic, accepted, texts, publishedMs, rejected)
  const situation: Situation = { topic, facts, texts }
  const rule = possible.find((candidate) => candidate.all.every((condition) => holds(condition, situation)))
  const named = facts.mentions.filter((mention) => mention.alias.kind === 'name')
  return {
    tier: rule?.tier ?? 'none',
    score: scoreOf(topic, facts.mentions, rule),
    topic: topic.id,
    ruleVersion: topic.version,
    evidence: named.map((mention) => evidenceOf(mention, texts)),
    rejected,
    mentions: countByZone(named),
    reasons:
      rule === undefined
        ? [...tellingReasons(rejected), whyNone(topic, named)]
        : [{ code: 'rule', rule: rule.id, title: rule.title }],
  }
}

/** The topic's entities that a text names, whatever the verdict: decides whether a page is worth reading. */
export function entitiesIn(topic: CompiledTopic, text: string): string[] {
  const result = matchArticle(topic, { text })
  return [...new Set(result.evidence.map((evidence) => evidence.entity))]
}

function timeOf(date: Date | undefined): number | undefined {
  const ms = date?.getTime()
  return ms === undefined || Number.isNaN(ms) ? undefined : ms
}

function textsOf(article: MatchInput): FieldTexts {
  const texts: FieldTexts = {}
  for (const field of FIELDS) {
    const text = article[field]
    if (text !== undefined) texts[field] = text
  }
  return texts
}

function passesOver(topic: CompiledTopic, article: MatchInput): Pass[] {
  const passes = FIELDS.flatMap((field) => {
    const text = article[field] ?? ''
    return text === '' ? [] : [collectNames(topic, field, text)]
  })
  if (namesSuffice(topic, namedIn(passes))) for (const pass of passes) collectCues(topic, pass)
  return passes
}

function settle(passes: readonly Pass[], publishedMs: number | undefined, rejected: Rejection[]): Candidate[] {
  return passes.flatMap((pass) => {
    const resolved = pass.candidates.length === 0 ? pass : resolveOverlaps(pass, pass.text, publishedMs)
    rejected.push(...resolved.rejected)
    return resolved.candidates
  })
}

/**
 * The entities that may still be named once anchors are asked. An alias that needs an anchor (الحركة) counts
 * only beside another entity of its anchors, or its own entity named outright.
 */
function hopefulEntities(topic: CompiledTopic, found: readonly Candidate[]): ReadonlySet<string | undefined> {
  const sure = new Set<string | undefined>()
  const open: Candidate[] = []
  for (const candidate of found)
    if (candidate.alias.needsAnchor) open.push(candidate)
    else sure.add(candidate.alias.entity)
  if (open.length === 0) return sure
  const hoped = new Set(open.map(({ alias }) => alias.entity))
  const entities = new Set(sure)
  for (const { alias } of open) {
    if (entities.has(alias.entity)) continue
    const members = anchorsOf(alias).flatMap((name) => topic.members.get(name) ?? [])
    if (members.some((name) => sure.has(name) || (name !== alias.entity && hoped.has(name)))) entities.add(alias.entity)
  }
  return entities
}

/** The rules that can hold at all, given which entities the article names; most news leaves none. */
function possibleRules(
  topic: CompiledTopic,
  found: readonly Candidate[],
  publishedMs: number | undefined,
): RuleSource[] {
  const named = hopefulEntities(topic, found)
  const read = readingsInForce(topic, publishedMs).filter(({ entity, after }) =>
    [entity, after.entity].every((name) => (topic.members.get(name) ?? []).some((member) => named.has(member))),
  )
  const entities = new Set([...named, ...read.map((reading) => reading.as)])
  const present = (name: string): boolean => (topic.members.get(name) ?? []).some((entity) => entities.has(entity))
  return topic.source.rules.filter((_, index) => isMet(topic.needs[index] ?? [], present))
}

function foreignLanguage(topic: CompiledTopic, article: MatchInput): string | undefined {
  const spoken: readonly string[] = topic.source.languages
  const said = article.lang?.toLowerCase().split('-')[0]
  if (said !== undefined && ['fa', 'ur', 'ps'].includes(said) && !spoken.includes(said)) return said
  const text = FIELDS.map((field) => (article[field] ?? '').slice(0, 700)).join('\n')
  const language = languageOf(text)
  return spoken.includes(language) ? undefined : language
}

function nothing(topic: CompiledTopic, rejected: Rejection[], reasons: Reason[]): MatchResult {
  return {
    tier: 'none',
    score: 0,
    topic: topic.id,
    ruleVersion: topic.version,
    evidence: [],
    rejected,
    mentions: {},
    reasons,
  }
}

function evidenceOf({ entity, alias, field, start, end }: Mention, texts: FieldTexts): Evidence {
  return { entity, alias: alias.text, surface: (texts[field] ?? '').slice(start, end), field, start, end }
}

/** Ranks inside a tier only: the summed salience of the named entities, two decimals. */
function scoreOf(topic: CompiledTopic, mentions: readonly Mention[], rule: RuleSource | undefined): number {
  if (rule === undefined) return 0
  let score = 0
  for (const [name, entity] of Object.entries(topic.source.entities))
    if (entity.kind === 'name') score += salience(mentions.filter((mention) => mention.entity === name))
  return Math.round(score * 100) / 100
}

function whyNone(topic: CompiledTopic, named: readonly Mention[]): Reason {
  if (named.length === 0) return { code: 'nothing-found' }
  const found = [...new Set(named.map((mention) => mention.entity))]
  return { code: 'no-rule', found: found.map((name) => topic.source.entities[name]?.title ?? { ar: name, en: name }) }
}

// More than these say nothing new to a person.
const MOST_TELLING = 3
// A name inside another word explains itself; it is listed among the rejections only.
const TELLING: ReadonlySet<Reason['code']> = new Set([
  'cue',
  'no-anchor',
  'masked',
  'boilerplate',
  'other-meaning',
  'out-of-date',
  'yields',
  'damped',
])

/** Why words that look like the topic did not count, each reason once: what explains a none best. */
function tellingReasons(rejected: readonly Rejection[]): Reason[] {
  const told = new Map<string, Reason>()
  for (const { reason } of rejected) if (TELLING.has(reason.code)) told.set(describeReason(reason, 'en'), reason)
  return [...told.values()].slice(0, MOST_TELLING)
}
