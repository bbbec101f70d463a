import { foldArabic } from '../arabic/fold.ts'

// News goes on with whoever spoke first: «قال بوتين إن … . وأضاف أن …». Folded, as everything here.
const SAYS = '(?:قال|اضاف|اوضح|تابع|اشار|اكد|شدد|لفت|اعتبر|راي|اعلن|ذكر|صرح|حذر|كشف|نوه|استطرد|ختم|افاد)ت?'
const SPEAKER = 'الوزير|الرئيس|المسؤول|المبعوث|الدبلوماسي|المتحدث|السفير|المصدر|البيان'
const ASIDE = '(?:في|خلال|عقب|امام|ردا|لوكاله|لقناه)\\s+(?:\\p{L}+[\\s،]+){0,12}?'
const THAT = 'ب?ان(?:ه|ها|هم)?(?!\\p{L})'

// «وقالت مصادر أفغانية إن» has a speaker of its own; «وأضاف أن», «وأكد الوزير أنه» and «وقال في بيان إن» have not.
const GOES_ON = new RegExp(
  `^\\s*(?:و|كما\\s)${SAYS}\\s+(?:(?:${SPEAKER})\\s+)?(?:${ASIDE}|الي\\s+|علي\\s+)?${THAT}`,
  'u',
)
const REPORTS = new RegExp(`(?<!\\p{L})${THAT}`, 'u')
const SAID = new RegExp(`(?<!\\p{L})[وف]?${SAYS}(?!\\p{L})`, 'u')
const STOPS = /[.!?؟؛…\n]+/

/**
 * Whether what stands at `start` is said by the name before it: a verb of saying goes before that name and أن or إن
 * comes only after it, and every sentence from there on goes on reporting.
 */
export function isSaidBy(text: string, speaker: { start: number; end: number }, start: number): boolean {
  const before = foldArabic(text.slice(0, speaker.start).split(STOPS).at(-1) ?? '')
  const [own = '', ...others] = text.slice(speaker.end, start).split(STOPS).map(foldArabic)
  if (!SAID.test(before) || REPORTS.test(before) || !REPORTS.test(own)) return false
  return others.every((sentence) => GOES_ON.test(sentence))
}
