import {
  type Bilingual,
  type CompiledTopic,
  describeReason,
  type Evidence,
  type Field,
  type Lang,
  type MatchInput,
  type MatchResult,
  type Rejection,
  texts,
} from '@rasid/core'
import { type NearRule, nearestRules } from './nearest-rules.ts'
import { type Mark, type Snippet, snippetAround } from './snippet.ts'

/** One line of an explanation, with words to highlight. */
export interface ExplainLine extends Snippet {
  /** How deep it stands under the lines before. */
  depth: number
}

/** A verdict with what a person asks next: for a none, which rule came nearest and what it lacked. */
export interface ExplainedVerdict {
  topic: { id: string; title: Bilingual }
  result: MatchResult
  nearest: NearRule[]
  /** Titles of the entities that are named. */
  entities: Record<string, Bilingual>
}

/** Adds to a verdict what explaining it needs of the topic. Pure. */
export function explainVerdict(topic: CompiledTopic, article: MatchInput, result: MatchResult): ExplainedVerdict {
  const { source } = topic
  const entities = Object.fromEntries(
    Object.keys(result.mentions).map((name) => [name, source.entities[name]?.title ?? { ar: name, en: name }]),
  )
  const nearest = result.tier === 'none' && result.evidence.length > 0 ? nearestRules(topic, article, result) : []
  return { topic: { id: topic.id, title: topic.title }, result, nearest, entities }
}

/** Of several topics those that found something; the first when none did. */
export function worthSaying(verdicts: readonly ExplainedVerdict[]): readonly ExplainedVerdict[] {
  const found = verdicts.filter(({ result }) => result.evidence.length + result.rejected.length > 0)
  return found.length > 0 ? found : verdicts.slice(0, 1)
}

/** A verdict in the words of one language: tier, reason, mentions, evidence, and what was rejected or damped and why. */
export function verdictLines(explained: ExplainedVerdict, article: MatchInput, lang: Lang): ExplainLine[] {
  const { topic, result, nearest } = explained
  const say = texts(lang).explain
  const head = [say[result.tier], ...(result.tier === 'none' ? [] : [say.score(String(result.score))])].join(' · ')
  const why = result.reasons.map((reason) => describeReason(reason, lang)).join(lang === 'ar' ? '، ' : '; ')
  const lacks = nearest.map(({ rule, missing }) =>
    missing.length === 0
      ? say.notTogether(rule[lang])
      : say.missing(rule[lang], missing.map((one) => one[lang]).join(lang === 'ar' ? '، ' : ', ')),
  )
  return [
    line(head),
    line(say.rules(topic.title[lang], result.ruleVersion)),
    line(say.why(why)),
    ...lacks.map((text) => line(text, 1)),
    ...mentionLines(explained, lang),
    ...evidenceLines(explained, article, lang),
    ...rejectionLines(result, article, lang),
  ]
}

export const line = (text: string, depth = 0, marks: Mark[] = []): ExplainLine => ({ text, depth, marks })

function mentionLines({ result, entities }: ExplainedVerdict, lang: Lang): ExplainLine[] {
  const say = texts(lang).explain
  const rows = Object.entries(result.mentions).map(([name, zones]) => {
    const parts = (['title', 'lead', 'body'] as const).flatMap((zone) =>
      zones[zone] > 0 ? [say[zone](zones[zone])] : [],
    )
    return line(`${entities[name]?.[lang] ?? name}: ${parts.join(lang === 'ar' ? '، ' : ', ')}`, 1)
  })
  return rows.length === 0 ? [] : [line(say.mentions), ...rows]
}

/** Each entity's words, and for those outside the title their surroundings. */
function evidenceLines({ result, entities }: ExplainedVerdict, article: MatchInput, lang: Lang): ExplainLine[] {
  if (result.evidence.length === 0) return []
  const marks = marksOf(result)
  const rows = [...Map.groupBy(result.evidence, ({ entity }) => entity)].flatMap(([entity, found]) => [
    line(`${entities[entity]?.[lang] ?? entity}: ${surfaces(found, lang)}`, 1),
    ...snippets(found, article, marks).map((snippet) => ({ ...snippet, depth: 2 })),
  ])
  return [line(texts(lang).explain.evidence), ...rows]
}

