import { type SQL, sql } from 'drizzle-orm'
import type { FoundMatch, MatchAsk } from './match-page.ts'
import {
  allOf,
  arrayText,
  type Bounds,
  boundParts,
  checkParts,
  instant,
  literal,
  MICROS,
  microsOfColumn,
  NEWEST_FIRST,
  OLDEST_FIRST,
  type Part,
  PLACE,
  type Place,
  shapeOf,
  value,
  valuesOf,
  walkParts,
} from './match-parts.ts'
import { fetchedRows, type Statement, type Values } from './run-statement.ts'

// Statements of matchPage. The columns `seen_at`, `outlet` and `entities` of a match let a page be a walk along one index,
// and only the rows of the page are joined with their articles.

/** A row as the statements give it. */
export type RawMatch = Omit<FoundMatch, 'publishedAt' | 'firstSeenAt'> & {
  micros: number
  publishedMicros: number | null
  rank?: number
}

const PUBLISHED = microsOfColumn(sql`a.published_at`)

/** The page of an ask that an index alone answers, column by column: the server makes JSON slower than rows. */
export function plainPage(ask: MatchAsk, bounds: Bounds, needed: number): Statement {
  const [walk, bound] = [walkParts(ask), boundParts(bounds)]
  const rows = fetchedRows(needed)
  const body = () => sql`
    select m.article_id::float8 as "articleId", m.topic, m.story_id::float8 as "storyId", m.tier, m.score, m.rule_version as "ruleVersion",
           m.final, m.entities, ${MICROS} as micros, a.title, a.summary, a.outlet, a.url, a.lang, a.origin,
           ${PUBLISHED} as "publishedMicros"
      from (select m.article_id, m.topic, m.story_id, m.tier, m.score, m.rule_version, m.final, m.entities, m.seen_at from matches m
             where ${allOf([...walk, ...bound])} order by ${NEWEST_FIRST} limit ${literal(rows)}) m
      join articles a on a.id = m.article_id order by ${NEWEST_FIRST}`
  return { shape: `plain ${shapeOf([...walk, ...bound])} ${rows}`, body, values: valuesOf([...walk, ...bound]) }
}

/** Tables of a statement of which `found` has the keys of the matches that it shows. */
interface Found {
  shape: string
  tables: () => SQL
  values: Values
}

/** A limit that is none; one stands there nevertheless, since it makes the planner walk the index. */
export const EVERYTHING = 2 ** 31 - 1

/**
 * `walk`: the keys of the `reach` newest matches that an index gives. `found`: the first `most` of them that the checks let
 * through. The walk and each look stand in queries of their own that cannot be flattened: the planner would sooner sort
 * everything that it believes to be little.
 */
function foundByWalk(ask: MatchAsk, bounds: Bounds, { most, reach }: { most: number; reach: number }): Found {
  const [walk, bound] = [walkParts(ask), boundParts(bounds)]
  const { words, origin, entities } = checkParts(ask)
  const ofArticle = [...words, ...origin]
  const look = () =>
    ofArticle.length > 0
      ? sql`cross join lateral (select 1 from articles a where a.id = m.article_id and ${allOf(ofArticle)} offset 0) a`
      : sql``
  return {
    shape: `walk ${shapeOf([...walk, ...bound])} / ${shapeOf([...ofArticle, ...entities])} ${most} of ${reach}`,
    tables: () => sql`
      walk as materialized (
        select m.seen_at, m.article_id, m.topic${entities.length > 0 ? sql`, m.entities` : sql``} from matches m where ${allOf([...walk, ...bound])}
         order by ${NEWEST_FIRST} limit ${literal(reach)}),
      found as materialized (
        select m.seen_at, m.article_id, m.topic from walk m ${look()} where ${allOf(entities)} limit ${literal(most)})`,
    values: valuesOf([...walk, ...bound, ...ofArticle, ...entities]),
  }
}

/** A few articles, with what of the ask is still to be looked for in them. */
export interface Few {
  ids: readonly number[]
  ask: MatchAsk
}

/** `found`: the newest `most` matches of a few articles. */
function foundAmong({ ids, ask }: Few, bounds: Bounds, most: number): Found {
  const { words, origin, entities } = checkParts(ask)
  const parts = [...walkParts(ask), ...entities, ...words, ...origin, ...boundParts(bounds)]
  const article = () => (words.length + origin.length > 0 ? sql`join articles a on a.id = m.article_id` : sql``)
  return {
    shape: `few ${shapeOf(parts)} ${most}`,
    tables: () => sql`
      few as materialized (
        select m.article_id, m.topic, m.story_id, m.tier, m.outlet, m.entities, m.seen_at from matches m
         where m.article_id = any(${value('ids')}::text::bigint[])),
      found as materialized (
        select m.seen_at, m.article_id, m.topic from few m ${article()} where ${allOf(parts)}
         order by ${NEWEST_FIRST} limit ${literal(most)})`,
    values: { ...valuesOf(parts), ids: arrayText(ids) },
  }
}

/** The matches of these keys as one JSON value, beside what else a statement finds. */
const asJson = (keys: SQL, order: SQL, more = sql``) => sql`
  (select coalesce(json_agg(json_build_object(
    'articleId', m.article_id, 'topic', m.topic, 'storyId', m.story_id, 'tier', m.tier, 'score', m.score,
    'ruleVersion', m.rule_version, 'final', m.final, 'entities', m.entities, 'micros', ${MICROS}::bigint,
    'title', a.title, 'summary', a.summary, 'outlet', a.outlet, 'url', a.url, 'lang', a.lang, 'origin', a.origin,
    'publishedMicros', ${PUBLISHED}, 'body', a.body${more}) order by ${order}), '[]')
     from (${keys}) k join matches m on m.article_id = k.article_id and m.topic = k.topic join articles a on a.id = m.article_id)`
