import { describe, expect, it } from 'vitest'
import type { ChartLook } from './chart-look.ts'
import { drawEntitiesByDay } from './entities-by-day.ts'
import { drawHealth } from './health-drawing.ts'
import { drawMatchesByDay } from './matches-by-day.ts'
import { drawPrecision } from './precision.ts'
import { renderPicture } from './render-picture.ts'
import { drawTopOutlets } from './top-outlets.ts'
import { drawVisitsByDay } from './visits-by-day.ts'
import { drawWeek, periodOf } from './week-drawing.ts'

const arabic: ChartLook = { lang: 'ar', theme: 'light' }
const english: ChartLook = { lang: 'en', theme: 'light' }
const days = [
  { day: '2026-11-20', core: 2, related: 1 },
  { day: '2026-11-21', core: 0, related: 0 },
  { day: '2026-11-22', core: 0, related: 4 },
]
const visits = [
  { day: '2026-11-21', answered: 1200, slowed: 3, failed: 40 },
  { day: '2026-11-22', answered: 900, slowed: 0, failed: 0 },
]
const hostile = 'RT <b onload="x()">&</b> \u202Eروسيا اليوم'

const charts: readonly { what: string; draw: (look: ChartLook) => Promise<string> }[] = [
  { what: 'matches a day', draw: (look) => drawMatchesByDay(days, look) },
  { what: 'outlets', draw: (look) => drawTopOutlets([{ outlet: hostile, core: 3, related: 2 }], look) },
  {
    what: 'entities',
    draw: (look) => drawEntitiesByDay(['2026-11-21', '2026-11-22'], [{ title: hostile, values: [1, 2] }], look),
  },
  {
    what: 'precision',
    draw: (look) =>
      drawPrecision(
        [
          { name: hostile, wanted: 7, votes: 9 },
          { name: 'a-rule', wanted: 0, votes: 1 },
        ],
        look,
      ),
  },
  { what: 'visits', draw: (look) => drawVisitsByDay(visits, look) },
]

describe.each(charts)('the chart of $what', ({ draw }) => {
  it.each(['light', 'dark'] as const)('is one drawing without scripts, styles or classes (%s)', async (theme) => {
    const svg = await draw({ lang: 'ar', theme })
    expect(svg).toMatch(/^<svg [^>]*role="img" aria-label="[^"<]*\p{Script=Arabic}/u)
    expect(svg).not.toMatch(/<script|<style|<b|style=|class=|\son\w+="|ecmeta|CDATA|\u202E/)
    expect(svg).not.toMatch(/NaN|undefined|null/)
  })

  it('is the same text for the same data', async () => {
    expect(await draw(arabic)).toBe(await draw(arabic))
  })

  it('speaks English on choice', async () => {
    const texts = [...(await draw(english)).replaceAll('روسيا اليوم', '').matchAll(/>([^<>]*)<\/text>/g)].map(
      ([, text]) => text,
    )
    expect(texts.join('')).not.toMatch(/\p{Script=Arabic}/u)
  })
})

