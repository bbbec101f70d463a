import { describe, expect, it } from 'vitest'
import { run } from './testing/run-program.ts'

describe('rasid', () => {
  it('lists its commands', async () => {
    const { code, out } = await run(['--help'])
    expect(code).toBe(0)
    for (const name of [
      'start',
      'worker',
      'bot',
      'web',
      'poll',
      'match',
      'query',
      'feeds',
      'digest',
      'doctor',
      'demo',
    ]) {
      expect(out).toMatch(new RegExp(`^ {2}${name}\\b`, 'm'))
    }
  })

  it.each([
    { why: 'an unknown command', args: ['polll'] },
    { why: 'an unknown option', args: ['query', '--nonsense'] },
    { why: 'a limit that is none', args: ['query', '--limit', 'many'] },
    { why: 'a date that is none', args: ['query', '--since', 'yesterweek'] },
    { why: 'poll without its one form', args: ['poll'] },
    { why: 'an unknown topic', args: ['match', '--topic', 'weather'] },
    { why: 'a file that is not there', args: ['match', '/no/such/file.jsonl'] },
    { why: 'a source that is neither file nor address', args: ['feeds', 'inspect', 'no-such-file'] },
  ])('ends with 2 and one plain sentence at $why', async ({ args }) => {
    const { code, out, err } = await run(args)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).not.toMatch(/\n\s+at /)
    expect(err.length).toBeGreaterThan(10)
  })

  it('ends with 3 at wrong settings, all of them listed, no secret repeated', async () => {
    const { code, err } = await run(['query'], {
      env: { DATABASE_URL: 'mysql://u:hunter2@h/d', RASID_OPERATORS: 'me' },
    })
    expect(code).toBe(3)
    expect(err).toContain('DATABASE_URL')
    expect(err).toContain('RASID_OPERATORS')
    expect(err).not.toContain('hunter2')
  })

  it('ends with 3 where there is no database, saying where and what to do', async () => {
    const { code, err } = await run(['query'], { env: { DATABASE_URL: 'postgres://rasid:hunter2@127.0.0.1:9/rasid' } })
    expect(code).toBe(3)
    expect(err).toContain('127.0.0.1:9')
    expect(err).not.toContain('hunter2')
  })
})

describe('rasid match', () => {
  const lines = [
    '{"id":"a","title":"موسكو تسمح لطالبان بتعيين سفير في روسيا"}',
    '{"id":2,"title":"طالبان سعوديان يفوزان في أولمبياد موسكو"}',
    'not json',
    '{"id":"d","title":5}',
    '{"id":"e","title":"خبر","publishedAt":"some day"}',
    '',
    '["an array"]',
    '{"title":"بلا رقم"}',
  ]

  it('answers each line in order, bad ones with their error, and ends with 1', async () => {
    const { code, out, err } = await run(['match'], { stdin: lines.join('\n') })
    const answers = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(code).toBe(1)
    expect(answers).toMatchObject([
      { id: 'a', tier: 'core', topic: 'russia-taliban-isis' },
      { id: 2, tier: 'none' },
      { line: 3, error: expect.stringContaining('JSON') },
      { id: 'd', error: expect.stringContaining('title') },
      { id: 'e', error: expect.stringContaining('publishedAt') },
      { line: 7, error: expect.any(String) },
      { id: null, tier: 'none' },
    ])
    expect(err).toContain('4 lines')
  })

  it('gives evidence whose slices are its surfaces, and reasons in words', async () => {
    const { out } = await run(['match'], { stdin: lines[0] ?? '' })
    const title = JSON.parse(lines[0] ?? '').title as string
    const { evidence, why, rejected } = JSON.parse(out)
    expect(evidence.length).toBeGreaterThan(1)
    for (const { start, end, surface } of evidence) expect(title.slice(start, end)).toBe(surface)
    expect(why.every((reason: unknown) => typeof reason === 'string' && reason !== '')).toBe(true)
    for (const { reason } of rejected) expect(typeof reason).toBe('string')
  })

  it('says nothing for nothing', async () => {
    expect(await run(['match'])).toEqual({ code: 0, out: '', err: '' })
  })
})
