import { foldArabic } from '../arabic/index.ts'

// Agencies as bylines write them, folded: "كابل - رويترز", "(أ ف ب)", "موسكو (د ب أ) -".
const AGENCIES: readonly [id: string, names: string][] = [
  ['reuters', 'رويترز|reuters'],
  ['afp', 'ا ?ف ?ب|ا\\.ف\\.ب|فرانس برس|afp'],
  ['ap', 'ا ?ب|اسوشيتد برس|اسوشييتد برس|ap'],
  ['dpa', 'د ?ب ?ا|د\\.ب\\.ا|dpa'],
  ['tass', 'تاس|tass'],
  ['ria', 'نوفوستي|ريا نوفوستي'],
  ['sputnik', 'سبوتنيك|sputnik'],
  ['interfax', 'انترفاكس|interfax'],
  ['anadolu', 'الاناضول|anadolu'],
  ['xinhua', 'شينخوا|xinhua'],
  ['spa', 'واس'],
  ['wam', 'وام'],
  ['mena', 'ا ?ش ?ا'],
  ['petra', 'بترا'],
  ['qna', 'قنا'],
  ['efe', 'افي|efe'],
]

const DASH = '[-–—:/|،]'
const patterns = AGENCIES.map(([id, names]): [string, RegExp] => [
  id,
  // At the very start (place, then agency, then a dash or a bracket), or alone in brackets at the end.
  new RegExp(
    `^[^.\\n]{0,40}?(?:^|[\\s(«"${'\\-–—/'}])(?:وكاله\\s)?(?:${names})\\)?\\s*${DASH}|^[^.\\n]{0,30}\\((?:${names})\\)|\\((?:وكاله\\s)?(?:${names})\\)\\s*\\.?\\s*$`,
    'iu',
  ),
])

/** The agency whose byline a text carries, or null. "قالت رويترز" inside a sentence is a quotation, not a byline. */
export function agencyOf(text: string): string | null {
  const folded = foldArabic(text.trim())
  return patterns.find(([, pattern]) => pattern.test(folded))?.[0] ?? null
}
