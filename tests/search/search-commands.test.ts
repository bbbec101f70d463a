// The commands that search, list and export, against a real database, as a maintainer types them.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '@rasid/cli/testing'
import { assignArticle, judgeArticle, rulesInForce, verdictsOf } from '@rasid/operations'
import { oweMessages, recordArchive, rememberChat, saveVote } from '@rasid/store'
import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const TITLES = [
  'روسيا وطالبان تبحثان في كابول التصدي لداعش',
  'لافروف يستقبل في موسكو وزير خارجية طالبان أمير خان متقي',
  'هجوم لتنظيم داعش خراسان على دورية لطالبان في كابل',
]
let database: FreshDatabase
let folder: string
const rasid = (line: string, isTerminal = false) =>
  run(line.match(/"[^"]*"|\S+/g)?.map((word) => word.replace(/^"(.*)"$/, '$1')) ?? [], {
    env: { DATABASE_URL: database.url },
    isTerminal,
  })
const titlesOf = (out: string) =>
  out
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line).title as string)

beforeAll(async () => {
  database = await freshDatabase()
  folder = mkdtempSync(join(tmpdir(), 'rasid-export-'))
  const { db } = database.store
  const rules = await rulesInForce(db)
  for (const [n, title] of TITLES.entries()) await storeMatch(rules, n, title)
  const chat = await rememberChat(db, { botId: 1, chatId: 7, threadId: 0, kind: 'private', title: 'ليلى' })
  const draft = { text: 'تنبيه', buttons: [], preview: false, silent: false }
  await oweMessages(db, [{ chat: chat.id, kind: 'alert', slot: 'story:1:1', draft }])
  await saveVote(db, { botId: 1, userId: 7, storyId: 1, vote: 1 })
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await database.drop()
})

async function storeMatch(rules: Awaited<ReturnType<typeof rulesInForce>>, n: number, title: string): Promise<void> {
  const outlet = n === 2 ? 'الثانية' : 'الأولى'
  const text = { title, summary: '=SUM(1)', outlet, lang: 'ar', publishedAt: null, at: new Date() }
  const judgement = judgeArticle(rules, text)
  const article = {
    ...{ title, summary: text.summary, outlet, lang: 'ar', publishedAt: null, author: null, feedId: null },
    ...{ keys: [`guid:1:${n}`], contentHash: title, url: `https://example.org/${n}`, origin: 'live' as const },
    ...{ tier: judgement.tier, ruleVersion: judgement.ruleVersion, page: 'none' as const },
  }
  const matches = verdictsOf(judgement, text, { origin: 'live', awaitsPage: false })
  await recordArchive(database.store.db, { article, matches }, assignArticle)
}

