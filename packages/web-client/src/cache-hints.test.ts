import { expect, it } from 'vitest'
import { cacheHints, retryAfterMs, validatorsOf } from './cache-hints.ts'

const NOW = Date.parse('2026-11-22T12:00:00Z')

it.each([
  { why: 'nothing', headers: {}, hints: {} },
  { why: 'max-age', headers: { 'cache-control': 'public, max-age=60' }, hints: { maxAgeMs: 60_000 } },
  { why: 's-maxage is for caches, not for us', headers: { 'cache-control': 's-maxage=60' }, hints: {} },
  { why: 'spaces and quotes', headers: { 'cache-control': 'Max-Age = "60"' }, hints: { maxAgeMs: 60_000 } },
  { why: 'less the age', headers: { 'cache-control': 'max-age=60', age: '50' }, hints: { maxAgeMs: 10_000 } },
  { why: 'older than its age', headers: { 'cache-control': 'max-age=60', age: '500' }, hints: { maxAgeMs: 0 } },
  { why: 'a negative age', headers: { 'cache-control': 'max-age=60', age: '-5' }, hints: { maxAgeMs: 60_000 } },
  { why: 'no-cache takes max-age back', headers: { 'cache-control': 'no-cache, max-age=60' }, hints: {} },
  { why: 'several lines', headers: { 'cache-control': ['public', 'max-age=5'] }, hints: { maxAgeMs: 5000 } },
  { why: 'garbage', headers: { 'cache-control': 'max-age=soon', expires: '-1' }, hints: {} },
  {
    why: 'Expires',
    headers: { expires: 'Sun, 22 Nov 2026 13:00:00 GMT' },
    hints: { expiresAt: new Date('2026-11-22T13:00:00Z') },
  },
  { why: 'Retry-After on success', headers: { 'retry-after': '7' }, hints: { retryAfterMs: 7000 } },
])('reads $why', ({ headers, hints }) => {
  expect(cacheHints(headers, NOW)).toEqual(hints)
})

it.each([
  { header: '0', ms: 0 },
  { header: '1.5', ms: 1500 },
  { header: '-5', ms: undefined },
  { header: '86401', ms: 86_400_000 },
  { header: '9'.repeat(400), ms: 86_400_000 },
  { header: 'Sun, 22 Nov 2026 12:00:30 GMT', ms: 30_000 },
  { header: 'Sun, 22 Nov 2099 12:00:30 GMT', ms: 86_400_000 },
  { header: 'later', ms: undefined },
  { header: '', ms: undefined },
])('Retry-After "$header"', ({ header, ms }) => {
  expect(retryAfterMs({ 'retry-after': header }, NOW)).toBe(ms)
})

it('keeps validators as they are, and none that could not be sent back', () => {
  expect(validatorsOf({ etag: ' W/"أ" ' })).toEqual({ etag: null, lastModified: null })
  expect(validatorsOf({ etag: ['"one"', '"two"'], 'last-modified': 'yesterday' })).toEqual({
    etag: '"one"',
    lastModified: 'yesterday',
  })
  expect(validatorsOf({ etag: `"${'x'.repeat(2000)}"`, 'last-modified': 'a\nb' })).toEqual({
    etag: null,
    lastModified: null,
  })
})
