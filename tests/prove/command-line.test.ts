// What scripts rely on: exit codes, streams and the contract of `rasid match`, asked of the real process.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rasid } from './rasid-command.ts'

let dataDir: string
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'rasid-command-'))
})
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

const linesOf = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

describe.concurrent('the command line', () => {
  it('answers every line of rasid match in order, bad ones with their error, and ends with 1', async () => {
    const stdin = [
      { id: 'a', title: 'موسكو تسمح لطالبان بتعيين سفير في روسيا', summary: 'قالت الحركة إن السفير سيصل قريبًا.' },
      'not json',
      { id: 'b', title: 'طالبان من جامعة بموسكو يفوزان بجائزة' },
      { id: 'c', title: 7 },
    ]
    const input = stdin.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n')
    const run = rasid(['match'], { RASID_OPERATORS: 'settings do not matter here' }, { stdin: input })
    expect(await run.ended).toMatchObject({ code: 1 })
    const [core, broken, none, wrong, ...rest] = linesOf(run.out())
    expect(rest).toEqual([])
    expect(core).toMatchObject({ id: 'a', tier: 'core', topic: 'russia-taliban-isis', ruleVersion: expect.any(String) })
    for (const { field, start, end, surface } of core.evidence) {
      expect((stdin[0] as Record<string, string>)[field]?.slice(start, end)).toBe(surface)
    }
    expect(broken).toEqual({ line: 2, error: expect.stringContaining('not JSON') })
    expect(none).toMatchObject({ id: 'b', tier: 'none', evidence: expect.any(Array) })
    expect(none.why.length).toBeGreaterThan(0)
    expect(wrong).toEqual({ id: 'c', error: expect.stringContaining('"title"') })
    expect(run.err()).toContain('2 lines')
  })

  it('ends rasid match with 0, and nothing on standard error, when every line was good', async () => {
    const run = rasid(['match'], {}, { stdin: '{"id":1,"title":"افتتاح معرض الكتاب"}\n\n' })
    expect(await run.ended).toMatchObject({ code: 0 })
    expect(linesOf(run.out())).toMatchObject([{ id: 1, tier: 'none' }])
    expect(run.err()).toBe('')
  })

  it.each([
    { why: 'an unknown command', args: ['wach'], says: /unknown command 'wach'/ },
    { why: 'a file that is not there', args: ['match', 'no-such-file.jsonl'], says: /no file no-such-file\.jsonl/ },
  ])('ends with 2 at $why, and says so', async ({ args, says }) => {
    const run = rasid(args)
    expect(await run.ended).toMatchObject({ code: 2 })
    expect(run.err()).toMatch(says)
    expect(run.out()).toBe('')
  })

  it('ends with 3 at wrong settings, all of them listed, and starts nothing', async () => {
    const secret = 'hidden-word'
    const run = rasid(['worker'], {
      DATABASE_URL: `mysql://user:${secret}@db/rasid`,
      RASID_BOT_TOKEN: secret,
      RASID_OPERATORS: '12, @someone',
      RASID_HTTP_ADDRESS: 'everywhere',
      RASID_LOG_LEVEL: 'loud',
      RASID_DATA_DIR: dataDir,
    })
    expect(await run.ended).toMatchObject({ code: 3 })
    for (const name of ['DATABASE_URL', 'RASID_BOT_TOKEN', 'RASID_OPERATORS', 'RASID_HTTP_ADDRESS', 'RASID_LOG_LEVEL'])
      expect(run.err()).toContain(name)
    expect(`${run.out()}${run.err()}`).not.toContain(secret)
    expect(readdirSync(dataDir)).toEqual([])
  })

  it('ends with 3 when the database does not answer, and says what to do', async () => {
    const run = rasid(['worker'], { DATABASE_URL: 'postgres://rasid:hidden-word@127.0.0.1:9/rasid' })
    expect(await run.ended).toMatchObject({ code: 3 })
    expect(run.err()).toMatch(/127\.0\.0\.1:9/)
    expect(run.err()).not.toContain('hidden-word')
  })
})