/** «موسكو» (3 times), «الروسي» … each surface once. */
function surfaces(found: readonly { surface: string }[], lang: Lang): string {
  const say = texts(lang).explain
  const groups = [...Map.groupBy(found, ({ surface }) => surface)]
  const shown = groups.slice(0, MOST_SURFACES).map(([surface, { length }]) => {
    const quoted = lang === 'ar' ? `«${surface}»` : `“${surface}”`
    return length > 1 ? `${quoted} (${say.repeated(length)})` : quoted
  })
  const more = groups.length - shown.length
  return [...shown, ...(more > 0 ? [say.andMore(more)] : [])].join(lang === 'ar' ? '، ' : ', ')
}

const MOST_SURFACES = 8
const MOST_SNIPPETS = 2
const MOST_REJECTIONS = 12

const marksOf = ({ evidence, rejected }: MatchResult): Record<Field, Mark[]> => {
  const marks: Record<Field, Mark[]> = { title: [], summary: [], text: [] }
  for (const { field, start, end } of evidence) marks[field].push({ start, end, kind: 'counts' })
  // A damped mention counts, for less: it stays among the evidence.
  for (const { field, start, end } of rejected)
    if (!marks[field].some((mark) => mark.start < end && start < mark.end))
      marks[field].push({ start, end, kind: 'rejected' })
  return marks
}

/** The article's title with every mark in it. */
export function titleLine(article: MatchInput, results: readonly MatchResult[]): ExplainLine {
  const marks = results.flatMap((result) => marksOf(result).title)
  return line(article.title ?? '', 0, marks)
}

function snippets(
  found: readonly (Evidence | Rejection)[],
  article: MatchInput,
  marks: Record<Field, Mark[]>,
): Snippet[] {
  const outside = found.filter(({ field }) => field !== 'title')
  const shown: Snippet[] = []
  let covered = { field: 'title' as Field, end: 0 }
  for (const at of outside) {
    if (shown.length === MOST_SNIPPETS) break
    if (covered.field === at.field && at.start < covered.end) continue
    const snippet = snippetAround(article[at.field] ?? '', at, marks[at.field])
    shown.push(snippet)
    covered = { field: at.field, end: at.end + snippet.text.length / 2 }
  }
  return shown
}

function rejectionLines(result: MatchResult, article: MatchInput, lang: Lang): ExplainLine[] {
  const say = texts(lang).explain
  // Two aliases that meet in one word are rejected twice for one reason; a person is told once.
  const once = new Map(
    result.rejected.map((one) => [`${one.field} ${one.start} ${describeReason(one.reason, lang)}`, one]),
  )
  const damped = [...once.values()].filter(({ reason }) => reason.code === 'damped')
  const rejected = [...once.values()].filter(({ reason }) => reason.code !== 'damped')
  return [
    ...rejectionList(say.rejected, rejected, { article, lang, marks: marksOf(result) }),
    ...rejectionList(say.damped, damped, { article, lang, marks: marksOf(result) }),
  ]
}

function rejectionList(
  heading: string,
  rejected: readonly Rejection[],
  { article, lang, marks }: { article: MatchInput; lang: Lang; marks: Record<Field, Mark[]> },
): ExplainLine[] {
  if (rejected.length === 0) return []
  const groups = [...Map.groupBy(rejected, ({ reason }) => describeReason(reason, lang))]
  const rows = groups.slice(0, MOST_REJECTIONS).flatMap(([reason, found]) => [
    line(`${surfaces(found, lang)}: ${reason}`, 1),
    ...snippets(found, article, marks)
      .slice(0, 1)
      .map((snippet) => ({ ...snippet, depth: 2 })),
  ])
  return [line(heading), ...rows]
}
