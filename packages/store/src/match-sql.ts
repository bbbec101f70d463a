import { type SQL, sql } from 'drizzle-orm'
import type { FoundMatch, MatchAsk } from './match-page.ts'
import { queryText } from './search-vector.ts'

// Statements of matchPage. Values are placeholders, so that each shape of a statement is written and planned once a
// connection: half of a short page's time would be that. The columns `seen_at`, `outlet` and `entities` of a match let a
// page be a walk along one index, and only the rows of the page are joined with their articles.

/** The values of a statement, by the names of its placeholders. */
export type Values = Record<string, unknown>

export interface Statement {
  /** Names the shape: two asks of one shape differ in their values only. */
  shape: string
  body: SQL
  values: Values
}

/** A condition with the name that it adds to the shape. */
interface Part {
  name: string
  condition: SQL
  value: unknown
}

const value = (name: string) => sql.placeholder(name)
const instant = (name: string) => sql`('epoch'::timestamptz + ${value(name)}::bigint * interval '1 microsecond')`
const microsOf = (date: Date) => date.getTime() * 1000
const arrayText = (texts: readonly (string | number)[]) =>
  `{${texts.map((text) => `"${String(text).replace(/["\\]/g, '\\$&')}"`).join(',')}}`

/** What an index in the order of time can be walked by; the columns are those of `m`. */
function walkParts({ outlet, tier, story, topic, from, to }: MatchAsk): Part[] {
  const parts: (Part | false)[] = [
    outlet !== undefined && { name: 'outlet', condition: sql`m.outlet = ${value('outlet')}`, value: outlet },
    tier !== undefined && { name: 'tier', condition: sql`m.tier = ${value('tier')}`, value: tier },
    story !== undefined && { name: 'story', condition: sql`m.story_id = ${value('story')}::bigint`, value: story },
    topic !== undefined && { name: 'topic', condition: sql`m.topic = ${value('topic')}`, value: topic },
    from !== undefined && { name: 'from', condition: sql`m.seen_at >= ${instant('from')}`, value: microsOf(from) },
    to !== undefined && { name: 'to', condition: sql`m.seen_at < ${instant('to')}`, value: microsOf(to) },
  ]
  return parts.filter((part) => part !== false)
}

/** What every row of a walk is looked at for; the columns are those of `m` and its article `a`. */
function checkParts({ terms = [], entities = [], origin }: MatchAsk): Part[] {
  const parts: (Part | false)[] = [
    terms.length > 0 && {
      name: 'words',
      condition: sql`a.search @@ ${value('words')}::tsquery`,
      value: queryText(terms),
    },
    entities.length > 0 && {
      name: 'entities',
      condition: sql`m.entities @> ${value('entities')}::text::text[]`,
      value: arrayText(entities),
    },
    origin !== undefined && { name: 'origin', condition: sql`a.origin = ${value('origin')}`, value: origin },
  ]
  return parts.filter((part) => part !== false)
}

const allOf = (conditions: readonly SQL[]) =>
  conditions.length === 0 ? sql`true` : sql.join([...conditions], sql` and `)
const shapeOf = (parts: readonly Part[]) => parts.map(({ name }) => name).join(' ')
const valuesOf = (parts: readonly Part[]): Values => Object.fromEntries(parts.map(({ name, value }) => [name, value]))

/** Where a page goes on: after this row, in the order of time. */
export interface After {
  micros: number
  articleId: number
  topic: string
}

const afterPart = (after: After | undefined): { name: string; condition: SQL[]; values: Values } => {
  if (after === undefined) return { name: '', condition: [], values: {} }
  const { micros, articleId, topic } = after
  const row = sql`(${instant('afterMicros')}, ${value('afterId')}::bigint, ${value('afterTopic')}::text)`
  return {
    name: 'after',
    condition: [sql`(m.seen_at, m.article_id, m.topic) < ${row}`],
    values: { afterMicros: micros, afterId: articleId, afterTopic: topic },
  }
}

const NEWEST_FIRST = sql`m.seen_at desc, m.article_id desc, m.topic desc`
const COLUMNS = sql`m.article_id, m.topic, m.story_id, m.tier, m.score, m.rule_version, m.final, m.entities, m.seen_at`

