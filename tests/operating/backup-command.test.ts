// `rasid backup`, `restore` and `prune` as an operator runs them: what they say, what they refuse, how they end.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { run } from '@rasid/cli/testing'
import { insertFeed, openStore } from '@rasid/store'
import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

let folder: string
let source: FreshDatabase
let target: FreshDatabase
const SECRET = 'a-secret-part-that-is-long-enough-1'
const on = (database: FreshDatabase) => ({ DATABASE_URL: database.url, RASID_BOT_TOKEN: `77009:${SECRET}` })
const path = (name: string) => join(folder, name)
const urls = async ({ store }: FreshDatabase) => (await store.sql`select url from feeds`).map(({ url }) => url)

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rasid-command-'))
  ;[source, target] = await Promise.all([freshDatabase(), freshDatabase()])
  await insertFeed(source.store.db, { url: 'https://example.org/a', outlet: 'أ' })
  await source.store.sql`
    insert into articles (outlet, title, content_hash, tier, rule_version, origin, first_seen_at)
    select 'o', 'خبر ' || n, 'h', 'none', 'v', 'live', now() - n * interval '1 day' from generate_series(1, 200) n`
  await insertFeed(target.store.db, { url: 'https://example.org/mine', outlet: 'م' })
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await Promise.all([source.drop(), target.drop()])
})

describe('rasid backup', () => {
  it('writes one file for its owner, without the token, and says what is in it', async () => {
    const { code, out, err } = await run(['backup', path('a.gz')], { env: on(source) })
    expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/a\.gz: \d+ rows of \d+ tables, 0\.\d MiB/) })
    expect(err).toContain('articles 200')
    expect(statSync(path('a.gz')).mode & 0o777).toBe(0o600)
    expect(gunzipSync(readFileSync(path('a.gz'))).toString()).not.toContain(SECRET)
    expect(readdirSync(folder)).toEqual(['a.gz'])
  })

  it('takes no other file’s place, and ends with 1', async () => {
    const { code, err } = await run(['backup', path('a.gz')], { env: on(source) })
    expect([code, err]).toEqual([1, expect.stringContaining('exists already')])
  })
})

describe('rasid restore', () => {
  it('refuses a database that is not empty, and a wrong answer to its question', async () => {
    const refused = await run(['restore', path('a.gz')], { env: on(target) })
    expect([refused.code, refused.err]).toEqual([3, expect.stringContaining('--replace')])
    const asked = await run(['restore', path('a.gz'), '--replace'], { env: on(target), stdin: 'yes\n' })
    expect([asked.code, asked.err]).toEqual([1, expect.stringContaining('Nothing was changed')])
    expect(asked.err).toContain('gives up everything in')
    expect(await urls(target)).toEqual(['https://example.org/mine'])
  })

  it.each([
    { why: 'no backup', name: 'other.txt', text: 'hello', code: 1, said: 'no backup of Rasid' },
    { why: 'no file', name: 'nothing.gz', text: null, code: 1, said: 'cannot be used (ENOENT)' },
  ])('refuses $why', async ({ name, text, code, said }) => {
    if (text !== null) writeFileSync(path(name), text)
    const ran = await run(['restore', path(name), '--replace', '--yes'], { env: on(target) })
    expect([ran.code, ran.err]).toEqual([code, expect.stringContaining(said)])
  })

  it('refuses while a role is at work on the database', async () => {
    const worker = openStore(target.url, { applicationName: 'rasid-bot' })
    await worker.sql`select 1`
    const { code, err } = await run(['restore', path('a.gz'), '--replace', '--yes'], { env: on(target) })
    await worker.close()
    expect([code, err]).toEqual([3, expect.stringContaining('in use by rasid bot')])
  })

  it('replaces what is there once the word is typed, with the same counts and checksums', async () => {
    const ran = await run(['restore', path('a.gz'), '--replace', '--json'], { env: on(target), stdin: 'replace\n' })
    expect(ran.code).toBe(0)
    expect(await urls(target)).toEqual(['https://example.org/a'])
    const again = await run(['backup', path('b.gz'), '--json'], { env: on(target) })
    expect(JSON.parse(again.out).tables).toEqual(JSON.parse(ran.out).tables)
  })
})

describe('rasid prune', () => {
  const kept = async () => Number((await source.store.sql`select count(*) as n from articles`)[0]?.n)

  it('says what would go, and forgets it only when it is meant', async () => {
    const dry = await run(['prune', '--dry-run'], { env: on(source) })
    expect([dry.code, dry.out]).toEqual([
      0,
      expect.stringContaining('Would forget 111 unmatched articles older than 90 days'),
    ])
    expect(await kept()).toBe(200)
    const real = await run(['prune', '--json'], { env: { ...on(source), RASID_KEEP_DAYS: '50' } })
    expect(JSON.parse(real.out)).toEqual({ dryRun: false, keepDays: 50, articles: 151, visits: 0, notices: 0 })
    expect(await kept()).toBe(49)
  })
})
