import type { Feed } from '@rasid/store'
import { expect, it } from 'vitest'
import { feedHealth } from './list-feeds.ts'

const AT = new Date('2026-03-01T10:00:00Z')
const feed = (more: Partial<Feed>) => ({ status: 'active', failures: 0, lastFailure: null, ...more }) as Feed

it.each([
  { why: 'no visit so far', feed: { lastVisitAt: null, lastSuccessAt: null }, what: 'لم تُزر بعد' },
  {
    why: 'visits in an outage of ours',
    feed: { lastVisitAt: AT, lastSuccessAt: null },
    what: 'زيرت ولم نصل إليها بعد',
  },
  { why: 'an answer', feed: { lastVisitAt: AT, lastSuccessAt: AT }, what: 'سليمة' },
  { why: 'a pause', feed: { status: 'paused' as const, lastVisitAt: AT, lastSuccessAt: AT }, what: 'موقوفة' },
])('says what is known of a feed after $why', ({ feed: known, what }) => {
  expect(feedHealth(feed(known), 'ar').what).toContain(what)
})
