import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { assignArticle, rematch, rulesInForce } from '@rasid/operations'
import { recordArchive } from '@rasid/store'
import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import { afterEach, beforeEach, expect, it } from 'vitest'

const ARTICLES = 12
const CITIES = ['قندهار', 'هرات', 'بلخ', 'غزني', 'كونر', 'قندوز', 'تخار', 'لوغر', 'زابل', 'فراه', 'غور', 'خوست']

let database: FreshDatabase
let child: ChildProcess | undefined
beforeEach(async () => {
  database = await freshDatabase()
  for (const city of CITIES) await storeUnjudged(`روسيا وطالبان تبحثان إعادة إعمار ${city}`)
})
afterEach(async () => {
  child?.kill('SIGKILL')
  await database.drop()
})

/** An article that older rules did not match. */
async function storeUnjudged(title: string): Promise<void> {
  const article = {
    ...{ title, summary: '', outlet: 'الوسيلة', lang: 'ar', publishedAt: null, url: null, author: null, feedId: null },
    ...{ keys: [`guid:1:${title}`], contentHash: title, origin: 'live' as const, page: 'none' as const },
    ...{ tier: 'none' as const, ruleVersion: 'older' },
  }
  await recordArchive(database.store.db, { article, matches: [] }, assignArticle)
}

it('goes on after its last whole batch when it was killed, and records every article once', async () => {
  const { db, sql } = database.store
  child = spawn(process.execPath, [fileURLToPath(new URL('rematch-process.ts', import.meta.url)), database.url])
  if (!child.stdout) throw new Error('the child has no output')
  for await (const line of createInterface({ input: child.stdout })) if (Number(line) >= 4) break
  child.kill('SIGKILL')
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  // Its transaction ends when the server notices; until then its batch is held.
  const rules = await rulesInForce(db)
  const outcome = await rematch(
    { db, rules, assign: assignArticle, now: () => new Date() },
    { author: 'test', batch: 5, everything: false },
  )
  expect(outcome).toMatchObject({ kind: 'done', resumed: true, counts: { judged: ARTICLES, added: ARTICLES } })
  expect(await sql`select 1 from matches`).toHaveLength(ARTICLES)
  expect(await sql`select 1 from articles where rule_version <> ${rules.version}`).toHaveLength(0)
  expect(await sql`select 1 from story_editions where tellable`).toHaveLength(0)
})
