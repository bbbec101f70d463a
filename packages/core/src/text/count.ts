import { type Digits, type Lang, localeOf } from './lang.ts'
import { type Noun, type NounForms, nouns } from './nouns.ts'

export interface CountOptions {
  digits?: Digits
  /** `oblique` after a preposition or an annexed noun: قبل ساعتين, من مصدرين. Only the dual shows it. */
  grammar?: 'nominative' | 'oblique'
  /** `digit` writes "0 أخبار" where a table needs the figure; the default is the word "لا أخبار". */
  zero?: 'word' | 'digit'
}

// Intl objects cost about 50 µs to build, a digest counts dozens of nouns.
const rules: Record<Lang, Intl.PluralRules> = { ar: new Intl.PluralRules('ar'), en: new Intl.PluralRules('en') }
const formats = new Map<string, Intl.NumberFormat>()

/** A number in the digits of the reader: `1,234` or `١٬٢٣٤`. */
export function formatNumber(lang: Lang, n: number, digits: Digits = 'latn'): string {
  const locale = localeOf(lang, digits)
  const format = formats.get(locale) ?? new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
  formats.set(locale, format)
  return format.format(n)
}

/** "خبران", "3 أخبار", "11 خبرًا", "100 خبر": the noun in the form that its number asks for (CLDR categories). */
export function count(lang: Lang, noun: Noun, n: number, options: CountOptions = {}): string {
  const number = formatNumber(lang, n, options.digits)
  const forms: NounForms = nouns[noun]
  if (n === 0 && options.zero === 'digit') return `${number} ${pluralOf(lang, forms)}`
  return (lang === 'ar' ? arabicForm(forms, n, options) : englishForm(forms, n)).replace('#', number)
}

function arabicForm(forms: NounForms, n: number, options: CountOptions): string {
  const category = rules.ar.select(n)
  return category === 'two' && options.grammar === 'oblique' ? forms.ar.twoOblique : forms.ar[category]
}

function englishForm(forms: NounForms, n: number): string {
  if (n === 0) return forms.en.zero
  return rules.en.select(n) === 'one' ? forms.en.one : forms.en.other
}

function pluralOf(lang: Lang, forms: NounForms): string {
  return (lang === 'ar' ? forms.ar.few : forms.en.other).replace('# ', '')
}
