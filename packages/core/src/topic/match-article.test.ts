import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { prefixes } from '../arabic/clitics.ts'
import { compileTopic } from './compile-topic.ts'
import type { MatchInput, Verdict } from './match.ts'
import { entitiesIn, matchArticle } from './match-article.ts'
import { parseTopic, parseTopicCases } from './parse-topic.ts'
import { describeReason } from './reasons.ts'

const topics = new URL('../../topics/', import.meta.url)
const read = (name: string): string => readFileSync(new URL(name, topics), 'utf8')
const topic = compileTopic(parseTopic(read('russia-taliban-isis.yaml'), 'russia-taliban-isis.yaml'))
const cases = parseTopicCases(read('russia-taliban-isis.cases.yaml'), 'russia-taliban-isis.cases.yaml')
const RANK: Record<Verdict, number> = { none: 0, related: 1, core: 2 }

// Plain news that names nothing of the topic, in sentences of several lengths.
const UNRELATED = [
  'وارتفعت أسعار الخضروات في الأسواق المحلية.',
  'وفاز الفريق بثلاثة أهداف دون رد.',
  'وقال الطبيب إن المشي كل يوم مفيد للقلب والمفاصل، ونصح بالنوم مبكرا وبتقليل الملح والسكر في الطعام.',
  'ولم تصدر أي تعليقات أخرى.',
  'وتوقعت الأرصاد أن تكون الأجواء معتدلة نهارا وباردة ليلا حتى نهاية الأسبوع المقبل.',
]

/** Sentences that name entities in all weights, so that texts come near every rule. */
const NAMING = [
  'وصل وفد من طالبان إلى موسكو.',
  'وقالت طالبان إنها تسيطر على المدينة في أفغانستان.',
  'وأعلنت روسيا موقفها من الوضع في كابول.',
  'وتبنى تنظيم داعش هجوما في ننكرهار.',
  'وحذر لافروف من داعش خراسان.',
  'وشاركت الصين وروسيا وإيران في اللقاء.',
  'وحضر طالبان سعوديان المسابقة في موسكو.',
  'وأدانت باكستان هجوم حركة طالبان باكستان.',
  'وقصفت روسيا مواقع داعش في سوريا.',
]

