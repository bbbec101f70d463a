import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cpuMs } from '../testing/cpu-ms.ts'
import { composeOpml, parseOpml } from './opml.ts'

const LIST = `<?xml version="1.0"?>
<opml version="1.1"><body>
<outline text="عربية">
  <outline type="rss" text="الريح &amp; الموج" xmlUrl="https://a.example/rss?x=1&amp;y=2" htmlUrl="https://a.example/"/>
  <outline type="rss" title='بلا نص' XMLURL='http://b.example/feed'></outline>
  <!-- <outline type="rss" text="ملغاة" xmlUrl="https://old.example/"/> -->
</outline>
<outline type="rss" text="بلا عنوان"/>
<outline type="rss" text="ملف" xmlUrl="file:///etc/passwd"/>
<outline type="rss" text="سر" xmlUrl="https://u:p@c.example/"/>
<outline type="rss" text="مرتان" xmlUrl="http://b.example/feed"/>
<outline type="rss" text="خارج" xmlUrl="feed://d.example/x"/>
</body></opml>`

describe('parseOpml', () => {
  const { feeds, problems } = parseOpml(LIST)

  it('reads feeds with their folders, whatever the case and quotes', () => {
    expect(feeds).toEqual([
      { title: 'الريح & الموج', url: 'https://a.example/rss?x=1&y=2', siteUrl: 'https://a.example/', folder: 'عربية' },
      { title: 'بلا نص', url: 'http://b.example/feed', folder: 'عربية' },
      { title: 'خارج', url: 'https://d.example/x' },
    ])
  })

  it('tells every other line with its number', () => {
    expect(problems.map(({ line, code }) => ({ line, code }))).toEqual([
      { line: 8, code: 'no-address' },
      { line: 9, code: 'bad-address' },
      { line: 10, code: 'credentials' },
      { line: 11, code: 'duplicate' },
    ])
    expect(JSON.stringify(problems)).not.toContain('u:p')
  })

  it.each(['', 'hello', '<rss/>', '{"a":1}'])('says that %j is no list', (text) => {
    expect(parseOpml(text)).toEqual({ feeds: [], problems: [{ line: 1, code: 'not-opml', detail: '' }] })
  })

  it('reads a list that was cut off', () => {
    expect(parseOpml(LIST.slice(0, LIST.indexOf('بلا نص'))).feeds).toHaveLength(1)
  })

  it('stays quick on a list of unclosed quotes and comments', () => {
    const started = cpuMs()
    parseOpml('<outline text="'.repeat(100_000))
    parseOpml(`<outline/>${'<!-- '.repeat(100_000)}`)
    expect(cpuMs() - started).toBeLessThan(2000)
  })
})

it('composes what it reads back', () => {
  const feed = fc.record({
    title: fc.string({ minLength: 1 }),
    path: fc.webPath(),
    folder: fc.constantFrom(undefined, 'عربية', 'a&b "c"'),
  })
  fc.assert(
    fc.property(fc.uniqueArray(feed, { selector: ({ path }) => path, maxLength: 10 }), (list) => {
      const feeds = list.map(({ title, path, folder }) => ({
        title: title.replace(/[^\p{L}&<>"' ]/gu, '').trim() || 'x',
        url: new URL(`/x${path}`, 'https://a.example').href,
        ...(folder !== undefined && { folder }),
      }))
      const unique = [...new Map(feeds.map((one) => [one.url, one])).values()]
      const read = parseOpml(composeOpml(unique))
      expect(read.problems).toEqual([])
      expect(new Set(read.feeds.map((one) => JSON.stringify(one)))).toEqual(
        new Set(unique.map((one) => JSON.stringify(one))),
      )
    }),
  )
})
