import { readFileSync } from 'node:fs'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeReader, ReaderRoleError, removeReader } from './reader-role.ts'
import { type FreshDatabase, freshDatabase } from './testing/fresh-database.ts'

let database: FreshDatabase
let analyst: string
let reader: postgres.Sql
beforeAll(async () => {
  database = await freshDatabase()
  // Roles belong to the server, which other runs may share.
  analyst = `reader_of_${new URL(database.url).pathname.slice(1)}`.slice(0, 63)
  const { password } = await makeReader(database.store.sql, analyst)
  const url = new URL(database.url)
  Object.assign(url, { username: analyst, password })
  reader = postgres(url.href, { max: 1, onnotice: () => {} })
})
afterAll(async () => {
  await reader.end()
  await removeReader(database.store.sql, analyst)
  await database.drop()
})

/** The contract with whoever asks in SQL: a column may be added at the end, and nothing else may change. */
const VIEWS: Record<string, string> = {
  stories_v1:
    'id bigint, topic text, tier text, title text, origin text, first_at timestamptz, last_at timestamptz, outlets integer, articles integer, texts integer, editions integer, told_chats integer, votes_wanted integer, votes_unwanted integer',
  matches_v1:
    'article_id bigint, topic text, story_id bigint, tier text, score real, rule_version text, final boolean, matched_at timestamptz, entities text[], words text[], rules text[]',
  articles_v1:
    'id bigint, feed_id bigint, outlet text, title text, summary text, url text, author text, lang text, at timestamptz, published_at timestamptz, first_seen_at timestamptz, edited_at timestamptz, revision integer, tier text, rule_version text, origin text, page text, body_chars integer',
  feeds_v1:
    'id bigint, url text, host text, outlet text, title text, status text, health text, failures real, failing_since timestamptz, last_failure_class text, last_failure_code text, last_visit_at timestamptz, last_success_at timestamptz, last_new_at timestamptz, silent_since timestamptz, interval_seconds integer, next_check_at timestamptz, baseline_at timestamptz, added_at timestamptz',
  fetches_v1:
    'id bigint, feed_id bigint, at timestamptz, duration_ms integer, outcome text, status integer, bytes integer, items integer, added integer, edited integer, matched integer, gap boolean',
  story_editions_v1:
    'story_id bigint, n integer, reason text, tier text, outlets integer, tellable boolean, at timestamptz, told_at timestamptz',
  messages_v1:
    'id bigint, chat_number bigint, chat_kind text, kind text, part integer, state text, attempts integer, maybe_twice boolean, created_at timestamptz, not_before timestamptz, sent_at timestamptz',
  message_stories_v1: 'message_id bigint, story_id bigint, edition integer',
}

