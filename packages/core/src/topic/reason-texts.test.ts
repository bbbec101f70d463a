import { expect, it } from 'vitest'
import { describeReason, type Reason } from './reasons.ts'

const russia = { ar: 'روسيا', en: 'Russia' }
const kabul = { ar: 'كابل', en: 'Kabul' }

const rows: [Reason, string, string][] = [
  [{ code: 'rule', rule: 'x', title: russia }, 'روسيا', 'Russia'],
  [
    { code: 'no-rule', found: [russia, kabul] },
    'ذُكر: روسيا، كابل؛ وهذا لا يكفي لأي قاعدة',
    'named: Russia, Kabul; that is not enough for any rule',
  ],
  [
    { code: 'nothing-found' },
    'لا يذكر المقال أحدا من أطراف الموضوع',
    'the article names nobody that the topic is about',
  ],
  [{ code: 'language', language: 'fa' }, 'المقال بالفارسية', 'the article is in Persian'],
  [{ code: 'language', language: 'ur' }, 'المقال بالأردية', 'the article is in Urdu'],
  [{ code: 'language', language: 'ps' }, 'المقال بالبشتوية', 'the article is in Pashto'],
  [{ code: 'language', language: 'ar' }, 'المقال بالعربية', 'the article is in Arabic'],
  [
    { code: 'language', language: 'other' },
    'المقال بلغة لا يقرؤها الموضوع',
    'the article is in a language that the topic does not read',
  ],
  [
    { code: 'inside-word', word: 'الفيروسية', alias: 'روس' },
    '«روس» هنا جزء من كلمة أخرى: الفيروسية',
    '“روس” is only a part of another word here: الفيروسية',
  ],
  [
    { code: 'masked', phrase: 'روسيا اليوم' },
    'عبارة لا تُحتسب: روسيا اليوم',
    'a phrase that does not count: روسيا اليوم',
  ],
  [{ code: 'boilerplate' }, 'في قائمة روابط لا في المقال', 'in a list of links, not in the article'],
  [{ code: 'denied', word: 'الكابل', alias: 'كابل' }, '«الكابل» غير «كابل»', '“الكابل” is not “كابل”'],
  [
    { code: 'cue', reason: { ar: 'طالبان اثنان', en: 'two students' }, word: 'جامعيان' },
    'طالبان اثنان: جامعيان',
    'two students: جامعيان',
  ],
  [
    { code: 'no-anchor', alias: 'برادر', anchors: [russia, kabul] },
    '«برادر» وحدها لا تكفي، ولا ذكر هنا لـ: روسيا، كابل',
    '“برادر” alone is not enough, with no mention of Russia, Kabul',
  ],
  [
    { code: 'no-anchor', alias: 'طالبان', anchors: [kabul], said: { ar: 'لا قرينة أفغانية', en: 'no Afghan anchor' } },
    'لا قرينة أفغانية',
    'no Afghan anchor',
  ],
  [
    { code: 'other-meaning', alias: 'الحركة', entity: { ar: 'حركات أخرى', en: 'other movements' } },
    '«الحركة» قد تعني غير ذلك حيث تُذكر حركات أخرى',
    '“الحركة” may mean something else beside other movements',
  ],
  [
    { code: 'out-of-date', alias: 'حكومة كابل', entity: { ar: 'طالبان', en: 'Taliban' }, since: '2021-08-15' },
    '«حكومة كابل» تعني طالبان منذ 15 أغسطس 2021 فقط',
    '“حكومة كابل” means Taliban only since 15 August 2021',
  ],
  [
    { code: 'out-of-date', alias: 'سيرديوكوف', entity: russia, until: '2012-11-07' },
    '«سيرديوكوف» كانت تعني روسيا حتى 7 نوفمبر 2012 فقط',
    '“سيرديوكوف” meant Russia only until 7 November 2012',
  ],
  [{ code: 'yields', to: kabul }, 'المقصود كابل', 'Kabul is meant'],
  [
    { code: 'damped', entity: russia, damping: { ar: 'قائمة دول', en: 'a list of countries' }, surface: 'روسيا' },
    'روسيا: قائمة دول',
    'Russia: a list of countries',
  ],
  [{ code: 'missing', entity: russia }, 'لا ذكر: روسيا', 'no mention of Russia'],
]

it.each(rows)('says %j as a person would', (reason, ar, en) => {
  expect(describeReason(reason, 'ar')).toBe(ar)
  expect(describeReason(reason, 'en')).toBe(en)
})