/** Rows as one JSON value, beside what else a statement finds. */
const asJson = (order: SQL, body: SQL, more = sql``) => sql`
  coalesce(json_agg(json_build_object(
    'articleId', m.article_id, 'topic', m.topic, 'storyId', m.story_id, 'tier', m.tier, 'score', m.score,
    'ruleVersion', m.rule_version, 'final', m.final, 'entities', m.entities, 'micros', (extract(epoch from m.seen_at) * 1000000)::bigint,
    'title', a.title, 'summary', a.summary, 'outlet', a.outlet, 'url', a.url, 'lang', a.lang, 'origin', a.origin,
    'publishedAt', a.published_at, 'body', ${body}${more}) order by ${order}), '[]')`

/** A row as the statements give it. */
export type RawMatch = Omit<FoundMatch, 'publishedAt' | 'firstSeenAt'> & {
  micros: number
  publishedAt: string | null
  rank?: number
}

/** The page of an ask that an index alone answers, column by column: the server makes JSON slower than rows. */
export function plainPage(ask: MatchAsk, after: After | undefined, rows: number): Statement {
  const [walk, from] = [walkParts(ask), afterPart(after)]
  const where = allOf([...walk.map(({ condition }) => condition), ...from.condition])
  return {
    shape: `plain ${shapeOf(walk)} ${from.name}`,
    body: sql`
      select m.article_id::float8 as "articleId", m.topic, m.story_id::float8 as "storyId", m.tier, m.score, m.rule_version as "ruleVersion",
             m.final, m.entities, (extract(epoch from m.seen_at) * 1000000)::float8 as micros, a.title, a.summary, a.outlet, a.url,
             a.lang, a.origin, a.published_at as "publishedAt", null as body
        from (select ${COLUMNS} from matches m where ${where} order by ${NEWEST_FIRST} limit ${value('rows')}::int) m
        join articles a on a.id = m.article_id order by ${NEWEST_FIRST}`,
    values: { ...valuesOf(walk), ...from.values, rows },
  }
}

/**
 * The page of an ask with checks, looking at no more than `reach` matches along the index. The walk and the look stand in
 * queries of their own that cannot be flattened: the planner would sooner sort everything that it believes to be little.
 */
export function walkedPage(
  ask: MatchAsk,
  after: After | undefined,
  { rows, reach }: { rows: number; reach: number },
): Statement {
  const [walk, checks, from] = [walkParts(ask), checkParts(ask), afterPart(after)]
  const where = allOf([...walk.map(({ condition }) => condition), ...from.condition])
  const checked = allOf(checks.map(({ condition }) => condition))
  return {
    shape: `walk ${shapeOf(walk)} / ${shapeOf(checks)} ${from.name}`,
    body: sql`
      select json_build_object('rows', ${asJson(NEWEST_FIRST, sql`a.body`)}) as page
        from (select ${COLUMNS} from (
                select ${COLUMNS} from matches m where ${where} order by ${NEWEST_FIRST} limit ${value('reach')}::int) m
               cross join lateral (select a.id from articles a where a.id = m.article_id and ${checked} offset 0) a
               limit ${value('rows')}::int) m
        join articles a on a.id = m.article_id`,
    values: { ...valuesOf(walk), ...valuesOf(checks), ...from.values, rows, reach },
  }
}

/** The page of an ask whose matches are among a few articles, those that `probe` found: words are not looked for again. */
export function fewPage(
  ask: MatchAsk,
  after: After | undefined,
  { rows, ids }: { rows: number; ids: readonly number[] },
): Statement {
  const parts = [...walkParts(ask), ...checkParts({ ...ask, terms: [] })]
  const from = afterPart(after)
  const where = allOf([...parts.map(({ condition }) => condition), ...from.condition])
  const origin = ask.origin === undefined ? sql`` : sql`join articles a on a.id = m.article_id`
  return {
    shape: `few ${shapeOf(parts)} ${from.name}`,
    body: sql`
      with few as materialized (
        select ${COLUMNS}, m.outlet from matches m where m.article_id = any(${value('ids')}::text::bigint[]))
      select json_build_object('rows', ${asJson(NEWEST_FIRST, sql`a.body`)}) as page
        from (select ${COLUMNS} from few m ${origin} where ${where} order by ${NEWEST_FIRST} limit ${value('rows')}::int) m
        join articles a on a.id = m.article_id`,
    values: { ...valuesOf(parts), ...from.values, rows, ids: arrayText(ids) },
  }
}

