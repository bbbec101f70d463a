import { expect, it } from 'vitest'
import { FAILURE_CODES } from './failure.ts'
import { failureWords, TROUBLE_CODES, type TroubleCode } from './failure-words.ts'

it('has words for every failure of a fetch', () => {
  expect(FAILURE_CODES.filter((code) => !TROUBLE_CODES.includes(code))).toEqual([])
})

it.each(TROUBLE_CODES)('%s: says in both languages what happened and what to do', (code) => {
  const [ar, en] = [failureWords({ code }, 'ar'), failureWords({ code }, 'en')]
  for (const text of [ar.what, ar.next]) {
    // The first strong letter decides the direction of a line in Telegram.
    expect(text.match(/\p{L}/u)?.[0]).toMatch(/\p{Script=Arabic}/u)
  }
  for (const text of [en.what, en.next]) expect(text).toMatch(/^[A-Z][^؀-ۿ]{5,}[^.]$/)
  for (const text of [ar.what, ar.next, en.what, en.next]) expect(text).not.toMatch(/[{}]|undefined/)
  expect(ar.what).not.toBe(ar.next)
})

it('tells two troubles apart by their words', () => {
  for (const lang of ['ar', 'en'] as const) {
    const whats = TROUBLE_CODES.map((code) => failureWords({ code }, lang).what)
    expect(new Set(whats).size).toBe(whats.length)
  }
})

const cases = [
  {
    why: 'a ban',
    trouble: { code: 'http-403', status: 403 },
    ar: 'الموقع يحجبنا (403)',
    en: 'The site blocks us (403)',
  },
  {
    why: 'a page',
    trouble: { kind: 'not-a-feed', reason: 'html-page', found: [] },
    ar: 'صفحة HTML وليست خلاصة',
    en: 'An HTML page, not a feed',
  },
  {
    why: 'any other refusal, by number',
    trouble: { code: 'http-4xx', status: 418 },
    ar: 'الموقع يرفض الطلب (418)',
    en: 'The site refuses the request (418)',
  },
  {
    why: 'a status that was not kept',
    trouble: { code: 'http-5xx' },
    ar: 'عطل في خادم الموقع',
    en: 'The site’s server is failing',
  },
  {
    why: 'a code of another version',
    trouble: { code: 'from-the-future' as TroubleCode },
    ar: 'from-the-future',
    en: 'from-the-future',
  },
] as const
it.each(cases)('words: $why', ({ trouble, ar, en }) => {
  expect(failureWords(trouble, 'ar').what).toBe(ar)
  expect(failureWords(trouble, 'en').what).toBe(en)
})
