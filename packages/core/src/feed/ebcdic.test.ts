import { describe, expect, it } from 'vitest'
import { decodeBytes } from './decode.ts'
import { decodeEbcdic } from './ebcdic.ts'
import { readFeed } from './read-feed.ts'

const SIGNS: Readonly<Record<string, number>> = {
  ' ': 0x40,
  '.': 0x4b,
  '<': 0x4c,
  '-': 0x60,
  '/': 0x61,
  _: 0x6d,
  '>': 0x6e,
  '?': 0x6f,
  '=': 0x7e,
  '"': 0x7f,
  '\n': 0x15,
}

/** The bytes of plain English in EBCDIC, as its three rows of letters have stood since punched cards; `\xHH` is a byte as it is. */
function inEbcdic(text: string, quote = 0x7f): Uint8Array {
  const byte = (sign: string): number => {
    if (sign.length === 4) return Number.parseInt(sign.slice(2), 16)
    if (/\d/.test(sign)) return 0xf0 + Number(sign)
    const place = sign.toLowerCase().charCodeAt(0) - 97
    if (place < 0 || place > 25) return sign === '"' ? quote : (SIGNS[sign] ?? 0)
    const row = place < 9 ? 0x81 + place : place < 18 ? 0x91 + place - 9 : 0xa2 + place - 18
    return sign === sign.toLowerCase() ? row : row + 0x40
  }
  return Uint8Array.from(text.match(/\\x[\da-f]{2}|[\s\S]/g) ?? [], byte)
}

const feed = (label: string, title: string): string =>
  `<?xml version="1.0" encoding="${label}"?>\n<rss><channel><title>${title}</title></channel></rss>`

describe('decodeEbcdic', () => {
  it.each([
    { label: 'cp037', byte: '80', charset: 'cp037', letter: 'Ø' },
    { label: 'IBM039', byte: '4a', charset: 'cp037', letter: '¢' },
    { label: 'csIBM500', byte: '4a', charset: 'cp500', letter: '[' },
    { label: 'ebcdic-cp-us', byte: '4a', charset: 'cp037', letter: '¢' },
    { label: 'ebcdic_cp_be', byte: '4a', charset: 'cp500', letter: '[' },
    { label: 'ibm1140', byte: '9f', charset: 'cp1140', letter: '€' },
    { label: 'cp273', byte: '4a', charset: 'cp273', letter: 'Ä' },
    { label: 'cp424', byte: '41', charset: 'cp424', letter: 'א' },
    { label: 'cp875', byte: '41', charset: 'cp875', letter: 'Α' },
    { label: 'some-mainframe', byte: '4a', charset: 'cp037', letter: '¢' },
  ])('reads $label by its own table', ({ label, byte, charset, letter }) => {
    const text = feed(label, `Kabul \\x${byte} News`)
    expect(decodeEbcdic(inEbcdic(text))).toEqual({ text: feed(label, `Kabul ${letter} News`), charset })
  })

  it('finds the name of a charset that keeps its quotes elsewhere', () => {
    expect(decodeEbcdic(inEbcdic(feed('cp1026', 'Da\\x5a'), 0xfc))?.text).toBe(feed('cp1026', 'DaĞ'))
  })

  it('gives a whole feed, whatever the header says', () => {
    const bytes = inEbcdic(feed('cp500', 'Kabul'))
    expect(decodeBytes(bytes, 'text/xml; charset=utf-8').charset).toBe('cp500')
    expect(readFeed({ bytes })).toMatchObject({ kind: 'feed', title: 'Kabul', charset: 'cp500' })
  })

  it.each([
    { why: 'ASCII', bytes: new TextEncoder().encode(feed('cp037', 'Kabul')) },
    { why: 'nothing', bytes: new Uint8Array() },
    { why: 'the start alone, cut short', bytes: Uint8Array.of(0x4c, 0x6f, 0xa7) },
  ])('leaves $why alone', ({ bytes }) => expect(decodeEbcdic(bytes)).toBeNull())
})
