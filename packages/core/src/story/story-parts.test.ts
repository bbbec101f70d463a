import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wordsOf } from '../arabic/index.ts'
import { agencyOf } from './agency.ts'
import { lshKeys } from './minhash.ts'
import { definingNumberConflict, numbersIn, titleNumbersIn } from './numbers.ts'
import { overlapOf, shinglesOf } from './shingles.ts'
import { storyFeatures } from './story-features.ts'

const shinglesOfText = (text: string) => shinglesOf(wordsOf(text))

describe('shingles', () => {
  it.each([
    { why: 'the same text', a: 'واحد اثنان ثلاثة أربعة', b: 'واحد اثنان ثلاثة أربعة', jaccard: 1, containment: 1 },
    { why: 'half of it', a: 'واحد اثنان ثلاثة أربعة', b: 'واحد اثنان ثلاثة', jaccard: 0.5, containment: 1 },
    { why: 'nothing shared', a: 'واحد اثنان ثلاثة', b: 'أربعة خمسة ستة', jaccard: 0, containment: 0 },
    { why: 'another order', a: 'واحد اثنان ثلاثة', b: 'ثلاثة اثنان واحد', jaccard: 0, containment: 0 },
    { why: 'one word is one shingle', a: 'واحد', b: 'واحد', jaccard: 1, containment: 1 },
    { why: 'nothing and something', a: '', b: 'واحد', jaccard: 0, containment: 0 },
    { why: 'nothing and nothing', a: '', b: '', jaccard: 0, containment: 0 },
  ])('overlap of $why', ({ a, b, jaccard, containment }) => {
    expect(overlapOf(shinglesOfText(a), shinglesOfText(b))).toMatchObject({ jaccard, containment })
  })

  it('are sorted, different, and fit Postgres’ integer', () => {
    const words = fc.array(fc.constantFrom('روسيا', 'طالبان', 'كابل', 'موسكو', 'داعش'), { maxLength: 60 })
    fc.assert(
      fc.property(words, (list) => {
        const shingles = shinglesOf(list)
        expect(shingles).toEqual([...new Set(shingles)].toSorted((a, b) => a - b))
        expect([...shingles, ...lshKeys(shingles)].filter((value) => value !== (value | 0))).toEqual([])
      }),
    )
  })
})

describe('LSH keys', () => {
  const text =
    'قال المبعوث إن بلاده ستقدم المساعدة إلى سلطات كابل في حربها على التنظيم عبر هياكل متخصصة تعمل بين البلدين منذ أعوام'

  it('meet for a rewritten text', () => {
    const keys = new Set(lshKeys(shinglesOfText(text)))
    const rewritten = lshKeys(shinglesOfText(text.replace('المساعدة', 'العون').replace('منذ أعوام', '')))
    expect(rewritten.filter((key) => keys.has(key)).length).toBeGreaterThan(20)
  })

  it('do not meet for another text', () => {
    const keys = new Set(lshKeys(shinglesOfText(text)))
    const other = lshKeys(
      shinglesOfText('افتتحت الشركة خطا جويا بين المدينتين برحلتين كل أسبوع اعتبارا من الربيع المقبل'),
    )
    expect(other.filter((key) => keys.has(key))).toEqual([])
  })

  it('are none for a text without words', () => {
    expect(lshKeys([])).toEqual([])
  })
})

