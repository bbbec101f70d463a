import { foldArabic } from '../arabic/index.ts'

// The four Arabic families (Egypt and the Gulf; the Levant and Iraq; Algeria and Tunisia; Morocco), then the other
// languages that feeds were seen to write. Position is the month's number; spellings are parted by spaces.
const GREGORIAN: readonly (readonly string[])[] = [
  [
    'يناير',
    'فبراير',
    'مارس',
    'أبريل ابريل إبريل',
    'مايو',
    'يونيو يونية يونيه',
    'يوليو يولية يوليه',
    'أغسطس اغسطس',
    'سبتمبر',
    'أكتوبر اكتوبر',
    'نوفمبر',
    'ديسمبر',
  ],
  [
    'كانون_الثاني',
    'شباط',
    'آذار اذار أذار',
    'نيسان',
    'أيار ايار',
    'حزيران',
    'تموز',
    'آب اب',
    'أيلول ايلول',
    'تشرين_الأول تشرين_الاول',
    'تشرين_الثاني',
    'كانون_الأول كانون_الاول',
  ],
  ['جانفي', 'فيفري', '', 'أفريل افريل', 'ماي', 'جوان', 'جويلية جويليه', 'أوت اوت', '', '', '', ''],
  ['', '', '', '', '', 'يونيوز', 'يوليوز', 'غشت', 'شتنبر', '', 'نونبر', 'دجنبر'],
  [
    'january jan',
    'february feb',
    'march mar',
    'april apr',
    'may',
    'june jun',
    'july jul',
    'august aug',
    'september sep sept',
    'october oct',
    'november nov',
    'december dec',
  ],
  [
    'janvier janv',
    'février fevrier févr fev',
    'mars',
    'avril avr',
    'mai',
    'juin',
    'juillet juil',
    'août aout',
    'septembre',
    'octobre',
    'novembre',
    'décembre decembre déc',
  ],
  [
    'januar január jänner gennaio enero',
    'februar február febbraio febrero',
    'märz mär mrz március marcius marzo',
    'április aprilis aprile abril',
    'május majus maggio mayo',
    'juni június junius giugno junio',
    'juli július julius luglio julio',
    'augusztus agosto',
    'szeptember settembre septiembre',
    'oktober október ottobre octubre okt',
    'novembre noviembre',
    'dezember dicembre diciembre dez',
  ],
  [
    'ιαν',
    'φεβ',
    'μαρ μάρ μάώ',
    'απρ',
    'μαι μάι μαϊ',
    'ιουν ιούν ιον',
    'ιουλ ιούλ ιολ',
    'αυγ αύγ',
    'σεπ',
    'οκτ',
    'νοε νοέ',
    'δεκ',
  ],
  [
    'января янв',
    'февраля фев',
    'марта мар',
    'апреля апр',
    'мая май',
    'июня июн',
    'июля июл',
    'августа авг',
    'сентября сен',
    'октября окт',
    'ноября ноя',
    'декабря дек',
  ],
  ['ژانویه', 'فوریه', '', 'آوریل', 'مه', 'ژوئن', 'ژوئیه', 'اوت', 'سپتامبر', 'اکتبر', 'نوامبر', 'دسامبر'],
]
const HIJRI: readonly string[] = [
  'محرم المحرم',
  'صفر',
  'ربيع_الأول ربيع_الاول',
  'ربيع_الثاني ربيع_الآخر ربيع_الاخر',
  'جمادى_الأولى جمادى_الاولى جمادي_الأولى جمادى_الأول جمادى_الاول',
  'جمادى_الآخرة جمادى_الثانية جمادى_الاخرة جمادي_الثانية جمادى_الآخر جمادى_الثاني',
  'رجب',
  'شعبان',
  'رمضان',
  'شوال',
  'ذو_القعدة ذي_القعدة ذوالقعدة',
  'ذو_الحجة ذي_الحجة ذوالحجة',
]

function numbered(families: readonly (readonly string[])[]): ReadonlyMap<string, number> {
  const months = new Map<string, number>()
  for (const family of families) {
    for (const [index, spellings] of family.entries()) {
      for (const spelling of spellings.split(' ')) if (spelling !== '') months.set(foldName(spelling), index + 1)
    }
  }
  return months
}

const MONTHS = numbered(GREGORIAN)
const HIJRI_MONTHS = numbered([HIJRI])

/** One spelling for a name: lower case, Arabic letters folded, marks of Latin and Greek letters kept. */
export function foldName(name: string): string {
  return foldArabic(name.toLowerCase())
}

/** 1 to 12 for the name of a Gregorian month in a language that feeds write; a long Latin name counts by its first three letters. */
export function monthOf(name: string): number | undefined {
  return MONTHS.get(name) ?? (/^[a-z]{4,12}$/.test(name) ? MONTHS.get(name.slice(0, 3)) : undefined)
}

/** 1 to 12 for the Arabic name of an Islamic month. */
export function hijriMonthOf(name: string): number | undefined {
  return HIJRI_MONTHS.get(name)
}

/** Joins the two words of كانون الثاني, ربيع الأول and their like by an underscore, in folded text. */
export function joinMonthWords(folded: string): string {
  return folded.replace(/(^|[^\p{L}])(كانون|تشرين|ربيع|جمادي|ذو|ذي)\s+(ال\p{L}+)/gu, '$1$2_$3')
}
