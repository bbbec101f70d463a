import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { charsetOf, declaredCharset, headerCharset } from './charset-label.ts'
import { decodeCodePage } from './code-pages.ts'
import { decodeBytes } from './decode.ts'

const PROSE =
  'استقبل وزير الخارجية في العاصمة وفدا من حركة طالبان لبحث التعاون الأمني، وأكد الجانبان أهمية الاستقرار في المنطقة'
const feed = (declaration: string, text = PROSE): string =>
  `${declaration}<rss><channel><title>${text}</title></channel></rss>`
const DECLARES = (charset: string): string => `<?xml version="1.0" encoding="${charset}"?>`

/** The bytes of a text in a single-byte charset, by asking the platform's decoder for all 256 of them. */
function inSingleBytes(text: string, charset: string): Uint8Array {
  const letters = new TextDecoder(charset).decode(Uint8Array.from({ length: 256 }, (_, byte) => byte))
  return Uint8Array.from(text, (letter) => Math.max(letters.indexOf(letter), 0))
}

/** The same for a charset that only our own tables know. */
function inCodePage(text: string, charset: string): Uint8Array {
  const letters = decodeCodePage(
    Uint8Array.from({ length: 256 }, (_, byte) => byte),
    charset,
  )
  return Uint8Array.from(text, (letter) => Math.max(letters.indexOf(letter), 0))
}

function inUtf16(text: string, little: boolean, mark: boolean): Uint8Array {
  const written = mark ? `\uFEFF${text}` : text
  const view = new DataView(new ArrayBuffer(written.length * 2))
  for (let i = 0; i < written.length; i++) view.setUint16(i * 2, written.charCodeAt(i), little)
  return new Uint8Array(view.buffer)
}