const FOUND = sql`select article_id, topic from found`

/** The first place of a table in an order; it alone is written as JSON. */
const edgeOf = (table: SQL, order: SQL) =>
  sql`(select ${PLACE} from (select m.seen_at, m.article_id, m.topic from ${table} m order by ${order} limit 1) m)`

/** What a walk found, how many matches it looked at, and the last of them; null when there was none. */
export interface Walked {
  rows: RawMatch[]
  looked: number
  end: Place | null
}

/** The page of an ask with checks, looking at no more than `reach` matches along the index. */
export function walkedPage(ask: MatchAsk, bounds: Bounds, how: { needed: number; reach: number }): Statement {
  const found = foundByWalk(ask, bounds, { most: fetchedRows(how.needed), reach: how.reach })
  const end = edgeOf(sql`walk`, OLDEST_FIRST)
  const body = () => sql`
    with ${found.tables()}
    select json_build_object('rows', ${asJson(FOUND, NEWEST_FIRST)}, 'looked', (select count(*) from walk), 'end', ${end}) as page`
  return { ...found, body }
}

/** The page of an ask whose matches are among a few articles. */
export function fewPage(few: Few, bounds: Bounds, needed: number): Statement {
  const found = foundAmong(few, bounds, fetchedRows(needed))
  const body = () => sql`
    with ${found.tables()} select json_build_object('rows', ${asJson(FOUND, NEWEST_FIRST)}) as page`
  return { ...found, body }
}

/** What a ranking found: the matches from `newest` to `oldest` were ranked, null when there was none. */
export interface Ranked {
  rows: RawMatch[]
  newest: Place | null
  oldest: Place | null
  ranked: number
  /** How many matches were looked at; 0 when the articles were known. */
  looked: number
}

/**
 * The page of an ask by how well its words fit, among the newest `most` matches that have them: of these articles, or of
 * the newest `reach` along the index. `bounds` hold a later page, after a row of some rank, to what the first one ranked.
 */
export function rankedPage(
  ask: MatchAsk,
  bounds: Pick<Bounds, 'newest' | 'oldest'>,
  how: {
    after: (Place & { rank: number }) | undefined
    needed: number
    few: Few | null
    most: number
    reach: number
  },
): Statement {
  const { after, needed, few, most, reach } = how
  const found = few === null ? foundByWalk(ask, bounds, { most, reach }) : foundAmong(few, bounds, most)
  const rows = fetchedRows(needed)
  const best = sql`k.rank desc, k.seen_at desc, k.article_id desc, k.topic desc`
  const further = sql`(k.rank, k.seen_at, k.article_id, k.topic) <
    (${value('afterRank')}::float8, ${instant('afterMicros')}, ${value('afterId')}::bigint, ${value('afterTopic')}::text)`
  const keys = sql`select * from ranked k where ${after ? further : sql`true`} order by ${best} limit ${literal(rows)}`
  const looked = few === null ? sql`(select count(*) from walk)` : sql`0`
  const body = () => sql`
    with ${found.tables()},
    ranked as materialized (
      select m.*, ts_rank_cd(a.search, ${value('words')}::tsquery, 1)::float8 as rank from found m join articles a on a.id = m.article_id)
    select json_build_object('rows', ${asJson(keys, best, sql`, 'rank', k.rank`)}, 'ranked', (select count(*) from found), 'looked', ${looked},
                             'newest', ${edgeOf(sql`found`, NEWEST_FIRST)}, 'oldest', ${edgeOf(sql`found`, OLDEST_FIRST)}) as page`
  const afterValues = after && {
    ...{ afterRank: after.rank, afterMicros: after.micros, afterId: after.articleId, afterTopic: after.topic },
  }
  return {
    shape: `ranked ${after ? 'after' : ''} ${rows} ${found.shape}`,
    body,
    values: { ...found.values, ...valuesOf(checkParts({ terms: ask.terms ?? [] }).words), ...afterValues },
  }
}

/** Where the articles of an ask may be looked up, and what of it is left to be looked for in them. */
export interface Probe {
  statement: Statement
  left: MatchAsk
}

/**
 * What gives the ids of up to `most` articles that have the words of an ask, its entities, its outlet, and, last, words and
 * entities, which reads all of each. A probe that gives fewer has given all.
 */
export function probes(ask: MatchAsk, most: number): Probe[] {
  const { words, entities } = checkParts(ask)
  const outlet = walkParts(ask).filter(({ name }) => name === 'outlet')
  const say = () => sql`select a.id from articles a where a.search is not null and ${allOf(words)}`
  const about = () => sql`select distinct m.article_id as id from matches m where ${allOf(entities)}`
  const of = () => sql`select distinct m.article_id as id from matches m where ${allOf(outlet)}`
  const both = () => sql`select id from (${say()} offset 0) s join (${about()} offset 0) e using (id)`
  const probe = (parts: readonly Part[], list: () => SQL): Probe => ({
    statement: {
      shape: `probe ${shapeOf(parts)} ${most}`,
      body: () =>
        sql`select json_build_object('ids', coalesce(json_agg(f.id), '[]')) as page from (${list()} limit ${literal(most)}) f`,
      values: valuesOf(parts),
    },
    left: parts.includes(words[0] as Part) ? { ...ask, terms: [] } : ask,
  })
  return [
    ...(words.length > 0 ? [probe(words, say)] : []),
    ...(entities.length > 0 ? [probe(entities, about)] : []),
    ...(outlet.length > 0 ? [probe(outlet, of)] : []),
    ...(words.length > 0 && entities.length > 0 ? [probe([...words, ...entities], both)] : []),
  ]
}
