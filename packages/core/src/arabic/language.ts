// The gate in front of matching. It must look at raw letters: folded, Persian روسیه would equal روسية.

/** `other` is anything that is not written in Arabic letters. */
export type Language = 'ar' | 'fa' | 'ur' | 'ps' | 'other'

const PASHTO_LETTERS = /[ټډړځڅښږڼېۍګ]/g
const URDU_LETTERS = /[ٹڈڑںےۓ]/g
const PERSIAN_LETTERS = /[پچژگ]/g
// Typed by Iranian Arabic sites too, so they only count where nothing Arabic is seen.
const EASTERN_LETTERS = /[یکہھۀ]/g
const ARABIC_LETTERS = /[ةأإؤئىثذضظ]/g
const ARABIC_SCRIPT = /[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\ufb50-\ufdff\ufe70-\ufefc]/g
const LATIN_OR_CYRILLIC = /[A-Za-z\u00c0-\u024f\u0370-\u052f]/g
// Marks and controls that stand inside words; the zero-width non-joiner stays, Persian writes its words with it.
const INVISIBLE = /(?!\u200c)[\p{Cf}\p{Mn}\u0640]/gu
const WORD = /\p{L}[\p{L}\p{M}]*/gu

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '))

// Function words that the other languages do not share, with ی and ک written ي and ك.
const ARABIC_WORDS = words(
  'في فى إلى الى عن أن إن التي الذي الذين هذه هذا ذلك لم لن قد كان كانت قال قالت أو ثم حتى عند منذ غير نحو هل كيف ماذا لماذا بشأن يوم ليس كما لكن عبر أكثر أول عدة تم',
)
const PERSIAN_WORDS = words(
  'كه از را است برای براي این اين های هاي شد شده مي یک يك خود با به در آن كرد كند شود دارد وي درباره گفت اند نيست بايد بود عليه هاي تا روسيه خارجه ديدار آمريكا افغان طالبان‌ها نشست',
)
const URDU_WORDS = words('كے كي كا ميں ہے ہيں نے سے كو پر اور كہ يہ وه وہ تها گيا كيا نہيں')
const PASHTO_WORDS = words('په چي ته كي سره يي دي ده شو وي او هغه دغه د كړي شوي')

const SHARED_WITH_ARABIC = words('به خود كي وي كا دي او د ده شو افغان تا در را با اين هاي مي يك')

interface Evidence {
  ar: number
  fa: number
  ur: number
  ps: number
}

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0

function countWords(text: string, evidence: Evidence): void {
  for (const word of text.match(WORD) ?? []) {
    if (ARABIC_WORDS.has(word)) evidence.ar += 2
    // No other of these languages ends its words in ta marbuta.
    if (word.endsWith('ة')) evidence.ar += 1
    if (/^[وفبك]?ال.{3}|^و?لل.{3}/.test(word)) evidence.ar += 1
    const plain = word.replaceAll('ی', 'ي').replaceAll('ک', 'ك')
    const worth = SHARED_WITH_ARABIC.has(plain) ? 0.75 : 2
    if (PERSIAN_WORDS.has(plain)) evidence.fa += worth
    if (URDU_WORDS.has(plain)) evidence.ur += worth
    if (PASHTO_WORDS.has(plain)) evidence.ps += worth
  }
}

/** Long texts are judged by their beginning: the language of an article does not change after it. */
const ENOUGH = 1500

/**
 * The language of a text in Arabic letters, by raw letters and function words. `ar` wins when nothing
 * speaks against it, so that a headline of two names stays; Persian, Urdu and Pashto need evidence.
 */
export function languageOf(text: string): Language {
  const sample = text.slice(0, ENOUGH).replace(INVISIBLE, '')
  const script = count(sample, ARABIC_SCRIPT)
  if (script === 0 || count(sample, LATIN_OR_CYRILLIC) > script * 2) return 'other'
  const eastern = count(sample, EASTERN_LETTERS)
  const evidence: Evidence = {
    ar: Math.min(count(sample, ARABIC_LETTERS), 40) * 0.5,
    fa: count(sample, PERSIAN_LETTERS) * 0.75,
    ur: count(sample, URDU_LETTERS) * 3,
    ps: count(sample, PASHTO_LETTERS) * 3,
  }
  countWords(sample, evidence)
  // ي and ك of the Arabic keyboard speak for Arabic, their eastern twins against it.
  const western = count(sample, /[يك]/g)
  if (eastern > western) evidence.fa += Math.min(eastern, 6) * 0.5
  else evidence.ar += Math.min(western, 6) * 0.25
  return strongest(evidence)
}

function strongest(evidence: Evidence): Language {
  const { ar, fa, ur, ps } = evidence
  const other = Math.max(fa, ur, ps)
  if (other < 1 || ar >= other) return 'ar'
  if (ps >= ur && ps >= fa) return 'ps'
  return ur >= fa ? 'ur' : 'fa'
}