function inUtf32(text: string, little: boolean): Uint8Array {
  const points = [0xfeff, ...[...text].map((letter) => letter.codePointAt(0) ?? 0)]
  const view = new DataView(new ArrayBuffer(points.length * 4))
  for (const [i, point] of points.entries()) view.setUint32(i * 4, point, little)
  return new Uint8Array(view.buffer)
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const marked = (text: string): Uint8Array => Uint8Array.of(0xef, 0xbb, 0xbf, ...utf8(text))
const C1256 = 'windows-1256'
const C8596 = 'iso-8859-6'

const FIXTURES: readonly { why: string; bytes: Uint8Array; header?: string; charset: string; text?: string }[] = [
  { why: 'plain UTF-8, nothing said', bytes: utf8(feed('')), charset: 'utf-8' },
  { why: 'UTF-8 in the declaration', bytes: utf8(feed(DECLARES('utf-8'))), charset: 'utf-8' },
  { why: 'UTF-8 in the header', bytes: utf8(feed('')), header: 'text/xml; charset=UTF-8', charset: 'utf-8' },
  { why: 'UTF-8 with a mark', bytes: marked(feed('')), charset: 'utf-8' },
  {
    why: 'a mark outranks a wrong header',
    bytes: marked(feed('')),
    header: 'text/xml; charset=windows-1256',
    charset: 'utf-8',
  },
  { why: 'a mark outranks a wrong declaration', bytes: marked(feed(DECLARES('iso-8859-6'))), charset: 'utf-8' },
  { why: 'windows-1256 in the declaration', bytes: inSingleBytes(feed(DECLARES(C1256)), C1256), charset: C1256 },
  {
    why: 'windows-1256 in the header',
    bytes: inSingleBytes(feed(''), C1256),
    header: 'text/xml; charset=windows-1256',
    charset: C1256,
  },
  {
    why: 'windows-1256 in quotes',
    bytes: inSingleBytes(feed(''), C1256),
    header: 'text/xml; charset="Windows-1256"',
    charset: C1256,
  },
  { why: 'windows-1256 under the name cp1256', bytes: inSingleBytes(feed(DECLARES('cp1256')), C1256), charset: C1256 },
  { why: 'a number for a name', bytes: inSingleBytes(feed(DECLARES('1256')), C1256), charset: C1256 },
  { why: 'a standard with its year', bytes: inSingleBytes(feed(DECLARES('iso_8859-6:1987')), C8596), charset: C8596 },
  {
    why: 'Arabic of DOS',
    bytes: inCodePage(feed(DECLARES('cp720'), 'خبر من كابل'), 'cp720'),
    charset: 'cp720',
    text: 'خبر من كابل',
  },
  {
    why: 'Arabic of the Macintosh',
    bytes: inCodePage(feed(DECLARES('mac_arabic'), 'خبر من كابل'), 'x-mac-arabic'),
    charset: 'x-mac-arabic',
    text: 'خبر من كابل',
  },
  {
    why: 'Tajik',
    bytes: inCodePage(feed(DECLARES('koi8-t'), 'Ҳукумати Тоҷикистон'), 'koi8-t'),
    charset: 'koi8-t',
    text: 'Ҳукумати Тоҷикистон',
  },
  {
    why: 'a header of default beside a declaration',
    bytes: inSingleBytes(feed(DECLARES('koi8-r'), 'Россия и Афганистан'), 'koi8-r'),
    header: 'text/xml; charset=iso-8859-1',
    charset: 'koi8-r',
    text: 'Россия и Афганистан',
  },
  {
    why: 'Cyrillic without a label is not Arabic',
    bytes: inSingleBytes(feed('', 'Россия и талибы обсудили вопрос'), 'koi8-r'),
    charset: 'windows-1252',
    text: '',
  },
  { why: 'UTF-32 without a mark', bytes: inUtf32(feed(''), true).subarray(4), charset: 'utf-32le' },
  { why: 'UTF-32 of the other order without a mark', bytes: inUtf32(feed(''), false).subarray(4), charset: 'utf-32be' },
  { why: 'windows-1256, nothing said', bytes: inSingleBytes(feed(''), C1256), charset: C1256 },
  {
    why: 'windows-1256 labelled UTF-8 by the header',
    bytes: inSingleBytes(feed(''), C1256),
    header: 'text/xml; charset=utf-8',
    charset: C1256,
  },
  {
    why: 'windows-1256 labelled UTF-8 by the declaration',
    bytes: inSingleBytes(feed(DECLARES('UTF-8')), C1256),
    charset: C1256,
  },
  {
    why: 'windows-1256 labelled ISO-8859-1',
    bytes: inSingleBytes(feed(DECLARES('ISO-8859-1')), C1256),
    charset: C1256,
  },
  { why: 'windows-1256 labelled ISO-8859-6', bytes: inSingleBytes(feed(DECLARES(C8596)), C1256), charset: C1256 },
  {
    why: 'header says UTF-8, declaration tells the truth',
    bytes: inSingleBytes(feed(DECLARES(C1256)), C1256),
    header: 'text/xml; charset=utf-8',
    charset: C1256,
  },
  { why: 'ISO-8859-6 in the declaration', bytes: inSingleBytes(feed(DECLARES(C8596)), C8596), charset: C8596 },
  {
    why: 'ISO-8859-6 in the header',
    bytes: inSingleBytes(feed(''), C8596),
    header: 'text/xml; charset=ISO-8859-6',
    charset: C8596,
  },
  { why: 'ISO-8859-6, nothing said', bytes: inSingleBytes(feed(''), C8596), charset: C8596 },
  { why: 'ISO-8859-6 labelled windows-1256', bytes: inSingleBytes(feed(DECLARES(C1256)), C8596), charset: C8596 },
  { why: 'ISO-8859-6 labelled UTF-8', bytes: inSingleBytes(feed(DECLARES('utf-8')), C8596), charset: C8596 },
  {
    why: 'UTF-8 labelled windows-1256 by the header',
    bytes: utf8(feed('')),
    header: 'text/xml; charset=windows-1256',
    charset: 'utf-8',
  },
  { why: 'UTF-8 labelled ISO-8859-1 by the declaration', bytes: utf8(feed(DECLARES('iso-8859-1'))), charset: 'utf-8' },
  { why: 'UTF-8 labelled UTF-16', bytes: utf8(feed(DECLARES('utf-16'))), charset: 'utf-8' },
  { why: 'UTF-8 with an unknown label', bytes: utf8(feed(DECLARES('x-unknown-8'))), charset: 'utf-8' },
  { why: 'UTF-16 little-endian with a mark', bytes: inUtf16(feed(''), true, true), charset: 'utf-16le' },
  { why: 'UTF-16 big-endian with a mark', bytes: inUtf16(feed(''), false, true), charset: 'utf-16be' },
  {
    why: 'UTF-16 little-endian without a mark',
    bytes: inUtf16(feed(DECLARES('utf-16')), true, false),
    charset: 'utf-16le',
  },
  {
    why: 'UTF-16 big-endian without a mark',
    bytes: inUtf16(feed(DECLARES('utf-16')), false, false),
    charset: 'utf-16be',
  },
  {
    why: 'UTF-16 labelled UTF-8',
    bytes: inUtf16(feed(DECLARES('utf-8')), true, true),
    header: 'text/xml; charset=utf-8',
    charset: 'utf-16le',
  },
  { why: 'UTF-32 little-endian', bytes: inUtf32(feed(''), true), charset: 'utf-32le' },
  { why: 'UTF-32 big-endian', bytes: inUtf32(feed(''), false), charset: 'utf-32be' },
  {
    why: 'charset in a meta tag',
    bytes: inSingleBytes(`<html><head><meta charset="windows-1256"><p>${PROSE}</p>`, C1256),
    charset: C1256,
  },
  {
    why: 'another single-byte charset is trusted',
    bytes: inSingleBytes(feed(DECLARES('windows-1251'), 'Талибан в Москве'), 'windows-1251'),
    charset: 'windows-1251',
    text: 'Талибан в Москве',
  },
  {
    why: 'Latin letters, nothing said',
    bytes: inSingleBytes(feed('', 'café à Kaboul'), 'windows-1252'),
    charset: 'windows-1252',
    text: 'café à Kaboul',
  },
]

describe('decodeBytes', () => {
  it.each(FIXTURES)('reads $why', ({ bytes, header, charset, text }) => {
    const decoded = decodeBytes(bytes, header)
    expect(decoded.text).toContain(text ?? PROSE)
    expect(decoded.charset).toBe(charset)
    expect(decoded.text.startsWith('<')).toBe(true)
  })

  it.each([
    { why: 'a stray byte', bytes: utf8(`${feed('')}`).with(60, 0xff) },
    { why: 'a letter cut at the end', bytes: utf8(PROSE).subarray(0, -1) },
  ])('keeps UTF-8 in spite of $why', ({ bytes }) => {
    expect(decodeBytes(bytes).charset).toBe('utf-8')
    expect(decodeBytes(bytes).text).toContain('طالبان')
  })

  it('believes a Korean label over a word that is valid UTF-8 by chance, and not over a sentence', () => {
    const korean = Uint8Array.from([...`${DECLARES('euc-kr')}<a>\u00d2\u00b4</a>`], (letter) => letter.charCodeAt(0))
    expect(decodeBytes(korean)).toMatchObject({ charset: 'euc-kr', text: `${DECLARES('euc-kr')}<a>年</a>` })
    expect(decodeBytes(utf8(feed(DECLARES('euc-kr')))).charset).toBe('utf-8')
  })

  it('reads no bytes as an empty text', () => {
    expect(decodeBytes(new Uint8Array())).toEqual({ text: '', charset: 'utf-8' })
  })

  it('tells the two Arabic charsets apart from a headline on', () => {
    const words = fc.constantFrom(...PROSE.split(' '))
    fc.assert(
      fc.property(fc.array(words, { minLength: 8, maxLength: 30 }), fc.constantFrom(C1256, C8596), (list, charset) => {
        const text = list.join(' ').replace(/[،]/g, ' ')
        expect(decodeBytes(inSingleBytes(text, charset)).text).toBe(text)
      }),
      { numRuns: 200 },
    )
  })

  it('never throws, whatever the bytes and the header', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.option(fc.string()), (bytes, header) => {
        expect(typeof decodeBytes(bytes, header).text).toBe('string')
      }),
      { numRuns: 500 },
    )
  })
})