describe('rasid query', () => {
  it.each(['داعش', 'لداعش', 'الدواعش', 'daesh', 'ISIS'])('finds the same by %s', async (word) => {
    const { code, out } = await rasid(`query ${word} --jsonl`)
    expect(code).toBe(0)
    expect(titlesOf(out)).toEqual([TITLES[2], TITLES[0]])
  })

  it.each([
    { line: 'query كابل', found: [2, 0], why: 'another spelling of a name' },
    { line: 'query -داعش', found: [1], why: 'an exclusion' },
    { line: 'query "وزير خارجية"', found: [1], why: 'a phrase' },
    { line: 'query --tier related', found: [2], why: 'a tier' },
    { line: 'query وسيلة:الثانية', found: [2], why: 'an outlet in the words' },
    { line: 'query --outlet الأولى لافروف', found: [1], why: 'an outlet and a word' },
    { line: 'query --entity داعش --entity روسيا', found: [0], why: 'two entities' },
    { line: 'query --since 1h --until 2000-01-01', found: [], why: 'no time at all' },
    { line: 'query كابل --order relevance --limit 5', found: [2, 0], why: 'by relevance' },
  ])('$why: $line', async ({ line, found }) => {
    const { out } = await rasid(`${line} --jsonl`)
    expect(titlesOf(out).sort()).toEqual(found.map((n) => TITLES[n]).sort())
  })

  it('shows an Arabic title alone on its line, the words in colour on a terminal', async () => {
    const plain = await rasid('query لافروف')
    expect(plain.out.split('\n')[0]).toBe(TITLES[1])
    const coloured = await rasid('query لافروف', true)
    expect(coloured.out).toContain('\u001b[1;33mلافروف\u001b[0m')
  })

  it('goes on by its cursor, and ends with 2 at one that is none', async () => {
    const first = await rasid('query --limit 2 --jsonl')
    const cursor = /--cursor (\S+)/.exec(first.err)?.[1]
    const rest = await rasid(`query --limit 2 --jsonl --cursor ${cursor}`)
    expect([...titlesOf(first.out), ...titlesOf(rest.out)]).toEqual([...TITLES].reverse())
    expect(await rasid('query --cursor nonsense')).toMatchObject({ code: 2, out: '' })
  })

  it('says what it left aside, and ends with 1', async () => {
    const { code, err } = await rasid('query داعش tier:gold')
    expect(code).toBe(1)
    expect(err).toContain('tier:gold')
    expect((await rasid('query --entity أحد')).err).toContain('أحد')
  })

  it('gives a table whose cells no spreadsheet runs', async () => {
    const { out } = await rasid('query --csv')
    const [header = '', first = ''] = out.split('\n')
    expect(header).toContain('articleId,topic,storyId,tier')
    expect(first).toContain("'=SUM(1)")
    expect(out.trim().split('\n')).toHaveLength(4)
  })
})

it('lists stories, and one with its articles', async () => {
  const { out } = await rasid('stories --jsonl')
  expect(titlesOf(out).length).toBeGreaterThan(1)
  const one = await rasid('stories --story 1')
  expect(one.out.split('\n')[0]).toBe(TITLES[0])
  expect(one.out).toContain('https://example.org/0')
  expect((await rasid('stories --entity غيره')).err).toContain('No story fits')
})

it('lists messages by state and chat', async () => {
  const { code, out, err } = await rasid('messages --state owed --jsonl')
  expect(code).toBe(0)
  expect(JSON.parse(out)).toMatchObject({ kind: 'alert', state: 'owed', chatTitle: 'ليلى' })
  expect(err).toContain('Owed 1')
  expect((await rasid('messages --state dead')).err).toContain('No message fits')
  expect((await rasid('messages --chat 99')).out).toBe('')
})

it('sums up days, outlets, votes, feeds and messages', async () => {
  const { out } = await rasid('stats --days 2 --json')
  const { days, outlets, precision, messages } = JSON.parse(out)
  expect(days).toHaveLength(2)
  expect(days[1]).toMatchObject({ core: 2, related: 1 })
  expect(outlets[0]).toMatchObject({ outlet: 'الأولى', core: 2 })
  expect(precision.tiers).toMatchObject([{ wanted: 1, votes: 1 }])
  expect(messages).toMatchObject({ owed: 1 })
  expect((await rasid('stats --days 2')).out).toContain('1 of 1 votes')
  expect((await rasid('stats --days 3 --csv')).out.trim().split('\n')).toHaveLength(4)
  expect((await rasid('stats --zone Mars/Olympus')).code).toBe(2)
})

describe('rasid export', () => {
  it('writes everything as JSON lines, and says how many', async () => {
    const { out, err } = await rasid('export')
    expect(titlesOf(out)).toEqual([...TITLES].reverse())
    expect(err).toContain('3 matches written')
  })

  it('writes a table with the mark that Excel needs into a new file, never over another', async () => {
    const file = join(folder, 'matches.csv')
    expect((await rasid(`export --csv --bom --out ${file}`)).code).toBe(0)
    const text = readFileSync(file, 'utf8')
    expect(text.startsWith('\uFEFFarticleId,')).toBe(true)
    expect(text).toContain(TITLES[1])
    expect((await rasid(`export --csv --out ${file}`)).code).toBe(2)
  })

  it('exports stories', async () => {
    const { out } = await rasid('export --of stories --csv')
    expect(out.split('\n')[0]).toContain('id,topic,title')
  })
})
