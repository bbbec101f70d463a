import { isolate } from './bidi.ts'
import type { Lang } from './lang.ts'

/** Clocks to choose a zone from: the Arab world from east to west, its neighbours, then where its readers live. */
export const cities = [
  { zone: 'Asia/Riyadh', ar: 'الرياض', en: 'Riyadh' },
  { zone: 'Asia/Kuwait', ar: 'الكويت', en: 'Kuwait' },
  { zone: 'Asia/Qatar', ar: 'الدوحة', en: 'Doha' },
  { zone: 'Asia/Bahrain', ar: 'المنامة', en: 'Manama' },
  { zone: 'Asia/Dubai', ar: 'دبي', en: 'Dubai' },
  { zone: 'Asia/Muscat', ar: 'مسقط', en: 'Muscat' },
  { zone: 'Asia/Aden', ar: 'صنعاء', en: 'Sanaa' },
  { zone: 'Asia/Baghdad', ar: 'بغداد', en: 'Baghdad' },
  { zone: 'Asia/Damascus', ar: 'دمشق', en: 'Damascus' },
  { zone: 'Asia/Amman', ar: 'عمّان', en: 'Amman' },
  { zone: 'Asia/Beirut', ar: 'بيروت', en: 'Beirut' },
  { zone: 'Asia/Jerusalem', ar: 'القدس', en: 'Jerusalem' },
  { zone: 'Africa/Cairo', ar: 'القاهرة', en: 'Cairo' },
  { zone: 'Africa/Khartoum', ar: 'الخرطوم', en: 'Khartoum' },
  { zone: 'Africa/Tripoli', ar: 'طرابلس', en: 'Tripoli' },
  { zone: 'Africa/Tunis', ar: 'تونس', en: 'Tunis' },
  { zone: 'Africa/Algiers', ar: 'الجزائر', en: 'Algiers' },
  { zone: 'Africa/Casablanca', ar: 'الدار البيضاء', en: 'Casablanca' },
  { zone: 'Africa/Nouakchott', ar: 'نواكشوط', en: 'Nouakchott' },
  { zone: 'Europe/Istanbul', ar: 'إسطنبول', en: 'Istanbul' },
  { zone: 'Europe/Moscow', ar: 'موسكو', en: 'Moscow' },
  { zone: 'Asia/Kabul', ar: 'كابل', en: 'Kabul' },
  { zone: 'Asia/Karachi', ar: 'إسلام آباد', en: 'Islamabad' },
  { zone: 'Asia/Tashkent', ar: 'طشقند', en: 'Tashkent' },
  { zone: 'Europe/London', ar: 'لندن', en: 'London' },
  { zone: 'Europe/Paris', ar: 'باريس', en: 'Paris' },
  { zone: 'America/New_York', ar: 'نيويورك', en: 'New York' },
] as const

/** The city that a zone is shown by: "الرياض"; a zone outside the list by its own name, set apart in Arabic. */
export function cityOf(zone: string, lang: Lang): string {
  const known = cities.find((city) => city.zone === zone)
  if (known) return known[lang]
  return lang === 'ar' ? isolate(zone) : zone
}
