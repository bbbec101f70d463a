import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanTitle } from '../text/index.ts'
import { composeAlert, composeDevelopment } from './compose-alert.ts'
import { composeDigest } from './compose-digest.ts'
import { composeLatest } from './compose-latest.ts'
import { composeStoryCard } from './compose-story-card.ts'
import type { MessageDraft } from './draft.ts'
import { hostileTitles } from './hostile-titles.ts'
import { markRepeated } from './mark-repeated.ts'
import { coverage, outletView, readingAr, storyView } from './story-fixture.ts'
import { problemsOf } from './telegram-check.ts'
import type { Reading } from './views.ts'

function draftsWith(title: string, reading: Reading): MessageDraft[] {
  const story = storyView({
    title,
    lead: `${title} ${title}`,
    highlights: [{ start: 0, end: Math.min(title.length, 40) }],
    outlets: [outletView(title, 60), outletView('الثانية', 30, `https://example.org/?q=${title}`)],
  })
  const why = { topic: title, ruleVersion: '7', words: [title, 'طالبان'], reasons: [title] }
  return [
    ...composeDigest({
      ...reading,
      period: { from: new Date(0), to: reading.now },
      stories: [story],
      coverage,
      archive: false,
    }),
    composeAlert({ ...reading, story }),
    composeStoryCard({ ...reading, story }),
    composeStoryCard({ ...reading, story, why }),
    composeLatest({ ...reading, stories: [story], page: 0, older: false, query: title }),
    composeLatest({ ...reading, stories: [], page: 0, older: false, query: title }),
    composeDevelopment({ ...reading, kind: 'denial', storyId: '1', title, url: title, outlet: title }),
  ]
}

const named = hostileTitles.map((title, row) => ({ row, shown: JSON.stringify(title).slice(0, 50), title }))

it('holds at least 120 titles, all different', () => {
  expect(new Set(hostileTitles).size).toBe(hostileTitles.length)
  expect(hostileTitles.length).toBeGreaterThanOrEqual(120)
})

describe.each(['ar', 'en'] as const)('in %s', (lang) => {
  const reading: Reading = { ...readingAr, lang }
  it.each(named)('sends row $row $shown as valid Telegram HTML', ({ title }) => {
    for (const draft of draftsWith(title, reading)) {
      expect(problemsOf(draft, lang)).toEqual([])
      expect(problemsOf(markRepeated(draft, lang), lang)).toEqual([])
    }
  })
})

it.each(named)('cleaning row $row $shown twice changes nothing more', ({ title }) => {
  expect(cleanTitle(cleanTitle(title))).toBe(cleanTitle(title))
})

it('sends any title, lead and highlight as valid Telegram HTML', () => {
  const text = fc.string({
    unit: fc.oneof(
      fc.constantFrom(...'روسيا <>&"\u202E\u200C\u2066\u0000@/.:1a'),
      fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
    ),
  })
  fc.assert(
    fc.property(text, text, fc.nat(30), fc.nat(30), (title, lead, start, length) => {
      const story = storyView({ title, lead, highlights: [{ start, end: start + length }] })
      for (const draft of [composeAlert({ ...readingAr, story }), composeStoryCard({ ...readingAr, story })])
        expect(problemsOf(draft, 'ar')).toEqual([])
    }),
    { numRuns: 300 },
  )
})
