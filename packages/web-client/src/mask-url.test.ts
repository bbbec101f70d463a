import { expect, it } from 'vitest'
import { maskUrl } from './mask-url.ts'

const cases = [
  { why: 'nothing secret', url: 'https://a.example/feed?page=2', masked: 'https://a.example/feed?page=2' },
  { why: 'token', url: 'https://a.example/feed?token=s3cret', masked: 'https://a.example/feed?token=***' },
  {
    why: 'each of the four names',
    url: 'https://a.example/?token=1&key=2&auth=3&sig=4',
    masked: 'https://a.example/?token=***&key=***&auth=***&sig=***',
  },
  { why: 'capitals', url: 'https://a.example/?Key=abc', masked: 'https://a.example/?Key=***' },
  {
    why: 'the last part of a longer name',
    url: 'https://a.example/?api_key=abc&access-token=d',
    masked: 'https://a.example/?api_key=***&access-token=***',
  },
  {
    why: 'a name that only looks alike',
    url: 'https://a.example/?monkey=abc&author=d',
    masked: 'https://a.example/?monkey=abc&author=d',
  },
  { why: 'an encoded name', url: 'https://a.example/?%74oken=abc', masked: 'https://a.example/?%74oken=***' },
  { why: 'a fragment stays', url: 'https://a.example/?key=abc#top', masked: 'https://a.example/?key=***#top' },
  {
    why: 'a broken escape in a name',
    url: 'https://a.example/?%zz=1&key=2',
    masked: 'https://a.example/?%zz=1&key=***',
  },
  { why: 'user name and password', url: 'https://me:secret@a.example/', masked: 'https://***@a.example/' },
  {
    why: 'inside a sentence',
    url: 'GET https://me@a.example/?key=abc HTTP',
    masked: 'GET https://***@a.example/?key=*** HTTP',
  },
  {
    why: 'a password in a query',
    url: 'https://a.example/?password=x&clientSecret=y',
    masked: 'https://a.example/?password=***&clientSecret=***',
  },
  {
    why: 'inside JSON, which stays whole',
    url: '{"a":"https://a.example","b":"https://me:pw@b.example/?key=x","c":"d@e"}',
    masked: '{"a":"https://a.example","b":"https://***@b.example/?key=***","c":"d@e"}',
  },
  { why: 'empty', url: '', masked: '' },
]
it.each(cases)('masks: $why', ({ url, masked }) => {
  expect(maskUrl(url)).toBe(masked)
})

it('masks once and for all', () => {
  for (const { masked } of cases) expect(maskUrl(masked)).toBe(masked)
})
