import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import {
  insertFeed,
  loadDatabase,
  openStore,
  RESTORED_FACT,
  type Restored,
  readFact,
  recordTold,
  schema,
  writeFact,
} from '@rasid/store'
import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { assignArticle } from './assign-story.ts'
import { type BackedUp, backUp, readBackupHeader, restore } from './backup-file.ts'
import { loadSeeds } from './load-seeds.ts'
import { rulesInForce } from './rules-in-force.ts'
import { editionOf, owed, storyOf, subscriber } from './testing/delivery-world.ts'

let folder: string
let source: FreshDatabase
let target: FreshDatabase
let backup: BackedUp

const into = (database: FreshDatabase) => ({ databaseUrl: database.url })
const from = (database: FreshDatabase) => ({ databaseUrl: database.url, version: '1.2.3' })
const path = (name: string) => join(folder, name)
const textOf = (file: string) => gunzipSync(readFileSync(file)).toString('utf8')

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rasid-backup-'))
  source = await freshDatabase()
  const { db, sql } = source.store
  await loadSeeds({ db, rules: await rulesInForce(db), assign: assignArticle })
  await insertFeed(db, { url: 'https://example.org/a?key=1', outlet: 'تبويب\tوسطر\nوشرطة \\ ونهاية \\.' })
  await sql`update articles set summary = ${'\\.\n\\.\r\n\t\u2028«»'}, body = ${'ط'.repeat(300_000)} where id = 1`
  const chat = await subscriber(db, 1)
  const storyId = await storyOf(db)
  await editionOf(db, { storyId })
  await recordTold(db, [{ messageId: await owed(db, chat.id, 'an alert'), chat: chat.id, storyId, edition: 1 }])
  await writeFact(db, 'confirm:abc', { asker: 1 })
  await sql`insert into leases (name, owner, until) values ('sender:1', gen_random_uuid(), now() + interval '1 hour')`
  backup = await backUp(from(source), path('whole.gz'))
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await source.drop()
})

describe('a backup', () => {
  it('is readable by its owner only, and takes no other file’s place', async () => {
    expect(statSync(backup.file).mode & 0o777).toBe(0o600)
    const before = readFileSync(backup.file)
    await expect(backUp(from(source), backup.file)).rejects.toThrow(/exists already/)
    expect(readFileSync(backup.file)).toEqual(before)
  })

  it('leaves no file behind when it fails', async () => {
    await expect(backUp(from(source), path('no/such/folder.gz'))).rejects.toThrow(/cannot be used \(ENOENT\)/)
    const signal = AbortSignal.abort()
    await expect(backUp({ ...from(source), signal }, path('stopped.gz'))).rejects.toThrow()
    expect(() => statSync(path('stopped.gz'))).toThrow()
  })

  it('leaves out claims, codes and questions of the moment', () => {
    const text = textOf(backup.file)
    for (const absent of ['sender:1', 'confirm:abc', '"leases"', '"sessions"']) expect(text).not.toContain(absent)
  })

  it('says what it is without a database', async () => {
    expect(await readBackupHeader(backup.file)).toMatchObject({ rasid: 'backup', format: 1, version: '1.2.3' })
  })
})

describe('a restore', () => {
  beforeEach(async () => {
    target = await freshDatabase()
  })
  afterEach(() => target.drop())

  it('gives the same rows of every table, and an order that outlives the numbers given out since', async () => {
    const loaded = await restore(into(target), backup.file, { replace: false })
    expect(loaded.tables).toEqual(backup.tables)
    expect(loaded.tables.map(({ name }) => name)).toEqual(expect.arrayContaining(['articles', 'tokens', 'audit']))
    const again = await backUp(from(target), path('again.gz'))
    const settled = ['messages', 'message_stories']
    const same = ({ tables }: BackedUp) => tables.filter(({ name }) => !settled.includes(name))
    expect(same(again)).toEqual(same(backup))
    const [row] = await target.store.sql`select host from feeds`
    expect(row?.host, 'what the database computes itself').toBe('example.org')
    const { id } = await insertFeed(target.store.db, { url: 'https://example.org/b', outlet: 'ب' })
    expect(id).toBeGreaterThan(1_000_000)
  })

  it('sends nothing that was owed when the backup was made, and forgets that it was told', async () => {
    await restore(into(target), backup.file, { replace: false })
    const { db } = target.store
    expect(await db.select({ state: schema.messages.state }).from(schema.messages)).toEqual([{ state: 'dead' }])
    expect(await db.select().from(schema.messageStories)).toEqual([])
    const { at } = await readBackupHeader(backup.file)
    const restored = await readFact<Restored>(db, RESTORED_FACT)
    expect(restored?.backupAt).toBe(at)
    expect(Date.parse(restored?.restoredAt ?? '')).toBeGreaterThan(Date.parse(at))
  })

  it('refuses a database with something in it, and replaces it when told to', async () => {
    await insertFeed(target.store.db, { url: 'https://example.org/mine', outlet: 'م' })
    await expect(restore(into(target), backup.file, { replace: false })).rejects.toMatchObject({ problem: 'not-empty' })
    await restore(into(target), backup.file, { replace: true })
    const urls = await target.store.db.select({ url: schema.feeds.url }).from(schema.feeds)
    expect(urls).toEqual([{ url: 'https://example.org/a?key=1' }])
  })

  it('migrates the backup of an older schema', async () => {
    const old = await freshDatabase()
    try {
      const [first] = await old.store.sql`select min(created_at) as at from drizzle.__drizzle_migrations`
      await asFirstMigration(old, Number(first?.at))
      const made = await backUp(from(old), path('old.gz'))
      expect(made.tables.map(({ name }) => name)).not.toContain('feed_notices')
      const loaded = await restore(into(target), made.file, { replace: false })
      expect(loaded.migrated).toBe(true)
      const [feed] = await target.store.db.select().from(schema.feeds)
      expect(feed).toMatchObject({ url: 'https://example.org/old', longestQuietMs: 0 })
      const migrations = (database: FreshDatabase) =>
        database.store.sql`select hash from drizzle.__drizzle_migrations order by created_at`
      expect(await migrations(target)).toEqual(await migrations(source))
    } finally {
      await old.drop()
    }
  })
})

