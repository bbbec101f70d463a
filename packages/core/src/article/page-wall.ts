import { foldArabic } from '../arabic/index.ts'

export type WallReason = 'cookie-wall' | 'paywall' | 'challenge' | 'login'

const folded = (phrases: string): string =>
  phrases
    .split('|')
    .map((phrase) => foldArabic(phrase))
    .join('|')

// What a page says when it shows something else than the article. Read on short pages only: a real article may
// speak of cookies, subscriptions and robots too.
const SIGNS: readonly (readonly [WallReason, RegExp])[] = [
  [
    'challenge',
    new RegExp(
      `${folded('تأكد أنك لست روبوت|لست روبوتا|التحقق من أنك إنسان|جارٍ التحقق|جاري التحقق من المتصفح|تفعيل جافا سكريبت|قم بتمكين JavaScript')}|just a moment|checking your browser|attention required|verify(?:ing)? (?:that )?you are (?:a )?human|are you a robot|captcha|enable javascript|access denied|request unsuccessful|ddos protection|unusual traffic|pardon our interruption`,
      'i',
    ),
  ],
  [
    'cookie-wall',
    new RegExp(
      `${folded('ملفات تعريف الارتباط|ملفات تعريف الإرتباط|ملفات الارتباط|سياسة الكوكيز|قبول الكل')}|before you continue|we (?:and our partners )?use cookies|accept (?:all )?cookies|cookie (?:policy|consent)|manage consent`,
      'i',
    ),
  ],
  [
    'paywall',
    new RegExp(
      `${folded('هذا المحتوى للمشتركين|المحتوى متاح للمشتركين|للمشتركين فقط|اشترك لقراءة|اشترك لتتمكن من قراءة|اشترك الآن لمتابعة القراءة|لمتابعة القراءة اشترك|تبقى لك من المقالات|محتوى حصري للمشتركين|محتوى مدفوع')}|subscribe to (?:continue|read)|subscribers? only|to continue reading|already a subscriber`,
      'i',
    ),
  ],
  [
    'login',
    new RegExp(
      `${folded('سجل الدخول للمتابعة|سجل دخولك للمتابعة|يرجى تسجيل الدخول|تسجيل الدخول لقراءة')}|(?:log|sign) in to (?:continue|read)|please (?:log|sign) in`,
      'i',
    ),
  ],
]
const SHORT_CHARS = 700

/**
 * Why a page is a wall and no article, or null. `text` is what extraction found, `page` the whole page's text and title.
 */
export function wallOf(page: { title: string; text: string; all: string; free?: boolean }): WallReason | null {
  if (page.free === false && page.text.length < SHORT_CHARS) return 'paywall'
  if (page.text.length >= SHORT_CHARS) return null
  const said = foldArabic(`${page.title} ${page.all.length < 6000 ? page.all : page.text}`)
  const long = page.text.length > 300
  for (const [reason, sign] of SIGNS) {
    // A few honest lines with a cookie notice under them are an article; a wall has next to nothing but its notice.
    if (long && reason !== 'paywall' && !sign.test(foldArabic(page.text))) continue
    if (sign.test(said) && (reason !== 'cookie-wall' || page.text.length < 200 || sign.test(foldArabic(page.text))))
      return reason
  }
  return null
}
