import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plainOf } from '../text/index.ts'
import { composeDigest, type DigestInput } from './compose-digest.ts'
import { coverage, outletView, readingAr, storyView } from './story-fixture.ts'
import { problemsOf } from './telegram-check.ts'

const day: DigestInput = {
  ...readingAr,
  period: { from: new Date('2026-11-21T05:00:00Z'), to: new Date('2026-11-22T05:00:00Z') },
  stories: [],
  coverage,
  archive: false,
}

const many = (size: number) =>
  Array.from({ length: size }, (_, i) => storyView({ id: String(i), url: `https://example.org/${i}` }))

describe('a day with stories', () => {
  it('says the date, the period, the stories in order and the coverage', () => {
    const stories = [
      storyView({ id: 'b', tier: 'related', title: 'داعش يهدد' }),
      storyView({ id: 'a', outlets: [outletView('الأولى', 90), outletView('الثانية', 30)], independentTexts: 2 }),
    ]
    const [draft] = composeDigest({ ...day, stories })
    expect(plainOf(draft?.text ?? '').split('\n')).toEqual([
      'نشرة راصد · الأحد 22 نوفمبر/تشرين الثاني 2026',
      'من 21 نوفمبر 08:00 إلى 22 نوفمبر 08:00 · قصتان',
      '',
      'القصص الأساسية',
      '',
      '1. روسيا تعرض المساعدة على طالبان',
      'الأولى 06:30، الثانية 07:30 · نصّان مستقلان',
      'قال المبعوث إن موسكو ستساعد حركة طالبان في مواجهة داعش.',
      '',
      'قصص ذات صلة',
      '',
      '2. داعش يهدد',
      'الأولى 07:00',
      'قال المبعوث إن موسكو ستساعد حركة طالبان في مواجهة داعش.',
      '',
      'التغطية: 20 من 22 مصدرًا، 412 خبرًا، 7 مطابقات',
    ])
    expect(draft?.buttons).toEqual([
      [
        { text: '1', data: 's:a' },
        { text: '2', data: 's:b' },
      ],
    ])
    expect(draft).toMatchObject({ preview: false, silent: false, storyIds: ['a', 'b'] })
  })

  it('links the title, and shows it in bold where there is nothing to open', () => {
    const textOf = (url: string | null) => composeDigest({ ...day, stories: [storyView({ url })] })[0]?.text
    expect(textOf('https://example.org/?a=1&b="2"')).toContain('<a href="https://example.org/?a=1&amp;b=%222%22">روسيا')
    expect(textOf(null)).toContain('1. <b>روسيا تعرض المساعدة على طالبان</b>')
    expect(textOf('javascript:alert(1)')).toContain('1. <b>روسيا')
  })

  it('sets the matched words of the lead in bold', () => {
    expect(composeDigest({ ...day, stories: [storyView()] })[0]?.text).toContain('إن <b>موسكو</b> ستساعد')
  })

  it('starts the lead line near a matched word that comes late', () => {
    const lead = `${'كلام عام عن الطقس والطرق. '.repeat(20)}ثم قالت موسكو كلمتها.`
    const start = lead.indexOf('موسكو')
    const text = composeDigest({ ...day, stories: [storyView({ lead, highlights: [{ start, end: start + 5 }] })] })[0]
      ?.text
    expect(text).toContain('ثم قالت <b>موسكو</b> كلمتها.')
  })

  it('leaves the lead out when it only repeats the title', () => {
    const [draft] = composeDigest({
      ...day,
      stories: [storyView({ lead: 'روسيا تعرض المساعدة على طالبان', highlights: [] })],
    })
    expect(draft?.text.match(/روسيا تعرض/g)).toHaveLength(1)
  })

  it('labels the archive, and single stories from it', () => {
    expect(composeDigest({ ...day, archive: true, stories: [storyView()] })[0]?.text).toMatch(/^<b>.* · أرشيف<\/b>/)
    expect(composeDigest({ ...day, stories: [storyView({ archive: true })] })[0]?.text).toContain('أرشيف · الأولى')
  })

  it('tells of missed digests', () => {
    expect(composeDigest({ ...day, missed: 2, stories: [storyView()] })[0]?.text).toContain(
      'تجمع هذه النشرة ما فات من نشرتين',
    )
  })

  it('opens the private chat from groups and channels', () => {
    const [draft] = composeDigest({
      ...day,
      stories: [storyView({ id: '7' })],
      cards: { kind: 'private', botName: 'rasid_bot' },
    })
    expect(draft?.buttons).toEqual([[{ text: '1', url: 'https://t.me/rasid_bot?start=s_7' }]])
  })

  it('writes Arabic digits when the chat asks for them', () => {
    const [draft] = composeDigest({ ...day, digits: 'arab', stories: [storyView()] })
    expect(draft?.text).toContain('٢٠ من ٢٢ مصدرًا، ٤١٢ خبرًا، ٧ مطابقات')
    expect(draft?.text.replace(/<[^>]*>/g, '')).not.toMatch(/\d/)
  })

  it('writes English on choice', () => {
    const [draft] = composeDigest({ ...day, lang: 'en', stories: [storyView()] })
    expect(draft?.text).toContain('Sunday 22 November 2026')
    expect(draft?.text).toContain('Coverage: 20 of 22 sources, 412 items, 7 matches')
  })
})