const manual = readFileSync(new URL('../../../docs/sql.md', import.meta.url), 'utf8')
const sections = new Map(manual.split(/^## /m).map((section) => [section.split('\n')[0], section]))
const examples = [...(sections.get('Examples') ?? '').matchAll(/^(.*:)\n\n```sql\n([\s\S]*?)```/gm)]

describe('the views', () => {
  it('are these, with these columns', async () => {
    const columns = await database.store.sql<{ view: string; columns: string }[]>`
      select c.relname as view, string_agg(a.attname || ' ' ||
               replace(format_type(a.atttypid, a.atttypmod), 'timestamp with time zone', 'timestamptz'), ', '
               order by a.attnum) as columns
        from pg_class c join pg_attribute a on a.attrelid = c.oid
       where c.relkind = 'v' and c.relnamespace = 'public'::regnamespace group by 1`
    expect(Object.fromEntries(columns.map((row) => [row.view, row.columns]))).toEqual(VIEWS)
  })

  it.each(Object.entries(VIEWS))('%s is described column by column', (view, columns) => {
    const rows = [...(sections.get(view) ?? '').matchAll(/^\| (\w+) \| (\S+) \| (.+) \|$/gm)].slice(1)
    expect(
      rows
        .map(([, name, type]) => `${name} ${type}`)
        .join(', ')
        .replace(/^column type, /, ''),
    ).toBe(columns)
  })

  it('are asked by examples that run', async () => {
    expect(examples.length).toBeGreaterThan(4)
    for (const [, title, query = ''] of examples) await expect(reader.unsafe(query), title).resolves.toBeDefined()
  })
})

describe('what they show', () => {
  beforeAll(async () => {
    const { sql } = database.store
    await sql`insert into feeds (url, outlet, last_failure, failures) values
      ('https://me:geheim@a.example/rss?token=s3cret', 'أ', '{"class":"hard","code":"http","detail":"?token=s3cret"}', 2),
      ('https://b.example/rss#s3cret', 'ب', null, 0), ('https://c.example/p%40th/@me', 'ج', null, 0)`
    await sql`insert into stories (topic, title, tier, origin, first_at, last_at, articles) values
      ('t', 'قصة', 'core', 'live', now(), now(), 1), ('t', 'فارغة', 'core', 'live', now(), now(), 0)`
    await sql`insert into articles (outlet, title, content_hash, tier, rule_version, origin, body, first_seen_at) values
      ('أ', 'موسكو وطالبان', 'h', 'core', 'v', 'live', 'متن', '2026-11-01T10:00Z')`
    await sql`insert into matches (article_id, topic, tier, score, rule_version, result, signature, story_id, final)
      select a.id, 't', 'core', 1, 'v', ${JSON.stringify({
        evidence: ['طالبان', 'موسكو', 'طالبان'].map((surface) => ({ entity: surface, surface })),
        reasons: [{ code: 'rule', rule: 'talks' }, { code: 'boilerplate' }],
      })}::text::jsonb, '{}', s.id, true from articles a, stories s where s.articles = 1`
    await sql`insert into chats (bot_id, chat_id, kind, title) values (1, -100123456789, 'supergroup', 'غرفة سرية')`
    await sql`insert into messages (chat, kind, slot, draft, state, sent_at)
      select id, 'alert', 's', '{"text":"نص الرسالة"}', 'sent', now() from chats`
    await sql`insert into message_stories (message_id, chat, story_id, edition)
      select m.id, m.chat, s.id, 1 from messages m, stories s where s.articles = 1`
    await sql`insert into feedback (bot_id, user_id, story_id, vote) select 1, n, s.id, case n when 3 then -1 else 1 end
      from stories s, generate_series(1, 3) n where s.articles = 1`
  })

  it('is a match with its entities, words and rules, each once', async () => {
    expect(await reader`select entities, words, rules from matches_v1`).toEqual([
      { entities: ['طالبان', 'موسكو'], words: ['طالبان', 'موسكو'], rules: ['talks'] },
    ])
  })

  it('is a story with its reach, without those that lost their last article', async () => {
    expect(await reader`select title, told_chats, votes_wanted, votes_unwanted from stories_v1`).toEqual([
      { title: 'قصة', told_chats: 1, votes_wanted: 2, votes_unwanted: 1 },
    ])
  })

  it.each([
    { outlet: 'أ', url: 'https://a.example/rss?***', host: 'a.example', health: 'failing' },
    { outlet: 'ب', url: 'https://b.example/rss?***', host: 'b.example', health: 'unvisited' },
    { outlet: 'ج', url: 'https://c.example/p%40th/@me', host: 'c.example', health: 'unvisited' },
  ])('is the feed of $outlet without what its address keeps secret', async (row) => {
    expect(await reader`select outlet, url, host, health from feeds_v1 where outlet = ${row.outlet}`).toEqual([row])
  })

  it('holds no secret, no number of Telegram and no text of a message or a page', async () => {
    const all = await Promise.all(Object.keys(VIEWS).map((view) => reader`select * from ${reader(view)}`))
    expect(all.flat().length).toBeGreaterThan(6)
    expect(JSON.stringify(all)).not.toMatch(/s3cret|geheim|100123456789|غرفة|نص الرسالة|متن/)
  })
})

describe('a reader', () => {
  it('cannot read any table', async () => {
    const tables = await database.store.sql<{ name: string }[]>`
      select schemaname || '.' || tablename as name from pg_tables where schemaname in ('public', 'drizzle')`
    expect(tables.length).toBeGreaterThan(20)
    for (const { name } of tables)
      await expect(reader.unsafe(`select 1 from ${name}`), name).rejects.toMatchObject({ code: '42501' })
  })

  it.each([
    { why: 'a view', statement: 'delete from fetches_v1' },
    {
      why: 'a view in a transaction that it made writable',
      statement: 'begin read write; update feeds_v1 set outlet = 1::text',
    },
    { why: 'a table', statement: `begin read write; insert into facts values ('a', '1')` },
    { why: 'a new table', statement: 'begin read write; create table mine (a int)' },
  ])('cannot write: $why', async ({ statement }) => {
    await expect(reader.unsafe(statement)).rejects.toMatchObject({
      code: expect.stringMatching(/^(42501|25006|22023|55000)$/),
    })
    await reader.unsafe('rollback')
  })

  it('takes no rights of the owner, and the owner is never made a reader', async () => {
    const owner = new URL(database.url).username
    await expect(reader.unsafe(`set role "${owner}"`)).rejects.toMatchObject({ code: '42501' })
    await expect(makeReader(database.store.sql, owner)).rejects.toBeInstanceOf(ReaderRoleError)
    await expect(removeReader(database.store.sql, owner)).rejects.toBeInstanceOf(ReaderRoleError)
  })

  it('gets a new password when it is made again, and the old one ends', async () => {
    const name = `${analyst.slice(0, 58)}_two`
    // What the server keeps of it: some servers of CI ask nobody for a password.
    const kept = async () => {
      const [row] = await database.store.sql`select rolpassword as verifier from pg_authid where rolname = ${name}`
      return row?.verifier
    }
    const first = { ...(await makeReader(database.store.sql, name)), verifier: await kept() }
    const second = { ...(await makeReader(database.store.sql, name)), verifier: await kept() }
    expect(first.verifier).toMatch(/^SCRAM-SHA-256/)
    expect([second.password === first.password, second.verifier === first.verifier]).toEqual([false, false])
    expect(await removeReader(database.store.sql, name)).toBe(true)
    expect(await removeReader(database.store.sql, name)).toBe(false)
  })

  it.each([
    { name: 'A b', why: 'no name' },
    { name: 'pg_reader', why: 'a name that Postgres keeps' },
    { name: 'x"; drop table feeds; --', why: 'a statement' },
    { name: '', why: 'nothing' },
  ])('is neither made nor removed for $why', async ({ name }) => {
    await expect(makeReader(database.store.sql, name)).rejects.toBeInstanceOf(ReaderRoleError)
    await expect(removeReader(database.store.sql, name)).rejects.toBeInstanceOf(ReaderRoleError)
  })
})

it('remembers what visits counted when they are forgotten, also with their feed', async () => {
  const { sql } = database.store
  const [feed] = await sql`insert into feeds (url, outlet) values ('https://forget.example/', 'ن') returning id`
  for (const added of [1, 2, 4])
    await sql`insert into fetches (feed_id, duration_ms, outcome, added, bytes, note) values (${feed?.id}, 5, 'fetched', ${added}, 100, '')`
  await sql`delete from fetches where added = 1`
  await sql`delete from feeds where id = ${feed?.id}`
  expect(await sql`select visits::int, added::int, bytes::int from forgotten_visits where outcome = 'fetched'`).toEqual(
    [{ visits: 3, added: 7, bytes: 300 }],
  )
})