describe('numbers by what they count', () => {
  it.each([
    { text: 'مقتل 40 شخصا وإصابة 100', found: { toll: [40, 100] } },
    { text: 'اعتقال 12 عنصرا', found: { arrests: [12] } },
    { text: 'اعتقال خمسة مشتبه بهم', found: { arrests: [5] } },
    { text: 'القرار 2593', found: { resolution: [2593] } },
    { text: 'في 15 أغسطس', found: { 'day-of-8': [15] } },
    { text: 'في 15 آب/أغسطس 2021', found: { 'day-of-8': [15] } },
    { text: 'في 3 تشرين الثاني', found: { 'day-of-11': [3] } },
    { text: 'في ٣ نونبر', found: { 'day-of-11': [3] } },
    { text: 'الجولة الثالثة من المحادثات', found: { round: [3] } },
    { text: 'ارتفاع 20% في التجارة', found: { percent: [20] } },
    { text: 'السجن 15 عاما', found: { sentence: [15] } },
    { text: 'ترحيل 4,000 لاجئ', found: { refugees: [4000] } },
    { text: 'منذ عام 2021', found: {} },
    { text: 'بلا أرقام', found: {} },
    { text: '', found: {} },
  ])('$text', ({ text, found }) => {
    expect(numbersIn(text)).toEqual(found)
  })

  it('counts a headline’s things by their own noun', () => {
    expect(titleNumbersIn('محاكمة أربعة متهمين')).toEqual({ 'of-متهم': [4] })
  })

  it.each([
    { why: 'arrests differ', a: { arrests: [12] }, b: { arrests: [30] }, conflict: 'arrests' },
    { why: 'one is shared', a: { arrests: [12, 30] }, b: { arrests: [30] }, conflict: null },
    { why: 'tolls evolve', a: { toll: [40] }, b: { toll: [145] }, conflict: null },
    { why: 'only one side says a number', a: { arrests: [12] }, b: {}, conflict: null },
    { why: 'other classes', a: { arrests: [12] }, b: { round: [3] }, conflict: null },
  ])('$why', ({ a, b, conflict }) => {
    expect(definingNumberConflict(a, b)).toBe(conflict)
    expect(definingNumberConflict(b, a)).toBe(conflict)
  })
})

describe('who does it to whom', () => {
  it.each([
    { title: 'روسيا تدعو طالبان إلى الحوار', directions: ['russia>taliban'] },
    { title: 'دعت روسيا طالبان إلى لقاء', directions: ['russia>taliban'] },
    { title: 'مقتل قيادي في داعش على يد طالبان', directions: ['taliban>isis'] },
    { title: 'طالبان تتلقى دعوة من روسيا', directions: ['russia>taliban'] },
    { title: 'اتهام أمريكي لروسيا', directions: ['usa>russia'] },
    { title: 'روسيا وطالبان تبحثان التجارة', directions: [] },
    { title: 'لافروف يلتقي متقي', directions: [] },
    { title: 'لقاء بين روسيا وطالبان', directions: [] },
    { title: 'روسيا تحذر من داعش في أفغانستان', directions: ['russia>isis'] },
    { title: 'هجوم في داغستان الروسية', directions: [] },
  ])('$title', ({ title, directions }) => {
    expect(storyFeatures(title, '').directions).toEqual(directions)
  })
})

describe('where it happens', () => {
  it.each([
    { why: 'a city', title: 'تفجير في قندهار', places: ['قندهار'] },
    { why: 'both spellings are one', title: 'تفجير في كابول', places: ['كابل'] },
    { why: 'the city and not its country', title: 'تفجير في كابل عاصمة أفغانستان', places: ['كابل'] },
    { why: 'a capital that speaks is no place', title: 'موسكو تدعو كابل', places: [] },
    { why: 'a preposition on the name', title: 'انفجار بموسكو', places: ['موسكو'] },
    { why: 'after the word capital', title: 'انفجار في العاصمة الأفغانية كابل', places: ['كابل'] },
    { why: 'no place', title: 'روسيا تعترف بطالبان', places: [] },
  ])('$why', ({ title, places }) => {
    expect(storyFeatures(title, '').titlePlaces).toEqual(places)
  })
})

it.each([
  { text: 'كابل - رويترز - قال مسؤول', agency: 'reuters' },
  { text: 'موسكو (د ب أ) - أعلنت', agency: 'dpa' },
  { text: '(أ ف ب) - قتل شخصان', agency: 'afp' },
  { text: 'موسكو/ الأناضول: قالت', agency: 'anadolu' },
  { text: 'قال مصدر إن الوفد وصل. (تاس)', agency: 'tass' },
  { text: 'قالت رويترز إن الوفد وصل أمس', agency: null },
  { text: 'تأسيس مكتب جديد', agency: null },
  { text: '', agency: null },
])('the byline of "$text" is $agency', ({ text, agency }) => {
  expect(agencyOf(text)).toBe(agency)
})