/** A limit that is none; one stands there nevertheless, since it makes the planner walk the index. */
export const EVERYTHING = 2 ** 31 - 1

/** What a ranking is over: the matches between these instants. */
export interface Span {
  newest: number
  oldest: number
}

/** Where a page of a ranking goes on: after this row. */
export type AfterRanked = After & { rank: number }

/**
 * The page of an ask by how well its words fit: ranked are the matches of these articles, or the newest `most` among
 * `reach` along the index. `span` holds later pages to what the first one ranked.
 */
export function rankedPage(
  ask: MatchAsk,
  later: { span: Span; after: AfterRanked } | undefined,
  { rows, ids, most, reach }: { rows: number; ids: readonly number[] | null; most: number; reach: number },
): Statement {
  const [walk, checks] = [walkParts(ask), checkParts(ask)]
  const within = later ? [sql`m.seen_at <= ${instant('newest')}`, sql`m.seen_at >= ${instant('oldest')}`] : []
  const walked = allOf([...walk.map(({ condition }) => condition), ...within])
  const checked = allOf(checks.map(({ condition }) => condition))
  const candidates = ids
    ? sql`select ${COLUMNS} from (select * from matches m where m.article_id = any(${value('ids')}::text::bigint[]) and ${walked} offset 0) m
           cross join lateral (select a.id from articles a where a.id = m.article_id and ${checked} offset 0) a`
    : sql`select ${COLUMNS} from (select ${COLUMNS} from matches m where ${walked} order by ${NEWEST_FIRST} limit ${value('reach')}::int) m
           cross join lateral (select a.id from articles a where a.id = m.article_id and ${checked} offset 0) a limit ${value('most')}::int`
  const best = sql`m.rank desc, ${NEWEST_FIRST}`
  const row = sql`(${value('afterRank')}::float8, ${instant('afterMicros')}, ${value('afterId')}::bigint, ${value('afterTopic')}::text)`
  const where = later ? sql`(m.rank, m.seen_at, m.article_id, m.topic) < ${row}` : sql`true`
  const span = (edge: SQL) => sql`(select (extract(epoch from ${edge}) * 1000000)::bigint from candidates)`
  return {
    shape: `ranked ${ids ? 'few' : ''} ${later ? 'later' : ''} ${shapeOf(walk)} / ${shapeOf(checks)}`,
    body: sql`
      with candidates as materialized (${candidates}),
      ranked as materialized (
        select ${COLUMNS}, ts_rank_cd(a.search, ${value('words')}::tsquery, 1)::float8 as rank from candidates m join articles a on a.id = m.article_id)
      select json_build_object('rows', ${asJson(best, sql`a.body`, sql`, 'rank', m.rank`)},
                               'newest', ${span(sql`max(seen_at)`)}, 'oldest', ${span(sql`min(seen_at)`)}) as page
        from (select * from ranked m where ${where} order by ${best} limit ${value('rows')}::int) m
        join articles a on a.id = m.article_id`,
    values: {
      ...{ ...valuesOf(walk), ...valuesOf(checks), rows },
      ...(ids ? { ids: arrayText(ids) } : { most, reach }),
      ...(later && { ...later.span, afterRank: later.after.rank, ...afterPart(later.after).values }),
    },
  }
}

/** Ids of up to `most` articles that the inverted index has for the words, else for the entities, of an ask. */
export function probe(ask: MatchAsk, most: number): Statement | null {
  const [words] = checkParts({ terms: ask.terms ?? [], limit: 0 })
  const [entities] = checkParts({ entities: ask.entities ?? [], limit: 0 })
  const list = words
    ? sql`select a.id from articles a where a.search is not null and ${words.condition} limit ${value('most')}::int`
    : sql`select m.article_id as id from matches m where ${entities?.condition ?? sql`true`} limit ${value('most')}::int`
  const asked = words ?? entities
  if (asked === undefined) return null
  return {
    shape: `probe ${asked.name}`,
    body: sql`select json_build_object('ids', coalesce(json_agg(f.id), '[]')) as page from (${list}) f`,
    values: { ...valuesOf([asked]), most },
  }
}
