import { type SQL, sql } from 'drizzle-orm'
import type { MatchAsk } from './match-page.ts'
import type { Values } from './run-statement.ts'
import { queryText } from './search-vector.ts'

// What statements of matchPage are made of; the columns are those of a match `m` and its article `a`.

/** A condition, written only when its statement is, with what it adds to the statement's shape and values. */
export interface Part {
  name: string
  condition: () => SQL
  values: Values
}

/** A part, unless nothing is asked of it. */
export const partOf = (name: string, value: unknown, condition: () => SQL): Part[] =>
  value === undefined ? [] : [{ name, condition, values: { [name]: value } }]

/** A value of a statement, named. */
export const value = (name: string) => sql.placeholder(name)
/** An instant of which a value has the microseconds since 1970. */
export const instant = (name: string) => sql`('epoch'::timestamptz + ${value(name)}::bigint * interval '1 microsecond')`
const microsOf = (date: Date | undefined) => date && date.getTime() * 1000
/** An array as a value: the driver writes none by itself. */
export const arrayText = (texts: readonly (string | number)[]) =>
  `{${texts.map((text) => `"${String(text).replace(/["\\]/g, '\\$&')}"`).join(',')}}`

/** What an index in the order of time can be walked by. */
export function walkParts({ outlet, tier, story, topic, from, to }: MatchAsk): Part[] {
  return [
    ...partOf('outlet', outlet, () => sql`m.outlet = ${value('outlet')}`),
    ...partOf('tier', tier, () => sql`m.tier = ${value('tier')}`),
    ...partOf('story', story, () => sql`m.story_id = ${value('story')}::bigint`),
    ...partOf('topic', topic, () => sql`m.topic = ${value('topic')}`),
    ...partOf('from', microsOf(from), () => sql`m.seen_at >= ${instant('from')}`),
    ...partOf('to', microsOf(to), () => sql`m.seen_at < ${instant('to')}`),
  ]
}

/** What every row of a walk is looked at for: of its article, or of itself. */
export function checkParts({ terms = [], entities = [], origin }: Partial<MatchAsk>) {
  const words = terms.length > 0 ? queryText(terms) : undefined
  const about = entities.length > 0 ? arrayText(entities) : undefined
  return {
    words: partOf('words', words, () => sql`a.search @@ ${value('words')}::tsquery`),
    origin: partOf('origin', origin, () => sql`a.origin = ${value('origin')}`),
    entities: partOf('entities', about, () => sql`m.entities @> ${value('entities')}::text::text[]`),
  }
}

/** That all of them hold. */
export const allOf = (parts: readonly Part[]): SQL =>
  parts.length === 0
    ? sql`true`
    : sql.join(
        parts.map(({ condition }) => condition()),
        sql` and `,
      )
/** What parts add to the shape of a statement. */
export const shapeOf = (parts: readonly Part[]): string => parts.map(({ name }) => name).join(' ')
export const valuesOf = (parts: readonly Part[]): Values => Object.assign({}, ...parts.map(({ values }) => values))
/** A number of ours that stands in the text of a statement (`fetchedRows`). */
export const literal = (number: number): SQL => sql.raw(String(Math.trunc(number)))

/** A place in the order of time: that of a match. Whole microseconds, since a JavaScript date would cut them, and rows of
 *  one millisecond would be lost or told twice. */
export interface Place {
  micros: number
  articleId: number
  topic: string
}

/** What part of the order of time a page is of: what is older than `after`, or from `newest` to `oldest`, both included. */
export interface Bounds {
  after?: Place | undefined
  newest?: Place | undefined
  oldest?: Place | undefined
}

/** The conditions of bounds on `m`. */
export function boundParts({ after, newest, oldest }: Bounds): Part[] {
  return [...boundPart('after', '<', after), ...boundPart('newest', '<=', newest), ...boundPart('oldest', '>=', oldest)]
}

function boundPart(name: string, sign: '<' | '<=' | '>=', place: Place | undefined): Part[] {
  if (place === undefined) return []
  const [micros, id, topic] = [`${name}Micros`, `${name}Id`, `${name}Topic`]
  const condition = () => sql`
    (m.seen_at, m.article_id, m.topic) ${sql.raw(sign)} (${instant(micros)}, ${value(id)}::bigint, ${value(topic)}::text)`
  return [{ name, condition, values: { [micros]: place.micros, [id]: place.articleId, [topic]: place.topic } }]
}

export const NEWEST_FIRST = sql`m.seen_at desc, m.article_id desc, m.topic desc`
export const OLDEST_FIRST = sql`m.seen_at, m.article_id, m.topic`
/** Microseconds since 1970. A double holds them exactly until 2106, and is made many times faster than a numeric. */
export const microsOfColumn = (column: SQL) => sql`round(date_part('epoch', ${column}) * 1000000)`
export const MICROS = microsOfColumn(sql`m.seen_at`)
/** The place of `m`, as JSON. */
export const PLACE = sql`json_build_object('micros', ${MICROS}::bigint, 'articleId', m.article_id, 'topic', m.topic)`
