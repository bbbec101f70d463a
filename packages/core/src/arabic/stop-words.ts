import { foldArabic } from './fold.ts'

const WORDS =
  'في من على إلى عن مع بين حتى منذ عند لدى نحو ضد حول خلال دون بعد قبل تحت فوق أمام وراء بسبب عبر غير سوى أن إن أنه إنه أنها إنها ' +
  'لكن ولكن ثم أو أم بل لا لم لن ما ليس ليست قد لقد هل كيف متى أين لماذا ماذا كم أي كل بعض جميع كان كانت يكون تكون قال قالت أعلن أعلنت ' +
  'هذا هذه ذلك تلك هؤلاء الذي التي الذين اللذين هو هي هم هن نحن أنا أنت به بها له لها فيه فيها منه منها عليه عليها إليه إليها كما كذلك أيضا ' +
  'اليوم أمس غدا يوم شهر عام سنة رئيس وزير دولة حكومة حركة تنظيم وفد خبر أخبار عاجل مصدر مصادر تقرير بيان الرئيس الوزير الدولة الحكومة الحركة'

const stopWords: ReadonlySet<string> = new Set(WORDS.split(' ').map(foldArabic))

/** Whether a folded word is too common to name anything: function words and the commonest news words. */
export function isStopWord(foldedWord: string): boolean {
  return stopWords.has(foldedWord) || stopWords.has(foldedWord.replace(/^[وفبكل]/, ''))
}
