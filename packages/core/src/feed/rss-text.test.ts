import Parser from 'rss-parser'
import { expect, it, vi } from 'vitest'
import { cpuMs } from '../testing/cpu-ms.ts'
import { composeRss, readRss, throughRssParser } from './rss-text.ts'

const FEED = {
  title: 'الريح & الموج',
  link: 'https://a.example/?a=1&b=2',
  items: [
    {
      id: '1',
      title: 'س < ص',
      link: 'https://a.example/1',
      publishedAt: '2025-03-20T00:00:00.000Z',
      authors: ['هند', 'سالم'],
      summary: '<p>نص</p>\r\n]]>',
      source: { title: 'وسيلة' },
    },
    { authors: [] },
  ],
}

it('gives back what was composed, letter by letter', () => {
  expect(readRss(composeRss(FEED))).toEqual(FEED)
})

it('reads with the library itself, at once', () => {
  const parse = vi.spyOn(Parser.prototype, 'parseString')
  expect(readRss(composeRss(FEED))?.items).toHaveLength(2)
  expect(parse).toHaveBeenCalledTimes(1)
  parse.mockRestore()
})

it('reads HTML in linear time on which the library took minutes', () => {
  const started = cpuMs()
  readRss(composeRss({ items: [{ authors: [], summary: 'a<br '.repeat(100_000) }] }))
  expect(cpuMs() - started).toBeLessThan(2000)
})

it.each(['', 'nothing', '<rss version="2.0"><channel>', '<rss version="2.0"/>'])('answers null for %j', (xml) => {
  expect(readRss(xml)).toBeNull()
})

it('carries full texts beside, each to its own item', () => {
  const items = [
    { authors: [], title: 'أ', content: '<p>1</p>' },
    { authors: [] },
    { authors: [], title: 'ج', content: '<p>3</p>' },
  ]
  expect(throughRssParser({ items })?.items).toEqual(items)
})
