import { type SQL, sql } from 'drizzle-orm'
import {
  allOf,
  arrayText,
  checkParts,
  literal,
  type Part,
  partOf,
  shapeOf,
  value,
  valuesOf,
  walkParts,
} from './match-parts.ts'
import type { Few } from './match-sql.ts'
import { fetchedRows, type Statement } from './run-statement.ts'
import type { Story } from './stories.ts'
import type { StoryPageAsk } from './story-page.ts'

// Statements of storyPage, built like those of matchPage.

/** A place in the list of stories: that of one whose newest article is of this instant. */
export interface StoryPlace {
  micros: number
  id: number
}

/** A row as the statements give it. */
export type RawStory = Omit<Story, 'firstAt' | 'lastAt'> & { micros: number; firstMicros: number }

const instant = (name: string) => sql`('epoch'::timestamptz + ${value(name)}::bigint * interval '1 microsecond')`

/** What a story `s` itself must be. */
function storyParts({ tier, topic, origins, from, to }: StoryPageAsk, after: StoryPlace | undefined): Part[] {
  const place = after && { name: 'after', values: { afterMicros: after.micros, afterId: after.id } }
  const later = () => sql`(s.last_at, s.id) < (${instant('afterMicros')}, ${value('afterId')}::bigint)`
  return [
    { name: '', condition: () => sql`s.articles > 0`, values: {} },
    ...partOf('tier', tier, () => sql`s.tier = ${value('tier')}`),
    ...partOf('topic', topic, () => sql`s.topic = ${value('topic')}`),
    ...partOf('origins', origins && arrayText(origins), () => sql`s.origin = any(${value('origins')}::text::text[])`),
    ...partOf('from', from && from.getTime() * 1000, () => sql`s.last_at >= ${instant('from')}`),
    ...partOf('to', to && to.getTime() * 1000, () => sql`s.last_at < ${instant('to')}`),
    ...(place ? [{ ...place, condition: later }] : []),
  ]
}

const NEWEST_FIRST = sql`s.last_at desc, s.id desc`
const MICROS = sql`(extract(epoch from s.last_at) * 1000000)::bigint`
const ROWS = sql`
  (select coalesce(json_agg(json_build_object(
    'id', s.id, 'topic', s.topic, 'title', s.title, 'tier', s.tier, 'origin', s.origin, 'outlets', s.outlets, 'articles', s.articles,
    'texts', s.texts, 'micros', ${MICROS}, 'firstMicros', (extract(epoch from s.first_at) * 1000000)::bigint) order by ${NEWEST_FIRST}), '[]')
     from found f join stories s on s.id = f.id)`

/** One article of a story, `m` and `a`: of this outlet, about these entities, saying these words. */
function articleParts({ outlet, entities = [], terms = [] }: ArticleAsk) {
  const { words, entities: about } = checkParts({ entities, terms })
  const ofMatch = [...walkParts({ ...(outlet !== undefined && { outlet }), limit: 0 }), ...about]
  return { all: [...ofMatch, ...words], join: words.length > 0 ? sql`join articles a on a.id = m.article_id` : sql`` }
}

type ArticleAsk = Pick<StoryPageAsk, 'outlet' | 'entities' | 'terms'>

/** What a walk found, how many stories it looked at, and the last of them; null when there was none. */
export interface WalkedStories {
  rows: RawStory[]
  looked: number
  end: StoryPlace | null
}

/** The page of an ask, looking at no more than `reach` stories along the index; each look at a few articles. */
export function walkedStories(
  ask: StoryPageAsk,
  after: StoryPlace | undefined,
  { needed, reach }: { needed: number; reach: number },
): Statement {
  const [ofStory, article, rows] = [storyParts(ask, after), articleParts(ask), fetchedRows(needed)]
  const look = () => sql`
    cross join lateral (
      select 1 from matches m ${article.join} where m.story_id = s.id and ${allOf(article.all)} limit 1) one`
  const body = () => sql`
    with walk as materialized (
      select s.id, s.last_at from stories s where ${allOf(ofStory)} order by ${NEWEST_FIRST} limit ${literal(reach)}),
    found as materialized (select s.id from walk s ${article.all.length > 0 ? look() : sql``} limit ${literal(rows)})
    select json_build_object('rows', ${ROWS}, 'looked', (select count(*) from walk), 'end', (
      select json_build_object('micros', ${MICROS}, 'id', s.id) from (select s.last_at, s.id from walk s order by s.last_at, s.id limit 1) s)) as page`
  return {
    shape: `stories ${shapeOf(ofStory)} / ${shapeOf(article.all)} ${rows} of ${reach}`,
    body,
    values: { ...valuesOf(ofStory), ...valuesOf(article.all) },
  }
}

/** The page of an ask whose stories are those of a few articles. */
export function storiesAmong(
  ask: StoryPageAsk,
  { ids, ask: left }: Few,
  { after, needed }: { after: StoryPlace | undefined; needed: number },
): Statement {
  const [ofStory, article, rows] = [storyParts(ask, after), articleParts(left), fetchedRows(needed)]
  const body = (): SQL => sql`
    with few as materialized (
      select distinct m.story_id as id from matches m ${article.join}
       where m.article_id = any(${value('ids')}::text::bigint[]) and ${allOf(article.all)}),
    found as materialized (
      select s.id from few join stories s using (id) where ${allOf(ofStory)} order by ${NEWEST_FIRST} limit ${literal(rows)})
    select json_build_object('rows', ${ROWS}) as page`
  return {
    shape: `stories few ${shapeOf(ofStory)} / ${shapeOf(article.all)} ${rows}`,
    body,
    values: { ...valuesOf(ofStory), ...valuesOf(article.all), ids: arrayText(ids) },
  }
}
