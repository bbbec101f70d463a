import { wordsOf } from '../arabic/index.ts'
import { bareWord, stemOf } from './bare-word.ts'
import { concepts } from './concepts.ts'
import { isNumberWord } from './numbers.ts'

// Folded. Words that say nothing about which event it is.
const EMPTY = new Set(
  wordsOf(
    `في من على إلى عن مع بعد قبل بين خلال منذ حتى أن إن أنه إنه التي الذي الذين هذا هذه ذلك تلك كل بعض غير عند لدى ضد حول أو ثم كما قد لم لن لا ما هو هي هم كان كانت
     قال قالت يقول أعلن أعلنت تعلن يعلن أكد أكدت يؤكد تؤكد أضاف أوضح ذكرت أفادت بحسب وفق وفقا عبر أمس اليوم غدا مساء صباح يوم الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت
     وزير وزارة خارجية الخارجية رئيس الرئيس حركة تنظيم مسؤول متحدث باسم بيان وكالة عاجل فيديو صور تقرير جديد جديدة نظيره ممثل خاص دولي دولية أول آخر إثر جراء نحو أكثر عدد قرب العاصمة حكومة قوات تابعة تابع حيث مسؤولي مسؤولين قادة تصبح رسميا رسمي يجب ألا لعدم تقرر المفروض المفروضة
     عنيفة عنيف مقاتلي مقاتلو مقاتلين دامية دامي عمله مهامه أشخاص شخصا شخص عناصر عنصر عنصرا الجانبين البلدين وترد ترد يرد
     يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر كانون شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين`,
  ),
)

/** Whether a folded word says nothing about which event it is. */
export function isEmptyWord(word: string): boolean {
  return EMPTY.has(word) || EMPTY.has(bareWord(word)) || isNumberWord(word) || word.length < 3
}

/** The kinds of happening that a folded word tells of. As written, without clitics, and last without a single ب or ل (بهجوم): "بحث"
 *  must not be read as ب + حث. */
export function conceptsOfWord(word: string): string[] {
  const known = told.get(word)
  if (known) return known
  if (told.size > 20_000) told.clear()
  const found = readConcepts(word)
  told.set(word, found)
  return found
}

// Headlines repeat a few thousand words; some fifty patterns on each would be most of a signature's cost.
const told = new Map<string, string[]>()

function readConcepts(word: string): string[] {
  for (const form of [word, bareWord(word), word.replace(/^[وف]?[بلك](?=\p{L}{3})/u, '')]) {
    const told = concepts.filter((concept) => concept.words.test(form)).map(({ id }) => id)
    if (told.length > 0) return told
  }
  return []
}

/** One name for a word and its synonyms. */
export function meaningOf(word: string): string {
  return conceptsOfWord(word)[0] ?? stemOf(word)
}
