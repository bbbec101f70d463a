import { PassThrough } from 'node:stream'
import { stripVTControlCharacters } from 'node:util'
import { DEMO_DECOYS, type DemoScript, demoScript } from '@rasid/stand-ins'
import { describe, expect, it } from 'vitest'
import { castLines } from './cast.ts'
import { problemsOf } from './check.ts'
import { demoClock } from './demo-clock.ts'
import { drawMessage } from './draw-message.ts'
import { count, narrator } from './narrator.ts'

const SEEDS = ['خبر أول عن الموضوع', 'خبر ثان عن الموضوع']
const script: DemoScript = demoScript(SEEDS.map((title) => ({ title, summary: 'ملخص' })))
const [FIRST = '', SECOND = ''] = SEEDS
const REWRITE = `متابعات: ${FIRST}`
const STORIES = [
  { title: FIRST, titles: [FIRST, REWRITE] },
  { title: SECOND, titles: [SECOND] },
]

describe('the check at the end of the demo', () => {
  const decoy = DEMO_DECOYS[0]?.article.title ?? ''
  it.each([
    { why: 'all was told', stories: STORIES, text: `${FIRST}\n${SECOND}`, problems: [] },
    { why: 'a seed was not told', stories: STORIES, text: FIRST, problems: ['seed 2 (seed) was not told'] },
    {
      why: 'a seed was not matched',
      stories: STORIES.slice(0, 1),
      text: `${FIRST}\n${SECOND}`,
      problems: ['the seed of seed 2 is in no story'],
    },
    {
      why: 'a decoy was told',
      stories: STORIES,
      text: `${FIRST}\n${SECOND}\n${decoy}`,
      problems: ['the decoy "two students" was matched or told, and should not be'],
    },
    {
      why: 'a decoy was matched',
      stories: [...STORIES, { title: decoy, titles: [decoy] }],
      text: `${FIRST}\n${SECOND}`,
      problems: ['the decoy "two students" was matched or told, and should not be'],
    },
  ])('says what is wrong when $why', ({ stories, text, problems }) => {
    expect(problemsOf(script, { stories, text })).toEqual(problems)
  })
})

describe('the clock of the demo', () => {
  const HOUR = 5
  it.each([
    { why: 'later on the same day', from: '2026-03-01T03:10:00Z', to: '2026-03-01T05:01:00.000Z' },
    { why: 'on the next day', from: '2026-03-01T05:01:00Z', to: '2026-03-02T05:01:00.000Z' },
    { why: 'over the end of a month', from: '2026-02-28T20:00:00Z', to: '2026-03-01T05:01:00.000Z' },
  ])('moves to the hour $why', ({ from, to }) => {
    const clock = demoClock(() => new Date(from))
    clock.moveToHour(HOUR)
    expect(clock.now().toISOString()).toBe(to)
  })
})

describe('what the demo shows', () => {
  it('draws a message between rules, without sides, its buttons row by row', () => {
    const keyboard = [
      [
        { text: 'نعم', data: 'y' },
        { text: 'لا', data: 'n' },
      ],
      [{ text: 'لاحقًا', data: 'l' }],
    ]
    const lines = drawMessage('Telegram', { text: 'سطر\nوسطر\n', keyboard }).split('\n')
    expect(lines.slice(1, 3)).toEqual(['سطر', 'وسطر'])
    expect(lines.slice(4, 6)).toEqual(['[ نعم ]  [ لا ]', '[ لاحقًا ]'])
    expect(lines).toHaveLength(7)
  })

  it('leaves the line above the buttons away when there are none', () => {
    expect(drawMessage('Telegram', { text: 'سطر', keyboard: [] }).split('\n')).toHaveLength(3)
  })

  it('names the format, the charset and the part of each outlet, in Latin letters alone', () => {
    const lines = castLines(script)
    expect(lines).toHaveLength(script.outlets.length)
    expect(lines.join('\n')).toMatch(/al-jisr +RSS 2\.0 +windows-1256/)
    expect(lines.join('\n')).toMatch(/304[\s\S]*500/)
    expect(lines.join('\n')).not.toMatch(/\p{Script=Arabic}/u)
  })

  it('puts what stands below an event alone on its line', () => {
    const out = new PassThrough()
    narrator({ out, err: out }, () => 2.34).event('match', 'عنوان', 'كلمة · كلمة')
    expect(stripVTControlCharacters(out.read().toString()).split('\n')).toEqual([
      '  2.3 s  match',
      '         عنوان',
      '         كلمة · كلمة',
      '',
    ])
  })

  it.each([
    { n: 1, noun: 'story', said: '1 story' },
    { n: 5, noun: 'story', said: '5 stories' },
    { n: 0, noun: 'visit', said: '0 visits' },
  ])('counts in words: $said', ({ n, noun, said }) => {
    expect(count(n, noun)).toBe(said)
  })
})