describe('labels', () => {
  it.each([
    { label: 'UTF8', charset: 'utf-8' },
    { label: 'utf_8', charset: 'utf-8' },
    { label: 'win-1256', charset: 'windows-1256' },
    { label: 'arabic', charset: 'iso-8859-6' },
    { label: 'latin1', charset: 'windows-1252' },
    { label: 'csPTCP154', charset: 'pt154' },
    { label: 'strk1048_2002', charset: 'kz-1048' },
    { label: 'KOI8-T', charset: 'koi8-t' },
    { label: 'euc_cn', charset: 'gb18030' },
    { label: 'gb2312-80', charset: 'gb18030' },
    { label: 'big5_tw', charset: 'big5' },
    { label: 'ms949', charset: 'euc-kr' },
    { label: 'shiftjis2004', charset: 'shift_jis' },
    { label: 'u_jis', charset: 'euc-jp' },
    { label: 'iso2022_jp_ext', charset: 'iso-2022-jp' },
    { label: 'klingon', charset: null },
    { label: '', charset: null },
  ])('knows $label as $charset', ({ label, charset }) => expect(charsetOf(label)).toBe(charset))

  it('finds the label in a header and in a declaration', () => {
    expect(headerCharset('text/xml;charset = "utf-8"; x=1')).toBe('utf-8')
    expect(headerCharset('text/xml')).toBeNull()
    expect(declaredCharset("<?xml version='1.0' encoding='windows-1256'?>")).toBe('windows-1256')
    expect(declaredCharset('<rss encoding="utf-8">')).toBeNull()
  })
})
