import { cpuMs } from '@rasid/core/testing'
import { expect, it } from 'vitest'
import { robotsAllows, sitemapsIn } from './robots.ts'

const GROUPS = `
User-agent: *
Disallow: /private/
Disallow: /*.pdf$
Allow: /private/press

User-agent: OtherBot
User-agent: Rasid
Disallow: /archive
Allow: /archive/2026/
Disallow: /search?*q=

User-agent: rasid
Disallow: /drafts
`

const cases = [
  { why: 'no file', robots: '', agent: 'Rasid', path: '/a', allowed: true },
  {
    why: 'a page of HTML instead',
    robots: '<html><body>Not found: sorry</body></html>',
    agent: 'Rasid',
    path: '/',
    allowed: true,
  },
  { why: 'no rule speaks of the path', robots: GROUPS, agent: 'Rasid/0.1 (+mail)', path: '/news/1', allowed: true },
  { why: 'our own group', robots: GROUPS, agent: 'Rasid/0.1', path: '/archive/2020/a', allowed: false },
  { why: 'the longer pattern wins', robots: GROUPS, agent: 'Rasid', path: '/archive/2026/a', allowed: true },
  { why: 'groups of one name are joined', robots: GROUPS, agent: 'Rasid', path: '/drafts/1', allowed: false },
  { why: 'the name is compared without case', robots: GROUPS, agent: 'RASID', path: '/drafts/1', allowed: false },
  { why: 'with a group of our own, * says nothing', robots: GROUPS, agent: 'Rasid', path: '/private/a', allowed: true },
  { why: 'strangers follow *', robots: GROUPS, agent: 'Somebody', path: '/private/a', allowed: false },
  { why: 'allow inside *', robots: GROUPS, agent: 'Somebody', path: '/private/press/1', allowed: true },
  { why: 'an anchored end', robots: GROUPS, agent: 'Somebody', path: '/a/b.pdf', allowed: false },
  { why: 'more after the anchored end', robots: GROUPS, agent: 'Somebody', path: '/a/b.pdf?x=1', allowed: true },
  { why: 'a star inside', robots: GROUPS, agent: 'Rasid', path: '/search?lang=ar&q=x', allowed: false },
  {
    why: 'a tie is allowed',
    robots: 'User-agent: *\nDisallow: /page\nAllow: /page',
    agent: 'a',
    path: '/page',
    allowed: true,
  },
  { why: 'an empty disallow allows', robots: 'User-agent: *\nDisallow:', agent: 'a', path: '/x', allowed: true },
  { why: 'disallow all', robots: 'User-agent: *\nDisallow: /', agent: 'a', path: '/', allowed: false },
  {
    why: 'rules before any agent',
    robots: 'Disallow: /\nUser-agent: x\nDisallow: /y',
    agent: 'a',
    path: '/',
    allowed: true,
  },
  {
    why: 'comments and odd spacing',
    robots: 'USER-AGENT :  * # all\n  disallow : /x # no',
    agent: 'a',
    path: '/x',
    allowed: false,
  },
  {
    why: 'byte order mark and CR line ends',
    robots: '\ufeffUser-agent: *\rDisallow: /x\r',
    agent: 'a',
    path: '/x',
    allowed: false,
  },
  {
    why: 'raw Arabic in the rule',
    robots: 'User-agent: *\nDisallow: /أرشيف',
    agent: 'a',
    path: '/%D8%A3%D8%B1%D8%B4%D9%8A%D9%81/1',
    allowed: false,
  },
  {
    why: 'needlessly encoded rule',
    robots: 'User-agent: *\nDisallow: /%61dmin',
    agent: 'a',
    path: '/admin',
    allowed: false,
  },
  {
    why: 'an encoded slash is no slash',
    robots: 'User-agent: *\nDisallow: /a%2fb',
    agent: 'a',
    path: '/a/b',
    allowed: true,
  },
  {
    why: 'crawl-delay between agents and rules',
    robots: 'User-agent: a\nCrawl-delay: 3\nDisallow: /x',
    agent: 'a',
    path: '/x',
    allowed: false,
  },
]

it.each(cases)('decides: $why', ({ robots, agent, path, allowed }) => {
  expect(robotsAllows(robots, agent, path)).toBe(allowed)
})

it('takes no time over a pattern made to backtrack', () => {
  const robots = `User-agent: *\nDisallow: /${'*a'.repeat(2000)}b$`
  const before = cpuMs()
  expect(robotsAllows(robots, 'x', `/${'a'.repeat(20_000)}`)).toBe(true)
  expect(cpuMs() - before).toBeLessThan(500)
})

it('lists the sitemaps in order, whichever group they stand in', () => {
  const robots =
    'Sitemap: https://a.example/one.xml\nUser-agent: *\nDisallow: /\nsitemap:https://a.example/two.xml\nSitemap:'
  expect(sitemapsIn(robots)).toEqual(['https://a.example/one.xml', 'https://a.example/two.xml'])
})
