import { once } from 'node:events'
import { compileTopic, matchArticle, storySignature } from '@rasid/core'
import { loadTopics } from '@rasid/operations'
import { renewSearch, type Store } from '@rasid/store'
import { syntheticArticles } from '../stories/synthetic-articles.ts'

/** Texts that are told apart from each other; the rest of the rows repeat them with a word, an outlet and a time of their own. */
const TEXTS = 2_000
const OUTLETS = 150
export const RARE_OUTLET = 'وسيلة نادرة'
const ARTICLES_A_STORY = 4
const CHUNK = 20_000
const TOPIC = 'russia-taliban-isis'
const RARE = JSON.stringify({ evidence: [{ entity: 'pakistan' }] })

/** Texts and verdicts by COPY, once; `fillStore` makes rows of them. */
export async function loadTexts(store: Store): Promise<void> {
  const [file] = await loadTopics()
  if (file === undefined) throw new Error('no topic file')
  const topic = compileTopic(file)
  await store.sql`create unlogged table texts (n int, title text, summary text, body text, tier text, result jsonb, signature jsonb, search tsvector)`
  const copy = await store.sql`copy texts (n, title, summary, body, tier, result, signature) from stdin`.writable()
  const articles = syntheticArticles(TEXTS * 3, 7)
  for (let n = 0; n < TEXTS; n++) {
    const [first, second, third] = articles.slice(n * 3, n * 3 + 3)
    if (!first || !second || !third) break
    const article = { ...first, summary: first.summary.split('. ').slice(0, 3).join('. ') }
    const body = n % 4 === 0 ? `${first.summary} ${second.summary} ${third.summary}` : null
    const result = matchArticle(topic, article)
    const tier = result.tier === 'none' ? 'related' : result.tier
    const signature = JSON.stringify(storySignature(article))
    const row = [n, article.title, article.summary, body, tier, JSON.stringify(result), signature]
      .map(copyText)
      .join('\t')
    if (!copy.write(`${row}\n`)) await once(copy, 'drain')
  }
  copy.end()
  await once(copy, 'finish')
}

const copyText = (value: unknown): string =>
  value === null
    ? '\\N'
    : String(value).replace(/[\\\t\n\r]/g, (sign) => `\\${{ '\\': '\\', '\t': 't', '\n': 'n', '\r': 'r' }[sign]}`)

/** Makes the store hold `until` matches, one every seven minutes, and as many articles that match nothing. */
export async function fillStore({ sql, db }: Store, until: number): Promise<void> {
  const [row] = await sql<{ stored: number }[]>`select count(*)::int as stored from matches`
  const inverted = await takeInvertedIndexes(sql)
  // A statement may take a minute (`openStore`), so there are several.
  for (let from = row?.stored ?? 0; from < until; from += CHUNK) {
    const span = { from, until: Math.min(until, from + CHUNK) }
    await addArticles(sql, span)
    if (from === 0) {
      // The words of each text are made once, by the code that makes them in earnest.
      await renewSearch(db)
      await sql`update texts t set search = a.search from articles a where a.id % ${TEXTS}::int = t.n and a.search is not null`
    }
    await addMatches(sql, span)
  }
  for (const definition of inverted) await sql.unsafe(definition)
  for (const table of ['articles', 'matches', 'stories']) await sql.unsafe(`vacuum analyze ${table}`)
}

/** As in any bulk load, the inverted indexes are made once, after it. @returns what makes them again */
async function takeInvertedIndexes(sql: Store['sql']): Promise<string[]> {
  const indexes = await sql<{ name: string; definition: string }[]>`
    select indexname as name, indexdef as definition from pg_indexes
     where tablename in ('articles', 'matches') and indexdef like '%USING gin%'`
  for (const { name } of indexes) await sql.unsafe(`drop index ${name}`)
  return indexes.map(({ definition }) => definition)
}

interface Span {
  from: number
  until: number
}

async function addArticles(sql: Store['sql'], { from, until }: Span): Promise<void> {
  const columns = sql`(id, outlet, title, summary, body, url, content_hash, tier, rule_version, origin, first_seen_at, published_at, search)`
  const outlet = sql`case when n % 5000 = 77 then ${RARE_OUTLET} else 'وسيلة ' || floor(power(random(), 2) * ${OUTLETS}::int) end`
  const at = sql`timestamptz '2020-01-01' + n * interval '7 minutes'`
  await sql`
    insert into articles ${columns} overriding system value
    select s.n, ${outlet}, t.title || ' رقم' || s.n, t.summary, t.body, 'https://example.org/' || s.n, md5(s.n::text), t.tier, 'bench', 'live', ${at}, ${at},
           coalesce(t.search || ('''رقم' || s.n || ''':90A')::tsvector, '''old'''::tsvector)
      from generate_series(${from + 1}::int, ${until}::int) s(n) join (select n as text, title, summary, body, tier, search from texts) t on t.text = s.n % ${TEXTS}::int`
  await sql`
    insert into articles ${columns} overriding system value
    select 10000000 + n, ${outlet}, 'خبر آخر ' || n, '', null, null, md5(n::text), 'none', 'bench', 'live', ${at}, ${at}, null
      from generate_series(${from + 1}::int, ${until}::int) s(n)`
}

async function addMatches(sql: Store['sql'], { from, until }: Span): Promise<void> {
  await sql`
    insert into stories (id, topic, title, tier, origin, first_at, last_at, outlets, articles) overriding system value
    select id / ${ARTICLES_A_STORY}::int + 1, ${TOPIC}, min(title), min(tier), 'live', min(first_seen_at), max(first_seen_at), count(distinct outlet), count(*)
      from articles where id > ${from}::int and id <= ${until}::int group by 1 on conflict (id) do nothing`
  await sql`
    insert into matches (article_id, topic, tier, score, rule_version, result, signature, story_id, final, matched_at)
    select a.id, ${TOPIC}, a.tier, random(), 'bench', case when a.id % 20000 = 34 then ${RARE}::text::jsonb else t.result end, t.signature,
           a.id / ${ARTICLES_A_STORY}::int + 1, true, a.first_seen_at
      from articles a join texts t on t.n = a.id % ${TEXTS}::int where a.id > ${from}::int and a.id <= ${until}::int`
}
