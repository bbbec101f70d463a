// kill -9 of a restore in the middle of its work: the database is as it was before, and the same restore succeeds afterwards.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { backUp } from '@rasid/operations'
import { insertFeed } from '@rasid/store'
import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { eventually } from '../feed-to-digest/eventually.ts'
import { type RasidCommand, rasid } from './rasid-command.ts'

let folder: string
let source: FreshDatabase
let target: FreshDatabase
const started: RasidCommand[] = []

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rasid-killed-'))
  ;[source, target] = await Promise.all([freshDatabase(), freshDatabase()])
})
afterEach(async () => {
  await Promise.all(started.map((process) => process.endAll('SIGKILL')))
  rmSync(folder, { recursive: true })
  await Promise.all([source.drop(), target.drop()])
})

const count = async ({ store }: FreshDatabase, from: string) =>
  Number((await store.sql.unsafe(`select count(*) as n from ${from}`))[0]?.n)
const urls = async ({ store }: FreshDatabase) => (await store.sql`select url from feeds`).map(({ url }) => url)

function restore(file: string): RasidCommand {
  const begun = rasid(['restore', file, '--replace', '--yes'], { DATABASE_URL: target.url })
  started.push(begun)
  return begun
}

it('leaves the database as it was when it is killed, and restores it when it is not', async () => {
  await insertFeed(source.store.db, { url: 'https://example.org/a', outlet: 'أ' })
  await source.store.sql`
    insert into articles (outlet, title, summary, content_hash, tier, rule_version, origin)
    select 'o', 'خبر ' || n, repeat(md5(n::text), 20), 'h', 'none', 'v', 'live' from generate_series(1, 60000) n`
  const file = join(folder, 'a.gz')
  await backUp({ databaseUrl: source.url, version: '0' }, file)
  await insertFeed(target.store.db, { url: 'https://example.org/kept', outlet: 'ب' })

  const killed = restore(file)
  await eventually(async () => {
    const [row] = await target.store.sql`
      select tuples_processed::int as rows from pg_stat_progress_copy where relid = 'articles'::regclass and datname = current_database()`
    expect(row?.rows).toBeGreaterThan(0)
  }, 120_000)
  await killed.end('SIGKILL')
  await eventually(
    async () =>
      expect(
        await count(
          target,
          `pg_stat_activity where application_name = 'rasid-restore' and datname = current_database()`,
        ),
      ).toBe(0),
    60_000,
  )
  expect(await urls(target)).toEqual(['https://example.org/kept'])
  expect(await count(target, 'articles')).toBe(0)

  expect(await restore(file).ended).toMatchObject({ code: 0 })
  expect(await urls(target)).toEqual(['https://example.org/a'])
  expect(await count(target, 'articles')).toBe(60_000)
})
