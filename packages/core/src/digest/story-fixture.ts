import type { CoverageView, OutletView, Reading, StoryView } from './views.ts'

// Views for tests, in our own words.

export const readingAr: Reading = { lang: 'ar', tz: 'Asia/Riyadh', now: new Date('2026-11-22T05:00:00Z') }

export const coverage: CoverageView = { feedsReached: 20, feedsTotal: 22, items: 412, matches: 7 }

/** An outlet that published so many minutes before the reading. */
export function outletView(name: string, minutesAgo: number, url: string | null = 'https://example.org/a'): OutletView {
  return { name, at: new Date(readingAr.now.getTime() - minutesAgo * 60_000), url, title: 'عنوان' }
}

/** A story view with what the test is about changed. */
export function storyView(change: Partial<StoryView> = {}): StoryView {
  const lead = 'قال المبعوث إن موسكو ستساعد حركة طالبان في مواجهة داعش.'
  return {
    id: '1',
    tier: 'core',
    raised: false,
    score: 1,
    title: 'روسيا تعرض المساعدة على طالبان',
    url: 'https://example.org/1',
    lead,
    highlights: [{ start: lead.indexOf('موسكو'), end: lead.indexOf('موسكو') + 'موسكو'.length }],
    outlets: [outletView('الأولى', 60)],
    independentTexts: 1,
    archive: false,
    ...change,
  }
}