/** What a Rasid of the first migration would have left, with one feed. */
async function asFirstMigration({ store }: FreshDatabase, first: number): Promise<void> {
  const { sql } = store
  await sql`drop schema public cascade`
  await sql`create schema public`
  const file = new URL(import.meta.resolve('@rasid/store')).pathname.replace(
    'src/index.ts',
    'migrations/0000_data-model.sql',
  )
  await sql.unsafe(readFileSync(file, 'utf8'))
  await sql`delete from drizzle.__drizzle_migrations where created_at > ${first}`
  await sql`insert into feeds (url, outlet) values ('https://example.org/old', 'القديمة')`
}

/** The backup's text, changed. */
function changed(name: string, change: (text: string) => string): string {
  writeFileSync(path(name), gzipSync(change(textOf(backup.file))))
  return path(name)
}

describe('a restore that cannot be leaves the database as it was', () => {
  const kept = 'https://example.org/kept'
  const urls = async () => (await target.store.db.select().from(schema.feeds)).map(({ url }) => url)
  beforeAll(async () => {
    target = await freshDatabase()
    await insertFeed(target.store.db, { url: kept, outlet: 'ب' })
  })
  afterAll(() => target.drop())

  const cases: { why: string; file: () => string; problem: string }[] = [
    {
      why: 'a file that broke off while it was copied',
      file: () => {
        writeFileSync(path('torn.gz'), readFileSync(backup.file))
        truncateSync(path('torn.gz'), Math.floor(backup.bytes * 0.9))
        return path('torn.gz')
      },
      problem: 'torn',
    },
    {
      why: 'a text that ends within the rows',
      file: () => changed('cut.gz', (t) => t.slice(0, -400)),
      problem: 'torn',
    },
    {
      why: 'a row that was changed by hand',
      file: () => changed('edited.gz', (text) => text.replace('example.org/a', 'example.org/x')),
      problem: 'torn',
    },
    {
      why: 'a table that names something else',
      file: () => changed('hostile.gz', (text) => text.replace('"table":"feeds"', '"table":"pg_authid"')),
      problem: 'torn',
    },
    { why: 'any gzip', file: () => changed('other.gz', () => 'hello\nworld\n'), problem: 'foreign' },
    {
      why: 'no gzip at all',
      file: () => {
        writeFileSync(path('plain.txt'), 'hello')
        return path('plain.txt')
      },
      problem: 'foreign',
    },
    {
      why: 'a newer schema',
      file: () => changed('newer.gz', (text) => text.replace(/"when":\d+/, '"when":99999999999999')),
      problem: 'newer',
    },
    {
      why: 'a newer format',
      file: () => changed('format.gz', (t) => t.replace('"format":1', '"format":2')),
      problem: 'newer',
    },
    { why: 'no file', file: () => path('nothing.gz'), problem: 'file' },
  ]

  it.each(cases)('$why → $problem', async ({ file, problem }) => {
    await expect(restore(into(target), file(), { replace: true })).rejects.toMatchObject({ problem })
    expect(await urls()).toEqual([kept])
    expect(await readFact(target.store.db, RESTORED_FACT)).toBeUndefined()
  })

  it('a connection that is lost half way', async () => {
    const text = Buffer.from(textOf(backup.file))
    async function* broken() {
      yield text.subarray(0, text.length / 2)
      await target.store.sql`
        select pg_terminate_backend(pid) from pg_stat_activity
         where application_name = 'rasid-restore' and datname = current_database()`
      yield text.subarray(text.length / 2)
    }
    await expect(loadDatabase(target.url, broken(), { replace: true })).rejects.toThrow()
    expect(await urls()).toEqual([kept])
  })

  it('a worker that is at work on it', async () => {
    const worker = openStore(target.url, { applicationName: 'rasid-worker' })
    await worker.sql`select 1`
    await expect(restore(into(target), backup.file, { replace: true })).rejects.toThrow(/in use by rasid worker/)
    await worker.close()
  })
})

it('gives back what it listened for while the database was slower than the file', async () => {
  const [big, empty] = await Promise.all([freshDatabase(), freshDatabase()])
  const warnings: string[] = []
  const hear = ({ name }: Error) => warnings.push(name)
  process.on('warning', hear)
  try {
    await big.store
      .sql`insert into facts (name, value) select 'big-' || n, to_jsonb(repeat('x', 100000)) from generate_series(1, 25) n`
    await backUp(from(big), path('big.gz'))
    await restore(into(empty), path('big.gz'), { replace: false })
    expect(warnings).not.toContain('MaxListenersExceededWarning')
  } finally {
    process.off('warning', hear)
    await Promise.all([big.drop(), empty.drop()])
  }
})
