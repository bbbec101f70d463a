import { count } from './count.ts'
import type { Noun } from './nouns.ts'
import { textRows } from './text-rows.ts'

const ar = (noun: Noun, n: number) => count('ar', noun, n)
const en = (noun: Noun, n: number) => count('en', noun, n)
const of = (noun: Noun, n: number) => count('ar', noun, n, { grammar: 'oblique' })

/** The page of a topic: its rules in force, its history, and trying a change. */
export const topicPageTexts = textRows({
  topic: { ar: 'الموضوع', en: 'Topic' },
  noSuchTopic: { ar: 'لا موضوع بهذا الاسم.', en: 'There is no such topic.' },
  noSuchEntity: { ar: 'لا كيان بهذا الاسم في الموضوع.', en: 'The topic has no such entity.' },
  inForce: {
    ar: (version: string, edits: string) => `القواعد المعمول بها ⁦${version}⁩، وفيها ${edits} من المشغّلين`,
    en: (version: string, edits: string) => `Rules in force ${version}, with ${edits} by operators`,
  },
  rules: { ar: 'القواعد', en: 'Rules' },
  entities: { ar: 'الكيانات وألفاظها', en: 'Entities and their aliases' },
  surfaces: { ar: (n: number) => `${n} من الصور`, en: (n: number) => (n === 1 ? '1 surface' : `${n} surfaces`) },
  ambiguous: { ar: 'ملتبس', en: 'ambiguous' },
  accepts: { ar: 'يُحتسب', en: 'counts' },
  refuses: { ar: 'لا يُحتسب', en: 'does not count' },
  before: { ar: 'قبله', en: 'before it' },
  after: { ar: 'بعده', en: 'after it' },
  onlyWith: { ar: 'لا يُحتسب إلا مع', en: 'counts only with' },
  notWith: { ar: 'لا يُحتسب مع', en: 'does not count with' },
  since: { ar: 'منذ', en: 'since' },
  until: { ar: 'حتى', en: 'until' },
  masks: { ar: 'أقنعة', en: 'Masks' },
  masksExplained: {
    ar: 'عبارات تُحجب قبل البحث عن الألفاظ',
    en: 'phrases that are covered before aliases are looked for',
  },
  cases: { ar: 'الحالات', en: 'Cases' },
  casesSum: {
    ar: (right: number, total: number) => `${right} من ${total} صحيحة`,
    en: (right: number, total: number) => `${right} of ${total} right`,
  },
  showCases: { ar: 'اعرض الحالات كلها', en: 'Show all cases' },
  wrongNow: { ar: 'خاطئة الآن', en: 'wrong now' },
  history: { ar: 'التعديلات', en: 'Edits' },
  noHistory: { ar: 'لم يُعدَّل الملف المشحون.', en: 'The shipped file has not been edited.' },
  editInForce: { ar: 'معمول به', en: 'in force' },
  editUndone: { ar: 'أُلغي', en: 'undone' },
  editSetAside: { ar: 'نُحّي جانبًا', en: 'set aside' },
  by: { ar: 'عدّله', en: 'by' },

  tryTitle: { ar: 'جرّب قبل أن تغيّر', en: 'Try before you change' },
  tryExplained: {
    ar: 'لا يُحفظ شيء. جرّب لفظًا على المقالات المحفوظة، أو الصق نصًا لترى حكمه، أو كليهما معًا.',
    en: 'Nothing is saved. Try an alias on the stored articles, or paste a text to see its verdict, or both.',
  },
  change: { ar: 'التغيير', en: 'Change' },
  addAlias: { ar: 'أضف لفظًا', en: 'Add an alias' },
  removeAlias: { ar: 'احذف لفظًا', en: 'Remove an alias' },
  addMask: { ar: 'أضف قناعًا', en: 'Add a mask' },
  removeMask: { ar: 'احذف قناعًا', en: 'Remove a mask' },
  entity: { ar: 'الكيان', en: 'Entity' },
  alias: { ar: 'اللفظ أو القناع', en: 'Alias or mask' },
  text: { ar: 'نص (سطره الأول عنوان)', en: 'Text (its first line is the title)' },
  on: { ar: 'على مقالات', en: 'On articles of' },
  days: { ar: (n: number) => `آخر ${of('day', n)}`, en: (n: number) => `the last ${en('day', n)}` },
  allTime: { ar: 'كل المحفوظ', en: 'all that is stored' },
  tryIt: { ar: 'جرّب', en: 'Try' },

  result: { ar: 'النتيجة', en: 'Result' },
  nothingAsked: { ar: 'اكتب لفظًا أو نصًا.', en: 'Write an alias or a text.' },
  nothingChanges: { ar: 'القواعد هكذا من قبل.', en: 'The rules are so already.' },
  refused: { ar: 'لا يمكن هذا التغيير:', en: 'This change is not possible:' },
  tooLong: {
    ar: 'طال الأمر فتوقفت التجربة. ضيّق المدة، أو شغّل ⁦rasid topic try⁩ على الخادم.',
    en: 'It took too long and was broken off. Choose a shorter time, or run rasid topic try on the server.',
  },
  foundAs: { ar: 'يوجد بهذه الصور', en: 'Found in these surfaces' },
  tried: {
    ar: (articles: number) => `جُرّب على ${of('article', articles)}`,
    en: (articles: number) => `Tried on ${en('article', articles)}`,
  },
  noChange: { ar: 'لا يتغير حكم أي مقال.', en: 'No article’s verdict changes.' },
  added: { ar: 'تطابق بعد أن لم تكن', en: 'Newly matched' },
  lost: { ar: 'لا تطابق بعد أن كانت', en: 'No longer matched' },
  raised: { ar: 'ترتفع إلى أساسي', en: 'Raised to core' },
  lowered: { ar: 'تهبط إلى ذي صلة', en: 'Lowered to related' },
  andMore: { ar: (n: number) => `و${ar('article', n)} أخرى`, en: (n: number) => `and ${n} more` },
  casesBroken: {
    ar: (n: number) => `حالات تصير خاطئة: ${n}، فلا يُقبل هذا التغيير`,
    en: (n: number) => `Cases that would become wrong: ${n}; such a change is not taken`,
  },
  casesMended: {
    ar: (n: number) => `حالات تصير صحيحة: ${n}`,
    en: (n: number) => `Cases that would become right: ${n}`,
  },
  casesStay: { ar: 'الحالات كلها كما كانت.', en: 'All cases stay as they are.' },
  alertsADay: {
    ar: (before: number, after: number) => `تنبيهات أساسية في اليوم: من ${before} إلى ${after}`,
    en: (before: number, after: number) => `Core alerts a day: ${before} → ${after}`,
  },
  verdictNow: { ar: 'حكم النص بالقواعد المعمول بها', en: 'The text by the rules in force' },
  verdictAfter: { ar: 'حكمه بعد التغيير', en: 'The text after the change' },
  toApply: {
    ar: 'للعمل به: في البوت بالأمر ⁦/topic⁩، أو على الخادم:',
    en: 'To put it into force: /topic in the bot, or on the server:',
  },
})