describe('a day without stories', () => {
  it('is one silent line with its coverage', () => {
    const drafts = composeDigest({ ...day, coverage: { ...coverage, matches: 0 } })
    expect(drafts).toEqual([
      {
        text: 'لا جديد · الأحد 22 نوفمبر/تشرين الثاني 2026 · التغطية: 20 من 22 مصدرًا، 412 خبرًا، لا مطابقات',
        buttons: [],
        preview: false,
        silent: true,
        storyIds: [],
      },
    ])
  })
})

describe('a long digest', () => {
  it.each([1, 20, 21, 45, 90, 200])('of %i stories splits on their borders and keeps every one once', (size) => {
    const drafts = composeDigest({ ...day, stories: many(size) })
    expect(drafts.flatMap((draft) => draft.storyIds).toSorted()).toEqual(
      many(size)
        .map((story) => story.id)
        .toSorted(),
    )
    for (const draft of drafts) expect(problemsOf(draft, 'ar')).toEqual([])
    expect(drafts.at(-1)?.text).toContain('التغطية:')
    if (drafts.length > 1) expect(drafts[1]?.text).toContain(`الجزء 2 من ${drafts.length}`)
  })

  it('says in each part what it begins with, where the digest holds both tiers', () => {
    const stories = many(140).map((story, at): typeof story => ({ ...story, tier: at < 70 ? 'core' : 'related' }))
    const drafts = composeDigest({ ...day, stories })
    const tierOf = new Map(stories.map(({ id, tier }) => [id, tier]))
    expect(drafts.length).toBeGreaterThan(2)
    for (const { text, storyIds } of drafts.filter((draft) => draft.storyIds.length > 0)) {
      const heading = tierOf.get(storyIds[0] ?? '') === 'core' ? 'القصص الأساسية' : 'قصص ذات صلة'
      expect(plainOf(text).split('\n\n')[1]).toBe(heading)
    }
  })

  it('holds Telegram’s limits for stories of any length', () => {
    const story = fc.record({
      title: fc.string({ maxLength: 400 }),
      outlets: fc.array(fc.string({ maxLength: 80 }), { minLength: 1, maxLength: 30 }),
      url: fc.constantFrom(null, `https://example.org/${'q'.repeat(1_900)}`, 'https://example.org/1'),
    })
    fc.assert(
      fc.property(fc.array(story, { minLength: 1, maxLength: 60 }), (stories) => {
        const views = stories.map(({ title, outlets, url }, i) =>
          storyView({ id: String(i), title, url, outlets: outlets.map((name) => outletView(name, 5)) }),
        )
        const drafts = composeDigest({ ...day, stories: views })
        for (const draft of drafts) expect(problemsOf(draft, 'ar')).toEqual([])
        expect(drafts.flatMap((draft) => draft.storyIds)).toHaveLength(views.length)
      }),
      { numRuns: 50 },
    )
  })
})

it('stands the same whatever order the stories came in', () => {
  const stories = many(12)
  expect(composeDigest({ ...day, stories: stories.toReversed() })).toEqual(composeDigest({ ...day, stories }))
})
