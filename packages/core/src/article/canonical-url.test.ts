import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalUrl } from './canonical-url.ts'

const SAME = 'https://a.example/news/1'

describe('canonicalUrl', () => {
  it.each([
    { why: 'as it is', url: 'https://a.example/news/1' },
    { why: 'http', url: 'http://a.example/news/1' },
    { why: 'www', url: 'https://www.a.example/news/1' },
    { why: 'the default port', url: 'https://a.example:443/news/1' },
    { why: 'capitals in the host', url: 'HTTPS://A.Example/news/1' },
    { why: 'a dot after the host', url: 'https://a.example./news/1' },
    { why: 'a slash at the end', url: 'https://a.example/news/1/' },
    { why: 'two slashes', url: 'https://a.example//news//1' },
    { why: 'dots in the path', url: 'https://a.example/x/../news/./1' },
    { why: 'a fragment', url: 'https://a.example/news/1#comments' },
    { why: 'campaign tags', url: 'https://a.example/news/1?utm_source=rss&utm_medium=feed&UTM_Campaign=x' },
    { why: 'click ids', url: 'https://a.example/news/1?fbclid=1&gclid=2&yclid=3&msclkid=4&igshid=5' },
    { why: 'a flag of the feed', url: 'https://a.example/news/1?rss=1' },
    { why: 'the mobile host', url: 'https://m.a.example/news/1' },
    { why: 'the AMP host', url: 'https://amp.a.example/news/1' },
    { why: 'the AMP path', url: 'https://a.example/news/1/amp/' },
    { why: 'the AMP prefix', url: 'https://a.example/amp/news/1' },
    { why: 'the AMP flag', url: 'https://a.example/news/1?amp=1' },
    { why: 'an AMP cache', url: 'https://a-example.cdn.ampproject.org/c/s/a.example/news/1' },
    { why: "a search engine's AMP viewer", url: 'https://www.google.com/amp/s/a.example/news/1' },
    { why: 'escaped plain letters', url: 'https://a.example/%6eews/%31' },
    { why: 'spaces around', url: '  https://a.example/news/1\n' },
  ])('folds $why', ({ url }) => expect(canonicalUrl(url)).toBe(SAME))

  it.each([
    { why: 'another page number', a: 'https://a.example/?p=1', b: 'https://a.example/?p=2' },
    { why: 'another path', a: 'https://a.example/news/1', b: 'https://a.example/news/2' },
    { why: 'another host', a: 'https://ar.a.example/1', b: 'https://en.a.example/1' },
    { why: 'another port', a: 'https://a.example:8443/1', b: 'https://a.example/1' },
    { why: 'letters of another case in a path', a: 'https://a.example/aB', b: 'https://a.example/ab' },
    { why: 'an escaped slash', a: 'https://a.example/a%2Fb', b: 'https://a.example/a/b' },
    { why: 'a short word after amp', a: 'https://a.example/amp/x', b: 'https://a.example/x' },
    {
      why: 'two tokens of an aggregator',
      a: 'https://news.google.com/rss/articles/CBMiA?oc=5',
      b: 'https://news.google.com/rss/articles/CBMia?oc=5',
    },
  ])('keeps $why apart', ({ a, b }) => expect(canonicalUrl(a)).not.toBe(canonicalUrl(b)))

  it.each([
    {
      why: 'escapes in either case and the letters themselves',
      a: 'https://a.example/%d8%ae%d8%a8%d8%b1',
      b: 'https://a.example/خبر',
    },
    { why: 'parameters in another order', a: 'https://a.example/?b=2&a=1', b: 'https://a.example/?a=1&b=2' },
    { why: 'the index file', a: 'https://a.example/x/index.php?id=1', b: 'https://a.example/x/?id=1' },
    {
      why: "an aggregator's item in its feed and on its page",
      a: 'https://news.google.com/rss/articles/CBMiA?oc=5',
      b: 'https://news.google.com/articles/CBMiA?hl=ar&gl=EG',
    },
  ])('takes $why as one', ({ a, b }) => expect(canonicalUrl(a)).toBe(canonicalUrl(b)))

  it.each(['', 'news/1', 'ftp://a.example/1', 'javascript:alert(1)', 'https://u:p@a.example/', 'http://[', 'https://'])(
    'has none for %j',
    (url) => {
      expect(canonicalUrl(url)).toBeNull()
    },
  )

  it('is settled: canonical twice is canonical once', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
        const once = canonicalUrl(url)
        if (once !== null) expect(canonicalUrl(once)).toBe(once)
      }),
      { numRuns: 500 },
    )
  })
})