const article = fc.record(
  {
    title: fc.constantFrom(...NAMING, ...UNRELATED),
    summary: fc
      .array(fc.constantFrom(...NAMING, ...UNRELATED), { minLength: 1, maxLength: 4 })
      .map((parts) => parts.join(' ')),
    text: fc
      .array(fc.constantFrom(...NAMING, ...UNRELATED), { minLength: 1, maxLength: 14 })
      .map((parts) => parts.join(' ')),
    publishedAt: fc.constantFrom(new Date('2016-05-01'), new Date('2024-06-01')),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<MatchInput>

describe('matchArticle', () => {
  it('gives evidence and rejections whose slices equal their surfaces', () => {
    const noise = fc.constantFrom('', ' ', '\u064e', '\u0640', '\u200f', ' «', '» ', '\n', ' - ', '😀')
    const words = fc.constantFrom(
      'طالبان',
      'حركة',
      'وروسيا',
      'المحظورة في روسيا',
      'داعش',
      'خراسان',
      'كابل بحري',
      'يطالبان',
      'أفغانستان',
      'ﻻفروف',
      'و',
      'في',
    )
    const text = fc.array(fc.tuple(words, noise, noise), { maxLength: 25 }).map((parts) => parts.flat().join(''))
    fc.assert(
      fc.property(text, text, (title, body) => {
        const fields: MatchInput = { title, text: body }
        const { evidence, rejected } = matchArticle(topic, fields)
        for (const { field, start, end, surface } of [...evidence, ...rejected]) {
          expect((fields[field] ?? '').slice(start, end)).toBe(surface)
          expect(surface.trim()).not.toBe('')
        }
      }),
    )
  })

  it('is never raised by an unrelated sentence, wherever it is added', () => {
    fc.assert(
      fc.property(
        article,
        fc.constantFrom(...UNRELATED),
        fc.nat(),
        fc.constantFrom('summary', 'text'),
        (given, sentence, at, field) => {
          const parts = (given[field] ?? '').split(/(?<=\.) /).filter(Boolean)
          parts.splice(at % (parts.length + 1), 0, sentence)
          const longer = { ...given, [field]: parts.join(' ') }
          expect(RANK[matchArticle(topic, longer).tier]).toBeLessThanOrEqual(RANK[matchArticle(topic, given).tier])
        },
      ),
      { numRuns: 1000 },
    )
  })

  it('gives the same result twice', () => {
    fc.assert(
      fc.property(article, (given) => {
        expect(matchArticle(topic, given)).toEqual(matchArticle(topic, given))
      }),
    )
  })

  it('reads a name behind every clitic that the grammar writes, and behind no other letter', () => {
    for (const { letters, article: hasArticle } of prefixes) {
      const { evidence } = matchArticle(topic, { title: `خبر ${letters}قندهار` })
      expect(
        evidence.map((item) => item.surface),
        letters,
      ).toEqual(hasArticle ? [] : [`${letters}قندهار`])
    }
    for (const letter of 'تثجحخدذرزسشصضطظعغقمنهي')
      expect(matchArticle(topic, { title: `خبر ${letter}قندهار` }).evidence, letter).toEqual([])
  })

  it('keeps its verdict when marks, tatweel and controls are sprinkled over a text', () => {
    const sprinkle = (text: string): string => text.replace(/(?<=[\u0621-\u064a])(?=[\u0621-\u064a])/g, '\u064e\u200d')
    for (const one of cases) {
      if (
        one.title === undefined ||
        one.text !== undefined ||
        !/^[\u0600-\u06ff\s\d«»:.،؟()-]+$/.test(one.title) ||
        /[یکےہ]/.test(one.title)
      )
        continue
      const publishedAt = one.published === undefined ? {} : { publishedAt: new Date(one.published) }
      const summary = one.summary === undefined ? {} : { summary: sprinkle(one.summary) }
      expect(matchArticle(topic, { title: sprinkle(one.title), ...summary, ...publishedAt }).tier, one.title).toBe(
        one.expect,
      )
    }
  })

  it.each([
    ['طالبان تغلق المدارس، وموسكو ترحب بالهدوء.', 'none', 'a sentence with its full stop'],
    ['طالبان تغلق المدارس، وموسكو ترحب بالهدوء', 'core', 'the same words as a headline'],
    ['روسيا تدعو إلى الهدوء.. وطالبان ترحب', 'core', 'two dots part the halves of a headline'],
    ['ارتفعت أسعار النفط 2.5 دولار. وفي روسيا فاز فريق. وقالت طالبان إنها تحكم كابل', 'none', 'sentences on one line'],
  ])('reads «%s» without a title as %s: %s', (text, tier, _why) => {
    expect(matchArticle(topic, { text }).tier).toBe(tier)
  })

  it('lets a page raise a verdict by its body and not by its link lists', () => {
    const feed = { title: 'هجوم في العاصمة', summary: 'أصيب ثلاثة أشخاص في كابول.' }
    const links = 'أصيب ثلاثة أشخاص في كابول.\nاقرأ أيضا\nروسيا تعترف بحكومة طالبان\nلافروف يستقبل وفد طالبان'
    const body =
      'أصيب ثلاثة أشخاص في كابول، وقالت طالبان إن المصابين دبلوماسيون من روسيا. ونددت موسكو بالهجوم، وتعهدت طالبان بحماية بعثة روسيا.'
    expect(matchArticle(topic, feed).tier).toBe('none')
    expect(matchArticle(topic, { ...feed, text: links }).tier).toBe('none')
    expect(matchArticle(topic, { ...feed, text: body }).tier).toBe('core')
  })

  it('does not make a long text core by one passing mention', () => {
    const filler = UNRELATED.join(' ').repeat(12)
    const passing = `${filler} وصل وفد من طالبان إلى موسكو. ${filler}`
    expect(matchArticle(topic, { title: 'أخبار متفرقة', text: passing }).tier).toBe('none')
  })

  it.each([
    [{}, 'no field'],
    [{ title: '' }, 'an empty title'],
    [{ title: '   ', text: '\n\n' }, 'white space'],
    [{ title: 'Russia and the Taliban' }, 'Latin letters'],
    [{ text: '\u064e\u0640\u200f' }, 'marks only'],
    [{ text: '\ud83d طالبان \udc00' }, 'broken surrogates'],
    [
      { title: 'طالبان وروسيا', publishedAt: new Date(Number.NaN), lang: 'fa' },
      'another language said, a date that is none',
    ],
  ] as [MatchInput, string][])('says none for %j: %s', (given, _why) => {
    expect(matchArticle(topic, given)).toMatchObject({
      tier: 'none',
      score: 0,
      topic: topic.id,
      ruleVersion: topic.version,
    })
  })

  it('counts mentions by zone and names the version that judged', () => {
    const match = matchArticle(topic, { title: 'روسيا تعترف بحكومة طالبان', summary: 'أعلنت موسكو قرارها.' })
    expect(match).toMatchObject({
      tier: 'core',
      ruleVersion: topic.version,
      mentions: { russia: { title: 1, lead: 1, body: 0 }, taliban: { title: 1, lead: 0, body: 0 } },
    })
    expect(match.score).toBeGreaterThan(0)
  })
})

describe('rejections', () => {
  it.each([
    ['طالبان جامعيان يزوران موسكو', 'طالبان', 'two students: جامعيان', 'طالبان اثنان لا الحركة: جامعيان'],
    ['خبر عن طالبان', 'طالبان', 'no Afghan anchor', 'لا قرينة أفغانية'],
    [
      'الأزمة الفيروسية',
      'الفيروسية',
      '“روس” is only a part of another word here: الفيروسية',
      '«روس» هنا جزء من كلمة أخرى: الفيروسية',
    ],
    [
      'طالبان (المحظورة في روسيا)',
      'روسيا',
      'a phrase that does not count: المحظورة في روسيا',
      'عبارة لا تُحتسب: المحظورة في روسيا',
    ],
  ])('in «%s» tell why %s does not count', (title, surface, en, ar) => {
    const rejection = matchArticle(topic, { title }).rejected.find((item) => item.surface === surface)
    expect(rejection && describeReason(rejection.reason, 'en')).toBe(en)
    expect(rejection && describeReason(rejection.reason, 'ar')).toBe(ar)
  })
})

describe('reasons of a none', () => {
  it.each([
    ['طالبان جامعيان يزوران موسكو', ['two students: جامعيان', 'named: Russia; that is not enough for any rule']],
    ['خبر عن طالبان', ['no Afghan anchor', 'the article names nobody that the topic is about']],
    ['طقس معتدل', ['the article names nobody that the topic is about']],
    ['روسیه و طالبان در مسکو', ['the article is in Persian']],
  ])('for «%s» are %j', (title, said) => {
    const { tier, reasons } = matchArticle(topic, { title })
    expect(tier).toBe('none')
    expect(reasons.map((reason) => describeReason(reason, 'en'))).toEqual(said)
  })
})

describe('entitiesIn', () => {
  it.each([
    ['زار لافروف كابول', ['russia', 'kabul']],
    ['طقس اليوم معتدل', []],
  ])('lists those of «%s»', (text, entities) => {
    expect(entitiesIn(topic, text)).toEqual(entities)
  })
})
