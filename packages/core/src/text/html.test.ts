import fc from 'fast-check'
import { expect, it } from 'vitest'
import { escapeHtml, linkTarget, plainOf } from './html.ts'

it('shows any escaped text as it was', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) }),
      (text) => plainOf(escapeHtml(text)) === text,
    ),
  )
})

it('leaves no bare sign that Telegram would read as markup', () => {
  expect(escapeHtml('<a href="x">&')).toBe('&lt;a href=&quot;x&quot;&gt;&amp;')
})

it('takes tags off and decodes once', () => {
  expect(plainOf('<b>&amp;lt;</b> <a href="https://example.org">نص</a>')).toBe('&lt; نص')
})

it.each([
  { why: 'https', url: 'https://example.org/a', target: 'https://example.org/a' },
  { why: 'capital scheme', url: 'HTTP://Example.org', target: 'http://example.org/' },
  { why: 'Arabic path is encoded', url: 'https://example.org/خبر', target: 'https://example.org/%D8%AE%D8%A8%D8%B1' },
  { why: 'script', url: 'javascript:alert(1)', target: null },
  { why: 'Telegram’s own scheme', url: 'tg://resolve?domain=x', target: null },
  { why: 'no scheme', url: 'example.org', target: null },
  { why: 'broken', url: 'https://', target: null },
  { why: 'too long', url: `https://example.org/${'a'.repeat(2_100)}`, target: null },
  { why: 'too long once encoded', url: `https://example.org/${'خ'.repeat(1_000)}`, target: null },
  { why: 'none', url: null, target: null },
])('links to $why: $target', ({ url, target }) => {
  expect(linkTarget(url)).toBe(target)
})
