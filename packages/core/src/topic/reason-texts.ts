import type { Reason } from './reasons.ts'
import type { Bilingual } from './topic-schema.ts'

const LANGUAGES: Readonly<Record<string, Bilingual>> = {
  fa: { ar: 'بالفارسية', en: 'in Persian' },
  ur: { ar: 'بالأردية', en: 'in Urdu' },
  ps: { ar: 'بالبشتوية', en: 'in Pashto' },
  ar: { ar: 'بالعربية', en: 'in Arabic' },
}
const OTHER_LANGUAGE: Bilingual = { ar: 'بلغة لا يقرؤها الموضوع', en: 'in a language that the topic does not read' }

const days = {
  ar: new Intl.DateTimeFormat('ar-u-nu-latn-ca-gregory', { dateStyle: 'long', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }),
}

const dayIn = (lang: 'ar' | 'en', day: string): string => days[lang].format(new Date(day))
const listed = (titles: readonly Bilingual[], lang: 'ar' | 'en', joint: string): string =>
  titles.map((title) => title[lang]).join(joint)

function inArabic(reason: Reason): string {
  switch (reason.code) {
    case 'rule':
      return reason.title.ar
    case 'no-rule':
      return `ذُكر: ${listed(reason.found, 'ar', '، ')}؛ وهذا لا يكفي لأي قاعدة`
    case 'nothing-found':
      return 'لا يذكر المقال أحدا من أطراف الموضوع'
    case 'language':
      return `المقال ${(LANGUAGES[reason.language] ?? OTHER_LANGUAGE).ar}`
    case 'inside-word':
      return `«${reason.alias}» هنا جزء من كلمة أخرى: ${reason.word}`
    case 'masked':
      return `عبارة لا تُحتسب: ${reason.phrase}`
    case 'boilerplate':
      return 'في قائمة روابط لا في المقال'
    case 'denied':
      return `«${reason.word}» غير «${reason.alias}»`
    case 'cue':
      return `${reason.reason.ar}: ${reason.word}`
    case 'no-anchor':
      return reason.said?.ar ?? `«${reason.alias}» وحدها لا تكفي، ولا ذكر هنا لـ: ${listed(reason.anchors, 'ar', '، ')}`
    case 'other-meaning':
      return `«${reason.alias}» قد تعني غير ذلك حيث تُذكر ${reason.entity.ar}`
    case 'out-of-date':
      return reason.since
        ? `«${reason.alias}» تعني ${reason.entity.ar} منذ ${dayIn('ar', reason.since)} فقط`
        : `«${reason.alias}» كانت تعني ${reason.entity.ar} حتى ${dayIn('ar', reason.until ?? '')} فقط`
    case 'yields':
      return `المقصود ${reason.to.ar}`
    case 'damped':
      return `${reason.entity.ar}: ${reason.damping.ar}`
    case 'missing':
      return `لا ذكر: ${reason.entity.ar}`
  }
}

function inEnglish(reason: Reason): string {
  switch (reason.code) {
    case 'rule':
      return reason.title.en
    case 'no-rule':
      return `named: ${listed(reason.found, 'en', ', ')}; that is not enough for any rule`
    case 'nothing-found':
      return 'the article names nobody that the topic is about'
    case 'language':
      return `the article is ${(LANGUAGES[reason.language] ?? OTHER_LANGUAGE).en}`
    case 'inside-word':
      return `“${reason.alias}” is only a part of another word here: ${reason.word}`
    case 'masked':
      return `a phrase that does not count: ${reason.phrase}`
    case 'boilerplate':
      return 'in a list of links, not in the article'
    case 'denied':
      return `“${reason.word}” is not “${reason.alias}”`
    case 'cue':
      return `${reason.reason.en}: ${reason.word}`
    case 'no-anchor':
      return (
        reason.said?.en ??
        `“${reason.alias}” alone is not enough, with no mention of ${listed(reason.anchors, 'en', ', ')}`
      )
    case 'other-meaning':
      return `“${reason.alias}” may mean something else beside ${reason.entity.en}`
    case 'out-of-date':
      return reason.since
        ? `“${reason.alias}” means ${reason.entity.en} only since ${dayIn('en', reason.since)}`
        : `“${reason.alias}” meant ${reason.entity.en} only until ${dayIn('en', reason.until ?? '')}`
    case 'yields':
      return `${reason.to.en} is meant`
    case 'damped':
      return `${reason.entity.en}: ${reason.damping.en}`
    case 'missing':
      return `no mention of ${reason.entity.en}`
  }
}

/** The wording of every reason, a function per language. */
export const reasonTexts = { ar: inArabic, en: inEnglish }
