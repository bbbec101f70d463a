import type { Lang } from './lang.ts'

/** The forms of one Arabic counted noun. `#` stands for the number.
 *  Keys are CLDR's plural categories; `two` has its own form after a preposition (من خبرين). */
export interface ArabicForms {
  zero: string
  one: string
  two: string
  twoOblique: string
  few: string
  many: string
  other: string
}

export interface NounForms {
  ar: ArabicForms
  en: { zero: string; one: string; other: string }
}

type Gender = 'm' | 'f'

/** Builds the six forms from the four that differ: خبر، خبران، أخبار، خبرًا. 11–99 take the singular accusative,
 *  100 and more the singular genitive, which news pages write without case marks: only its tanwin shows (خبرًا). */
function arabic(singular: string, dual: string, plural: string, accusative: string, gender: Gender): ArabicForms {
  return {
    zero: `لا ${plural}`,
    one: `${singular} ${gender === 'f' ? 'واحدة' : 'واحد'}`,
    two: dual,
    twoOblique: dual.replace(/ان(?= |$)/g, 'ين'),
    few: `# ${plural}`,
    many: `# ${accusative}`,
    other: `# ${singular}`,
  }
}

function english(singular: string, plural = `${singular}s`): NounForms['en'] {
  return { zero: `no ${plural}`, one: `# ${singular}`, other: `# ${plural}` }
}

/** Every noun that is counted anywhere. A row without one of the languages does not compile. */
export const nouns = {
  item: { ar: arabic('خبر', 'خبران', 'أخبار', 'خبرًا', 'm'), en: english('item') },
  match: { ar: arabic('مطابقة', 'مطابقتان', 'مطابقات', 'مطابقة', 'f'), en: english('match', 'matches') },
  source: { ar: arabic('مصدر', 'مصدران', 'مصادر', 'مصدرًا', 'm'), en: english('source') },
  feed: { ar: arabic('خلاصة', 'خلاصتان', 'خلاصات', 'خلاصة', 'f'), en: english('feed') },
  outlet: { ar: arabic('وسيلة', 'وسيلتان', 'وسائل', 'وسيلة', 'f'), en: english('outlet') },
  story: { ar: arabic('قصة', 'قصتان', 'قصص', 'قصة', 'f'), en: english('story', 'stories') },
  text: { ar: arabic('نص', 'نصّان', 'نصوص', 'نصًّا', 'm'), en: english('text') },
  independentText: {
    ar: {
      zero: 'لا نصوص مستقلة',
      one: 'نص مستقل واحد',
      two: 'نصّان مستقلان',
      twoOblique: 'نصّين مستقلين',
      few: '# نصوص مستقلة',
      many: '# نصًّا مستقلًا',
      other: '# نص مستقل',
    },
    en: english('independent text'),
  },
  article: { ar: arabic('مقال', 'مقالان', 'مقالات', 'مقالًا', 'm'), en: english('article') },
  alert: { ar: arabic('تنبيه', 'تنبيهان', 'تنبيهات', 'تنبيهًا', 'm'), en: english('alert') },
  digest: { ar: arabic('نشرة', 'نشرتان', 'نشرات', 'نشرة', 'f'), en: english('digest') },
  message: { ar: arabic('رسالة', 'رسالتان', 'رسائل', 'رسالة', 'f'), en: english('message') },
  chat: { ar: arabic('محادثة', 'محادثتان', 'محادثات', 'محادثة', 'f'), en: english('chat') },
  operator: { ar: arabic('مشغّل', 'مشغّلان', 'مشغّلين', 'مشغّلًا', 'm'), en: english('operator') },
  alias: { ar: arabic('لفظ', 'لفظان', 'ألفاظ', 'لفظًا', 'm'), en: english('alias', 'aliases') },
  name: { ar: arabic('اسم', 'اسمان', 'أسماء', 'اسمًا', 'm'), en: english('name') },
  phrase: { ar: arabic('عبارة', 'عبارتان', 'عبارات', 'عبارة', 'f'), en: english('phrase') },
  word: { ar: arabic('كلمة', 'كلمتان', 'كلمات', 'كلمة', 'f'), en: english('word') },
  line: { ar: arabic('سطر', 'سطران', 'أسطر', 'سطرًا', 'm'), en: english('line') },
  edit: { ar: arabic('تعديل', 'تعديلان', 'تعديلات', 'تعديلًا', 'm'), en: english('edit') },
  gap: { ar: arabic('فجوة', 'فجوتان', 'فجوات', 'فجوة', 'f'), en: english('gap') },
  vote: { ar: arabic('صوت', 'صوتان', 'أصوات', 'صوتًا', 'm'), en: english('vote') },
  // The hamza is written another way before ي than before ا.
  error: { ar: { ...arabic('خطأ', 'خطآن', 'أخطاء', 'خطأً', 'm'), twoOblique: 'خطأين' }, en: english('error') },
  attempt: { ar: arabic('محاولة', 'محاولتان', 'محاولات', 'محاولة', 'f'), en: english('attempt') },
  time: { ar: arabic('مرة', 'مرتان', 'مرات', 'مرة', 'f'), en: english('time') },
  second: { ar: { ...arabic('ثانية', 'ثانيتان', 'ثوانٍ', 'ثانية', 'f'), zero: 'لا ثواني' }, en: english('second') },
  minute: { ar: arabic('دقيقة', 'دقيقتان', 'دقائق', 'دقيقة', 'f'), en: english('minute') },
  hour: { ar: arabic('ساعة', 'ساعتان', 'ساعات', 'ساعة', 'f'), en: english('hour') },
  day: { ar: arabic('يوم', 'يومان', 'أيام', 'يومًا', 'm'), en: english('day') },
  week: { ar: arabic('أسبوع', 'أسبوعان', 'أسابيع', 'أسبوعًا', 'm'), en: english('week') },
  month: { ar: arabic('شهر', 'شهران', 'أشهر', 'شهرًا', 'm'), en: english('month') },
} satisfies Record<string, NounForms>

export type Noun = keyof typeof nouns

/** The forms of a noun in one language, for tests and for pages that show them all. */
export function formsOf<L extends Lang>(lang: L, noun: Noun): NounForms[L] {
  const row: NounForms = nouns[noun]
  return row[lang]
}
