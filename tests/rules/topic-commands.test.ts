// The rules' commands against a real database, as a maintainer types them.
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '@rasid/cli/testing'
import { assignArticle, judgeArticle, rulesInForce, verdictsOf } from '@rasid/operations'
import { recordArchive } from '@rasid/store'
import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

let database: FreshDatabase
let folder: string
beforeEach(async () => {
  database = await freshDatabase()
  folder = mkdtempSync(join(tmpdir(), 'rasid-rules-'))
})
afterEach(async () => {
  await database.drop()
  rmSync(folder, { recursive: true })
})

const rasid = (args: readonly string[], stdin = '') => run(args, { stdin, env: { DATABASE_URL: database.url } })
const topic = (...args: string[]) => rasid(['topic', ...args])

// An invented name, which the shipped topic will never learn.
const ADD = ['--add-alias', 'russia=قصر الزمهرير']
const TITLE = 'قصر الزمهرير يستقبل وفدا من حركة طالبان الأفغانية'

async function store(title: string): Promise<number> {
  const { db } = database.store
  const at = new Date()
  const text = { title, summary: '', outlet: 'الوسيلة', lang: 'ar', publishedAt: at, at }
  const judgement = judgeArticle(await rulesInForce(db), text)
  const url = `https://news.example/${encodeURIComponent(title)}`
  const article = {
    ...{ title, summary: '', outlet: 'الوسيلة', lang: 'ar', publishedAt: at, url, author: null, feedId: null },
    ...{ keys: ['url:https://news.example/1'], contentHash: title, origin: 'live' as const, page: 'none' as const },
    ...{ tier: judgement.tier, ruleVersion: judgement.ruleVersion },
  }
  return recordArchive(
    db,
    { article, matches: verdictsOf(judgement, text, { origin: 'live', awaitsPage: false }) },
    assignArticle,
  )
}

describe('rasid topic', () => {
  it('tries, applies, shows, re-scores, explains and undoes one alias', async () => {
    const id = await store(TITLE)
    const tried = await topic('try', ...ADD)
    expect(tried.code).toBe(0)
    expect(tried.out).toMatch(/newly matched 1, no longer matched 0/)
    expect(tried.out).toContain(TITLE)
    expect(tried.out).toMatch(/Alerts a day \(over 1 day\): core 0 → 1/)
    expect(tried.err).toMatch(/100 %/)
    expect((await topic('history')).err).toContain('No edits')

    const applied = await topic('apply', ...ADD, '--yes', '--author', 'mona')
    expect([applied.code, applied.out.split('\n')[0]]).toEqual([0, '#1 + russia: قصر الزمهرير'])
    const [entry] = JSON.parse((await topic('history', '--json')).out)
    expect(entry).toMatchObject({ id: 1, author: 'terminal:mona', state: 'in-force' })

    const rematched = await topic('rematch')
    expect(rematched.out).toContain('1 articles re-scored: 1 newly matched')
    expect(rematched.err).toMatch(/never alerted/)
    const explained = await rasid(['explain', String(id), '--lang', 'en'])
    expect(explained.out).toContain('found by a rematch after the rules changed')
    expect((await topic('export')).out).toContain('قصر الزمهرير')

    const undone = await topic('undo')
    expect([undone.code, undone.out.split('\n')[0]]).toEqual([0, 'Undone: #1 + russia: قصر الزمهرير'])
    const again = await topic('undo', '1')
    expect(again.code).toBe(1)
    expect(again.err).toMatch(/Not in force any more[\s\S]*undone .* by terminal/)
  })

  it.each([
    { why: 'the topic is typed', typed: 'russia-taliban-isis\n', code: 0, edits: 1 },
    { why: 'something else is typed', typed: 'yes\n', code: 1, edits: 0 },
    { why: 'nothing is typed', typed: '', code: 1, edits: 0 },
  ])('asks before it applies: when $why', async ({ typed, code, edits }) => {
    const outcome = await rasid(['topic', 'apply', ...ADD], typed)
    expect(outcome.err).toContain('Type russia-taliban-isis')
    expect(outcome.code).toBe(code)
    expect(await database.store.sql`select 1 from topic_edits`).toHaveLength(edits)
  })

  it.each([
    { why: 'a stop word', args: ['--add-alias', 'russia=قال'], said: /stop word/ },
    { why: 'a surface of another entity', args: ['--add-alias', 'isis=طالبان'], said: /already belongs to Taliban/ },
    { why: 'an unknown alias', args: ['--remove-alias', 'russia=برشلونة'], said: /has no alias "برشلونة"/ },
    { why: 'three letters', args: ['--add-alias', 'russia=زمه'], said: /fewer than 4/ },
    { why: 'an unknown cue list', args: [...ADD, '--cue', 'nothing'], said: /no cue list "nothing"/ },
    { why: 'what breaks cases', args: ['--remove-alias', 'taliban=طالبان', '--yes'], said: /should be core/ },
  ])('refuses $why with the reason, and saves nothing', async ({ args, said }) => {
    const { code, err } = await topic('apply', '--yes', ...args)
    expect(code).toBe(1)
    expect(err).toMatch(said)
    expect(await database.store.sql`select 1 from topic_edits`).toHaveLength(0)
  })

  it('tries an exported and edited file, and applies what edits can say', async () => {
    const exported = (await topic('export')).out
    const path = join(folder, 'edited.yaml')
    writeFileSync(path, exported.replace(/^masks:\n/m, 'masks:\n  - قصر الزمهرير\n'))
    const tried = await topic('try', path)
    expect([tried.code, tried.err.includes('Nothing was saved')]).toEqual([0, true])
    expect((await topic('apply', path, '--yes')).out).toContain('#1 + mask: قصر الزمهرير')
    expect((await topic('try', path)).err).toContain('Nothing would change')
  })

  it('says where a file is wrong, before anything else', async () => {
    const path = join(folder, 'bad.yaml')
    writeFileSync(path, 'id: bad\nversion: none\n')
    const { code, err } = await topic('try', path)
    expect(code).toBe(1)
    expect(err).toContain(`${path}:2: version`)
  })
})

