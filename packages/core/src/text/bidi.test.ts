import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { directLines, isolate, isolateIn, isolateRuns } from './bidi.ts'

const L = '\u2066'
const P = '\u2069'
const R = '\u200F'

it.each([
  { why: 'a command', text: 'أرسل /latest الآن', isolated: `أرسل ${L}/latest${P} الآن` },
  { why: 'a name', text: 'كتب @rasid_bot اليوم', isolated: `كتب ${L}@rasid_bot${P} اليوم` },
  { why: 'an ISO date', text: 'منذ 2026-11-22 حتى', isolated: `منذ ${L}2026-11-22${P} حتى` },
  { why: 'an address', text: 'على https://example.org/a?b=1 نص', isolated: `على ${L}https://example.org/a?b=1${P} نص` },
  { why: 'two words of one run', text: 'قالت Daily Mail إن', isolated: `قالت ${L}Daily Mail${P} إن` },
  { why: 'punctuation of the Arabic stays outside', text: 'تحدث FSB، ثم صمت', isolated: `تحدث ${L}FSB${P}، ثم صمت` },
  { why: 'a hyphen inside', text: 'قال ISIS-K إنه', isolated: `قال ${L}ISIS-K${P} إنه` },
  { why: 'signs that belong to it', text: 'لغة C++ و5G', isolated: `لغة ${L}C++${P} و${L}5G${P}` },
  { why: 'Cyrillic', text: 'صحيفة Известия قالت', isolated: `صحيفة ${L}Известия${P} قالت` },
  { why: 'Arabic alone', text: 'روسيا وطالبان 24/7', isolated: 'روسيا وطالبان 24/7' },
  { why: 'a text without Arabic is one run', text: 'Russia, 2026', isolated: `${L}Russia, 2026${P}` },
  { why: 'digits alone', text: '12345', isolated: '12345' },
  { why: 'nothing', text: '', isolated: '' },
])('isolates $why', ({ text, isolated }) => {
  expect(isolateRuns(text)).toBe(isolated)
})

it('loses and adds no visible character, and opens no isolate inside another', () => {
  const text = fc.string({ unit: fc.constantFrom(...'روسيا ISIS-K @/#.:1290+ \n'.split('')) })
  fc.assert(
    fc.property(text, (plain) => {
      const isolated = isolateRuns(plain)
      expect(isolated.replace(/[\u2066\u2069]/g, '')).toBe(plain)
      expect(isolated).not.toMatch(/\u2066[^\u2069]*\u2066|\u2069[^\u2066]*\u2069/)
    }),
  )
})

describe('the direction of a line', () => {
  it.each([
    { why: 'Arabic first', line: 'روسيا تدعو', directed: 'روسيا تدعو' },
    { why: 'a number, then Arabic', line: '1. روسيا', directed: '1. روسيا' },
    { why: 'Latin first', line: 'ISIS-K يتبنى', directed: `${R}ISIS-K يتبنى` },
    {
      why: 'an isolated command first',
      line: `${isolate('/help')} الأوامر`,
      directed: `${R}${isolate('/help')} الأوامر`,
    },
    { why: 'a flag before Latin', line: '🇷🇺 RT', directed: `${R}🇷🇺 RT` },
    { why: 'no letter at all', line: '👍 12', directed: `${R}👍 12` },
    { why: 'tags and entities do not count', line: '<b>&lt;روسيا&gt;</b>', directed: '<b>&lt;روسيا&gt;</b>' },
    {
      why: 'a link whose address is Latin',
      line: '<a href="https://example.org">روسيا</a>',
      directed: '<a href="https://example.org">روسيا</a>',
    },
    { why: 'marked already', line: `${R}RT`, directed: `${R}RT` },
    { why: 'an empty line', line: '', directed: '' },
  ])('$why', ({ line, directed }) => {
    expect(directLines(line, 'ar')).toBe(directed)
    expect(directLines(directLines(line, 'ar'), 'ar')).toBe(directed)
  })

  it('is decided line by line', () => {
    expect(directLines('روسيا\nRT\n\nطالبان', 'ar')).toBe(`روسيا\n${R}RT\n\nطالبان`)
  })

  it('is left alone in English', () => {
    expect(directLines('RT\nروسيا', 'en')).toBe('RT\nروسيا')
  })
})

it.each([
  { why: 'an Arabic name in English', text: 'الأمصار', lang: 'en', shown: '\u2068الأمصار\u2069' },
  { why: 'a name of both scripts in English', text: 'قناة RT', lang: 'en', shown: '\u2068قناة RT\u2069' },
  { why: 'a Latin name in English', text: 'Reuters', lang: 'en', shown: 'Reuters' },
  { why: 'a Latin name in Arabic', text: 'قناة RT', lang: 'ar', shown: 'قناة \u2066RT\u2069' },
] as const)('sets $why apart from the numbers beside it', ({ text, lang, shown }) => {
  expect(isolateIn(text, lang)).toBe(shown)
})

it.each([
  { why: 'an isolated name', line: '\u2068الأمصار\u2069 09:31', marked: true },
  {
    why: 'a linked one behind a bullet',
    line: '• <a href="https://x.example">\u2068الأمصار\u2069</a> 09:31',
    marked: true,
  },
  { why: 'a title', line: '1. <a href="https://x.example">عنوان</a>', marked: false },
  { why: 'words of ours', line: 'archive · \u2068الأمصار\u2069', marked: false },
])('gives an English line that begins with $why its direction: $marked', ({ line, marked }) => {
  expect(directLines(line, 'en')).toBe(marked ? `\u200E${line}` : line)
})
