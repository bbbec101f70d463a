import { describe, expect, it } from 'vitest'
import { run } from '../testing/run-program.ts'

const CORE = 'روسيا تعترف بحكومة طالبان'
const STUDENTS = 'طالبان جامعيان من روسيا يفوزان بجائزة'
// Commands that read no setting must not trip over a broken one.
const env = { DATABASE_URL: 'not an address' }

describe('rasid explain -', () => {
  it('explains a text in Arabic and English, without a database', async () => {
    const { code, out, err } = await run(['explain', '-'], { stdin: `${CORE}\nقالت موسكو ذلك اليوم.`, env })
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(/^أساسي · /m)
    expect(out).toMatch(/^Core · score /m)
    expect(out).toMatch(/Russia: .*“روسيا”.*“موسكو”/)
  })

  it.each([
    { lang: 'ar', has: /^لا مطابقة$/m, hasNot: /No match/ },
    { lang: 'en', has: /^No match$/m, hasNot: /لا مطابقة/ },
  ])('keeps to $lang when asked, and explains a none', async ({ lang, has, hasNot }) => {
    const { code, out } = await run(['explain', '-', '--lang', lang], { stdin: STUDENTS })
    expect(code).toBe(0)
    expect(out).toMatch(has)
    expect(out).not.toMatch(hasNot)
    expect(out).toContain('جامعيان')
  })

  it('highlights words on a terminal, and nowhere else', async () => {
    expect((await run(['explain', '-'], { stdin: CORE, isTerminal: true })).out).toContain('\u001b[1;33mروسيا\u001b[0m')
    expect((await run(['explain', '-'], { stdin: CORE })).out).not.toContain('\u001b')
    const plain = { stdin: CORE, isTerminal: true, env: { NO_COLOR: '1' } }
    expect((await run(['explain', '-'], plain)).out).not.toContain('\u001b')
  })

  it('takes a JSON line as rasid match does, and gives the whole result as JSON', async () => {
    const stdin = JSON.stringify({ id: 1, title: 'أخبار', summary: CORE, publishedAt: '2025-07-03T12:00:00Z' })
    const { code, out } = await run(['explain', '-', '--json'], { stdin })
    const { verdicts } = JSON.parse(out)
    expect(code).toBe(0)
    expect(verdicts[0].result).toMatchObject({
      tier: 'core',
      evidence: expect.any(Array),
      mentions: expect.any(Object),
    })
    for (const { field, start, end, surface } of verdicts[0].result.evidence)
      expect({ title: 'أخبار', summary: CORE, text: '' }[field as 'title' | 'summary' | 'text'].slice(start, end)).toBe(
        surface,
      )
  })

  it.each([
    { why: 'nothing', stdin: ' \n', said: /Nothing came/ },
    { why: 'broken JSON', stdin: '{"title": ', said: /not JSON/ },
    { why: 'a wrong field', stdin: '{"title": 7}', said: /"title" must be a string/ },
  ])('ends with 1 on $why', async ({ stdin, said }) => {
    const { code, out, err } = await run(['explain', '-'], { stdin })
    expect([code, out]).toEqual([1, ''])
    expect(err).toMatch(said)
  })
})

describe('rasid explain', () => {
  it.each([
    { why: 'what is neither number nor address', args: ['explain', 'خبر'] },
    { why: 'an unknown language', args: ['explain', '-', '--lang', 'fr'] },
    { why: 'nothing', args: ['explain'] },
  ])('ends with 2 on $why', async ({ args }) => {
    expect((await run(args)).code).toBe(2)
  })

  it('ends with 3 when a stored article is asked for and the settings are wrong', async () => {
    const { code, err } = await run(['explain', '1'], { env })
    expect(code).toBe(3)
    expect(err).toContain('DATABASE_URL')
  })
})
