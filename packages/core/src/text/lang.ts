/** The two languages of everything that people read. Arabic is the default, English on choice. */
export type Lang = 'ar' | 'en'

/** `latn` 0123456789, `arab` ٠١٢٣٤٥٦٧٨٩. A setting of the chat; `latn` by default, as most Arabic news sites print. */
export type Digits = 'latn' | 'arab'

/** The locale handed to Intl. Digits and calendar are always pinned: the bare `ar-SA` prints Hijri dates,
 *  and the default digits of `ar` change with the ICU version. English never takes Arabic digits. */
export function localeOf(lang: Lang, digits: Digits = 'latn'): string {
  return lang === 'ar' ? `ar-u-nu-${digits}-ca-gregory` : 'en-GB-u-nu-latn-ca-gregory'
}