/** The horizontal place of the first text that holds the words. */
function placeOf(svg: string, words: string): number {
  const text = [...svg.matchAll(/<text[^>]*?transform="translate\(([\d.-]+) [^>]*>([^<]*)<\/text>/g)]
  return Number(text.find(([, , said]) => said?.includes(words))?.[1])
}

describe('direction', () => {
  it('runs from the right in Arabic and from the left in English', async () => {
    const [ar, en] = [await drawMatchesByDay(days, arabic), await drawMatchesByDay(days, english)]
    expect(placeOf(ar, '20 نوفمبر')).toBeGreaterThan(placeOf(ar, '22 نوفمبر'))
    expect(placeOf(en, '20 Nov')).toBeLessThan(placeOf(en, '22 Nov'))
  })

  it('isolates every Arabic text, so that mixed scripts keep their order', async () => {
    const svg = await drawTopOutlets([{ outlet: 'RT Arabic روسيا اليوم', core: 1, related: 0 }], arabic)
    expect(svg).toContain('\u2067RT Arabic روسيا اليوم\u2069')
  })

  it('prints the digits that the reader chose', async () => {
    const svg = await drawMatchesByDay(days, { ...arabic, digits: 'arab' })
    expect(svg).toContain('٢٢ نوفمبر')
    expect(svg).not.toMatch(/>[^<]*[0-9][^<]*<\/text>/)
  })
})

it('says beside each share of how many votes it is', async () => {
  const rows = [
    { name: 'س', wanted: 7, votes: 9 },
    { name: 'ص', wanted: 0, votes: 1 },
  ]
  expect(await drawPrecision(rows, arabic)).toMatch(/7 من 9[\s\S]*0 من 1/)
  expect(await drawPrecision(rows, { ...arabic, digits: 'arab' })).toContain('٧ من ٩')
  expect(await drawPrecision(rows, english)).toContain('7 of 9')
})

describe('days', () => {
  it.each([
    { days: 7, labels: 7, why: 'a week names each day' },
    { days: 30, labels: 6, why: 'a month would not fit' },
    { days: 90, labels: 7, why: 'nor a quarter' },
  ])('$why', async ({ days: n, labels }) => {
    const many = Array.from({ length: n }, (_, index) => ({
      ...{ day: new Date(Date.UTC(2026, 10, 22 - n + 1 + index)).toISOString().slice(0, 10), core: 1, related: 0 },
    }))
    const svg = await drawMatchesByDay(many, arabic)
    const dates = [...svg.matchAll(/>\u2067\d{1,2} (?:\p{L}+)\u2069<\/text>/gu)]
    expect(dates).toHaveLength(labels)
    expect(svg).toContain('22 نوفمبر')
  })

  it.each(charts.slice(0, 1))('without anything say so', async () => {
    const svg = await drawMatchesByDay([{ day: '2026-11-22', core: 0, related: 0 }], arabic)
    expect(svg).toContain('لا شيء في هذه الأيام')
    expect(await drawMatchesByDay(days, arabic)).not.toContain('لا شيء في هذه الأيام')
  })
})

describe('the picture of a chart', () => {
  const of = (text: string) =>
    renderPicture(
      `<svg width="200" height="40" xmlns="http://www.w3.org/2000/svg"><text x="10" y="20" font-family="IBM Plex Sans Arabic">${text}</text></svg>`,
    )

  it('is a PNG 1,280 pixels wide', async () => {
    const png = Buffer.from(await renderPicture(await drawMatchesByDay(days, arabic)))
    expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n')
    expect(png.readUInt32BE(16)).toBe(1280)
  })

  it.each(['مطابقات', 'Rasid', '٢٢'])('shows %s, by a font of its own', async (text) => {
    const [drawn, blank] = [await of(text), await of('')]
    expect(Buffer.compare(drawn, blank)).not.toBe(0)
  })

  it('joins Arabic letters', async () => {
    // ZWNJ between them keeps the letters apart: were they never joined, the two would look alike.
    expect(Buffer.compare(await of('سلام'), await of('س\u200Cل\u200Cا\u200Cم'))).not.toBe(0)
  })
})

describe('a picture of several panels', () => {
  const week = { days, outlets: [{ outlet: 'BBC عربي', core: 1, related: 0 }], allOutlets: 1 }

  it('counts each panel by itself', async () => {
    const svg = await drawHealth({ visits, matches: days.slice(1) }, english)
    const scales = [...svg.matchAll(/>([\d,]+)<\/text>/g)].map(([, n]) => Number(n?.replace(',', '')))
    // The scale of over a thousand visits ends before that of four matches begins.
    expect(Math.max(...scales)).toBeGreaterThan(1000)
    expect(Math.max(...scales.slice(scales.lastIndexOf(0)))).toBe(4)
  })

  it.each([
    {
      why: 'one month is said once',
      from: '2026-11-20',
      to: '2026-11-22',
      ar: 'من 20 إلى 22 نوفمبر/تشرين الثاني 2026',
      en: '20 to 22 November 2026',
    },
    {
      why: 'two months',
      from: '2026-11-30',
      to: '2026-12-01',
      ar: 'من 30 نوفمبر إلى 1 ديسمبر/كانون الأول 2026',
      en: '30 November to 1 December 2026',
    },
    {
      why: 'two years',
      from: '2026-12-31',
      to: '2027-01-01',
      ar: 'من 31 ديسمبر/كانون الأول 2026 إلى 1 يناير/كانون الثاني 2027',
      en: '31 December 2026 to 1 January 2027',
    },
  ])('names its days: $why', ({ from, to, ar, en }) => {
    const dated = [{ day: from }, { day: to }]
    expect(periodOf(dated, arabic)).toBe(ar)
    expect(periodOf(dated, english)).toBe(en)
  })

  it('says its figures with their plurals', async () => {
    expect(await drawWeek(week, arabic)).toContain('7 مطابقات من وسيلة واحدة')
    expect(await drawWeek({ ...week, allOutlets: 2 }, arabic)).toContain('7 مطابقات من وسيلتين')
  })
})