describe('rasid explain', () => {
  it('says that an article is not stored, and how to ask for its page', async () => {
    const { code, out, err } = await rasid(['explain', 'https://news.example/none', '--lang', 'en'])
    expect([code, out]).toEqual([1, ''])
    expect(err).toMatch(/Not stored: https:\/\/news\.example\/none[\s\S]*--fetch/)
  })

  it('says why a page could not be read that was asked for', async () => {
    const { code, err } = await rasid(['explain', 'http://127.0.0.1:9/secret', '--fetch', '--lang', 'en'])
    expect(code).toBe(1)
    expect(err).toContain('The page was not read: ')
  })

  it('reads the page of an address that is not stored, and says what the rules would', async () => {
    const paragraph = '<p>قالت موسكو إن وفدا من حركة طالبان الأفغانية وصل لإجراء محادثات مع وزير الخارجية.</p>'
    const page = `<html lang="ar"><title>روسيا تستقبل طالبان</title><article><h1>روسيا تستقبل طالبان</h1>${paragraph.repeat(4)}</article>`
    const publisher = createServer((request, response) => {
      if (request.url === '/1') response.setHeader('content-type', 'text/html; charset=utf-8').end(page)
      else response.writeHead(404).end()
    }).listen(0, '127.0.0.1')
    await once(publisher, 'listening')
    const host = `127.0.0.1:${(publisher.address() as AddressInfo).port}`
    const env = { DATABASE_URL: database.url, RASID_ALLOW_HOSTS: host }
    const { code, out, err } = await run(['explain', `http://${host}/1`, '--fetch', '--lang', 'en'], { env })
    publisher.close()
    expect(code).toBe(0)
    expect(err).toContain('Not stored')
    expect(out).toMatch(/^Core · score/m)
    expect(await database.store.sql`select 1 from articles`).toHaveLength(0)
  })

  it('gives everything about a stored article as JSON', async () => {
    await store(TITLE)
    const { code, out } = await rasid(['explain', 'https://news.example/1', '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      kind: 'article',
      station: 'no-match',
      trail: { article: { title: TITLE } },
    })
  })
})
