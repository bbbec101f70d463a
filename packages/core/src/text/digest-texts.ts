import { type CountOptions, count } from './count.ts'
import type { Noun } from './nouns.ts'
import { textRows } from './text-rows.ts'

const ar = (noun: Noun, n: number, options?: CountOptions) => count('ar', noun, n, options)
const en = (noun: Noun, n: number, options?: CountOptions) => count('en', noun, n, options)

/** What digests, alerts and story cards say. Values are plain numbers, or text that is composed already. */
export const digestTexts = textRows({
  untitled: { ar: '(بلا عنوان)', en: '(untitled)' },
  archive: { ar: 'أرشيف', en: 'archive' },
  digestTitle: {
    ar: (date: string) => `نشرة راصد · ${date}`,
    en: (date: string) => `Rasid digest · ${date}`,
  },
  sampleTitle: {
    ar: (date: string) => `نموذج من نشرة راصد · ${date}`,
    en: (date: string) => `A sample of Rasid’s digest · ${date}`,
  },
  issue: { ar: (number: string) => `العدد ${number}`, en: (number: string) => `no. ${number}` },
  period: {
    ar: (from: string, to: string) => `من ${from} إلى ${to}`,
    en: (from: string, to: string) => `from ${from} to ${to}`,
  },
  caughtUp: {
    ar: (missed: number, options: CountOptions) =>
      `تجمع هذه النشرة ما فات من ${ar('digest', missed, { ...options, grammar: 'oblique' })}`,
    en: (missed: number, options: CountOptions) =>
      `This digest also covers ${en('digest', missed, options)} that could not be sent`,
  },
  restored: {
    ar: (moment: string) =>
      `استُعيدت بيانات راصد من نسخة احتياطية (${moment}). هذا ما جاء بعدها، وقد يكون بعضه وصلك من قبل. إن غيّرت إعداداتك بعدها فراجعها: ⁦/settings⁩`,
    en: (moment: string) =>
      `Rasid’s data was restored from a backup (${moment}). This is what came since; you may have had some of it already. If you changed your settings after that, look at them: /settings`,
  },
  part: {
    ar: (part: string, parts: string) => `الجزء ${part} من ${parts}`,
    en: (part: string, parts: string) => `part ${part} of ${parts}`,
  },
  core: { ar: 'أساسي', en: 'Core' },
  related: { ar: 'ذو صلة', en: 'Related' },
  coreHeading: { ar: 'القصص الأساسية', en: 'Core stories' },
  relatedHeading: { ar: 'قصص ذات صلة', en: 'Related stories' },
  followed: { ar: (names: string) => `تتابع: ${names}`, en: (names: string) => `you follow: ${names}` },
  raised: { ar: 'صارت أساسية', en: 'now core' },
  outlets: {
    ar: (outlets: number, options: CountOptions) => ar('outlet', outlets, options),
    en: (outlets: number, options: CountOptions) => en('outlet', outlets, options),
  },
  independentTexts: {
    ar: (texts: number, options: CountOptions) => ar('independentText', texts, options),
    en: (texts: number, options: CountOptions) => en('independentText', texts, options),
  },
  moreOutlets: {
    ar: (more: number, options: CountOptions) => `و${ar('outlet', more, options)} غيرها`,
    en: (more: number, options: CountOptions) => `and ${en('outlet', more, options)} more`,
  },
  coverageTitle: { ar: 'التغطية', en: 'Coverage' },
  reachedOf: {
    ar: (reached: string, total: number, options: CountOptions) =>
      `${reached} من ${ar('source', total, { ...options, grammar: 'oblique', zero: 'digit' })}`,
    en: (reached: string, total: number, options: CountOptions) =>
      `${reached} of ${en('source', total, { ...options, zero: 'digit' })}`,
  },
  items: {
    ar: (items: number, options: CountOptions) => ar('item', items, options),
    en: (items: number, options: CountOptions) => en('item', items, options),
  },
  matches: {
    ar: (matches: number, options: CountOptions) => ar('match', matches, options),
    en: (matches: number, options: CountOptions) => en('match', matches, options),
  },
  emptyDigest: { ar: 'لا جديد', en: 'Nothing new' },
  noStoriesYet: {
    ar: 'لا قصص بعد. ستصلك أول نشرة في موعدها.',
    en: 'No stories yet. Your first digest comes at its hour.',
  },
  nothingFound: {
    ar: (words: string) => `لا نتائج للبحث عن «${words}».`,
    en: (words: string) => `Nothing found for “${words}”.`,
  },
  foundTitle: { ar: (words: string) => `نتائج البحث عن «${words}»`, en: (words: string) => `Found for “${words}”` },
  latestTitle: { ar: 'آخر القصص', en: 'Latest stories' },
  alertCore: { ar: 'تنبيه', en: 'Alert' },
  alertRelated: { ar: 'تنبيه · ذو صلة', en: 'Alert · related' },
  alertRaised: { ar: 'تنبيه · صارت أساسية', en: 'Alert · now core' },
  development: { ar: 'تطوّر', en: 'Development' },
  denial: { ar: 'نفي', en: 'denial' },
  claim: { ar: 'تبنٍّ', en: 'claim of responsibility' },
  toll: { ar: 'ارتفاع الحصيلة', en: 'higher toll' },
  tollOf: { ar: (toll: string) => `ارتفاع الحصيلة إلى ${toll}`, en: (toll: string) => `toll up to ${toll}` },
  firstAt: { ar: (moment: string) => `أول نشر: ${moment}`, en: (moment: string) => `first seen: ${moment}` },
  outletsInOrder: { ar: 'الوسائل بترتيب النشر', en: 'Outlets in order' },
  whyTitle: { ar: 'لماذا وصلني هذا؟', en: 'Why did I get this?' },
  matchedWords: { ar: 'الألفاظ التي طابقت', en: 'Words that matched' },
  tierLine: { ar: (tier: string) => `الدرجة: ${tier}`, en: (tier: string) => `Tier: ${tier}` },
  ruleLine: { ar: (rule: string) => `القاعدة: ${rule}`, en: (rule: string) => `Rule: ${rule}` },
  whyButton: { ar: 'لماذا؟', en: 'Why?' },
  backButton: { ar: 'رجوع', en: 'Back' },
  cardButton: { ar: 'القصة ووسائلها', en: 'The story and its outlets' },
  useful: { ar: '👍', en: '👍' },
  notUseful: { ar: '👎', en: '👎' },
  readButton: { ar: 'اقرأ المقال', en: 'Read the article' },
  maybeRepeated: { ar: 'قد تكون هذه الرسالة مكررة', en: 'This message may be a repeat' },
})
