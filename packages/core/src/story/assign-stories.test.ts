import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assignStories, type BatchArticle } from './assign-stories.ts'
import { assignStory } from './assign-story.ts'
import { differentStories } from './different-stories.ts'
import { developmentOf, editionsFor } from './editions.ts'
import { sameStory } from './same-stories.ts'
import { countOutlets, type StoryMember } from './story-outlets.ts'
import { storySignature } from './story-signature.ts'

const start = new Date('2026-03-01T06:00:00Z')
const hours = (n: number) => new Date(start.getTime() + n * 3_600_000)
const dated = (title: string, at = start) => ({ signature: storySignature({ title }), at })

const pool: BatchArticle[] = [...differentStories.slice(0, 30), ...sameStory.slice(0, 30)].flatMap((pair, row) => [
  { key: `${row}-a`, at: hours(row % 5), signature: storySignature(pair.a) },
  { key: `${row}-b`, at: hours((row % 5) + 1), signature: storySignature(pair.b) },
])

it('assigns a batch the same way in whatever order it arrived', () => {
  const inOrder = assignStories(pool, [])
  fc.assert(
    fc.property(fc.shuffledSubarray(pool, { minLength: pool.length }), (shuffled) => {
      expect(assignStories(shuffled, [])).toEqual(inOrder)
    }),
    { numRuns: 5 },
  )
})

it('joins the older of two stories that are alike to it, whatever their order', () => {
  const title = 'روسيا تعترف بحكومة طالبان'
  const older = { storyId: 'older', articles: [dated(title, hours(0))] }
  const newer = { storyId: 'newer', articles: [dated(title, hours(5))] }
  for (const recent of [
    [older, newer],
    [newer, older],
  ])
    expect(assignStory(dated(title, hours(6)), recent)).toMatchObject({ kind: 'joins', storyId: 'older' })
})

it('does not join over a chain what contradicts the first article', () => {
  const first = dated('هجوم انتحاري في كابل يوقع قتلى', hours(0))
  const vague = dated('هجوم انتحاري في أفغانستان يوقع قتلى', hours(1))
  const recent = [{ storyId: 'kabul', articles: [first, vague] }]
  expect(assignStory(dated('هجوم انتحاري في قندهار يوقع قتلى', hours(2)), recent)).toEqual({ kind: 'opens' })
})

it('opens a story where there is none, and for a title without words', () => {
  expect(assignStory(dated('روسيا تعترف بحكومة طالبان'), [])).toEqual({ kind: 'opens' })
  const recent = [{ storyId: 'x', articles: [dated('')] }]
  expect(assignStory(dated(''), recent)).toEqual({ kind: 'opens' })
})

it('gives a signature that survives JSON, and the same one twice', () => {
  const signature = storySignature({ title: 'روسيا تعترف بطالبان', summary: 'أعلنت موسكو ذلك رسميا.' })
  expect(JSON.parse(JSON.stringify(signature))).toEqual(signature)
  expect(storySignature({ title: 'روسيا تعترف بطالبان', summary: 'أعلنت موسكو ذلك رسميا.' })).toEqual(signature)
})

describe('editions', () => {
  it.each([
    { why: 'a story opens', before: null, after: { tier: 'related', outlets: 1 }, editions: ['new'] },
    {
      why: 'raised to core',
      before: { tier: 'related', outlets: 1 },
      after: { tier: 'core', outlets: 1 },
      editions: ['raised'],
    },
    {
      why: 'third outlet',
      before: { tier: 'core', outlets: 2 },
      after: { tier: 'core', outlets: 3 },
      editions: ['grown'],
    },
    {
      why: 'between the steps',
      before: { tier: 'core', outlets: 3 },
      after: { tier: 'core', outlets: 5 },
      editions: [],
    },
    {
      why: 'over two steps at once',
      before: { tier: 'core', outlets: 2 },
      after: { tier: 'core', outlets: 13 },
      editions: ['grown'],
    },
    {
      why: 'raised and grown',
      before: { tier: 'related', outlets: 5 },
      after: { tier: 'core', outlets: 6 },
      editions: ['raised', 'grown'],
    },
    {
      why: 'never lowered',
      before: { tier: 'core', outlets: 1 },
      after: { tier: 'related', outlets: 1 },
      editions: [],
    },
    { why: 'nothing new', before: { tier: 'core', outlets: 1 }, after: { tier: 'core', outlets: 1 }, editions: [] },
  ] as const)('$why', ({ before, after, editions }) => {
    expect(editionsFor(before, after)).toEqual(editions)
  })
})

describe('developments', () => {
  const told = [storySignature({ title: 'مقتل 40 شخصا في هجوم كروكس' })]
  it.each([
    { why: 'a claim', title: 'داعش يتبنى هجوم كروكس', development: 'claim' },
    { why: 'a denial', title: 'أوكرانيا تنفي صلتها بهجوم كروكس', development: 'denial' },
    { why: 'a toll up by more than a quarter', title: 'مقتل 51 شخصا في هجوم كروكس', development: 'toll' },
    { why: 'a toll up by a quarter', title: 'مقتل 50 شخصا في هجوم كروكس', development: null },
    { why: 'a lower toll', title: 'مقتل 35 شخصا في هجوم كروكس', development: null },
    { why: 'the same again', title: 'مقتل 40 شخصا في هجوم كروكس قرب موسكو', development: null },
  ])('$why', ({ title, development }) => {
    expect(developmentOf(told, storySignature({ title }))).toBe(development)
  })

  it('tells a claim once', () => {
    const claimed = [...told, storySignature({ title: 'داعش يتبنى هجوم كروكس' })]
    expect(developmentOf(claimed, storySignature({ title: 'داعش يتبنى الهجوم' }))).toBeNull()
  })
})

describe('outlets and independent texts', () => {
  const wire = 'كابل - رويترز - قال المبعوث إن بلاده ستقدم المساعدة إلى السلطات في حربها على التنظيم عبر هياكل متخصصة.'
  const own = 'التقى مراسلنا سكانا تحدثوا عن مخاوفهم من عودة القتال إلى القرى القريبة من الحدود الشمالية.'
  const member = (publisher: string, summary: string): StoryMember => ({
    publisher,
    at: start,
    signature: storySignature({ title: `عنوان ${publisher}`, summary }),
  })

  it.each([
    {
      why: 'six outlets with one wire text',
      members: ['ا', 'ب', 'ج', 'د', 'ه', 'و'].map((name) => member(name, wire)),
      outlets: 6,
      texts: 1,
    },
    {
      why: 'a text of its own beside them',
      members: [member('ا', wire), member('ب', wire), member('ج', own)],
      outlets: 3,
      texts: 2,
    },
    { why: 'one publisher by two feeds', members: [member('ا', wire), member('ا', wire)], outlets: 1, texts: 1 },
    {
      why: 'one publisher’s two texts are one voice',
      members: [member('ا', wire), member('ا', own)],
      outlets: 1,
      texts: 1,
    },
    {
      why: 'the agency’s text cut and edited',
      members: [
        member('ا', wire),
        member('ب', `${wire.slice(0, 70)} وتابع التقرير بكلام آخر عن الوضع العام في البلاد هذه الأيام.`),
      ],
      outlets: 2,
      texts: 1,
    },
    { why: 'nobody', members: [], outlets: 0, texts: 0 },
  ])('$why', ({ members, outlets, texts }) => {
    expect(countOutlets(members)).toEqual({ outlets, independentTexts: texts })
  })
})
