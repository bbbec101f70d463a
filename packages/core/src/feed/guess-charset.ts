// How often each letter stands in Arabic news prose, in thousandths, rounded; only the order matters. It tells
// windows-1256 from ISO-8859-6, where the same byte is another letter (ل is E1 in the one and E4 in the other).
const LETTER_WEIGHT: Readonly<Record<string, number>> = {
  ا: 150,
  ل: 125,
  ي: 75,
  م: 65,
  و: 60,
  ن: 58,
  ر: 50,
  ت: 48,
  ب: 40,
  ع: 36,
  د: 34,
  س: 31,
  ف: 30,
  ه: 28,
  ق: 25,
  ك: 24,
  أ: 24,
  ح: 22,
  ة: 22,
  ج: 15,
  ش: 13,
  ص: 12,
  ط: 11,
  خ: 10,
  إ: 10,
  ذ: 8,
  ض: 8,
  ز: 8,
  ث: 7,
  ى: 7,
  غ: 5,
  ئ: 4,
  ء: 4,
  ظ: 3,
  آ: 2,
  ؤ: 2,
}
const ARABIC_RUN = /[\u0621-\u064A]{3,}/g
const SAMPLE_BYTES = 65_536
// Arabic prose scores about 55 a letter, other alphabets taken for it about 8.
const LEAST_A_LETTER = 20
const CANDIDATES = ['windows-1256', 'iso-8859-6'] as const

/** How much a text reads like Arabic: weight of its letter runs, less what cannot stand in Arabic prose. */
export function arabicScore(text: string): number {
  let score = 0
  for (const run of text.match(ARABIC_RUN) ?? []) {
    for (const letter of run) score += (LETTER_WEIGHT[letter] ?? 0) - 20
    if (run.startsWith('ال')) score += 200
  }
  const impossible = text.match(/[\uFFFD\u0080-\u009F]|[À-ÿ](?=[\u0621-\u064A])|(?<=[\u0621-\u064A])[À-ÿ]/g)
  return score - 100 * (impossible?.length ?? 0)
}

/** The Arabic single-byte charset that these bytes most read like, or null when they do not read like Arabic. */
export function guessArabicCharset(bytes: Uint8Array): string | null {
  const sample = bytes.subarray(0, SAMPLE_BYTES)
  let best: string | null = null
  let bestScore = 0
  for (const candidate of CANDIDATES) {
    const text = new TextDecoder(candidate).decode(sample)
    const score = arabicScore(text)
    const letters = (text.match(ARABIC_RUN) ?? []).join('').length
    if (score > bestScore && score > letters * LEAST_A_LETTER) [best, bestScore] = [candidate, score]
  }
  return best
}

export type WideCharset = 'utf-16le' | 'utf-16be' | 'utf-32le' | 'utf-32be'

/** UTF-16 and UTF-32 without a byte-order mark show as zero bytes in the same places of their ASCII markup. */
export function guessWide(bytes: Uint8Array): WideCharset | null {
  const length = Math.min(bytes.length & ~3, 400)
  if (length < 4) return null
  const zeros = [0, 0, 0, 0]
  for (let i = 0; i < length; i++) if (bytes[i] === 0) zeros[i & 3] = (zeros[i & 3] ?? 0) + 1
  const [first = 0, second = 0, third = 0, fourth = 0] = zeros
  const nearlyAll = (length / 4) * 0.9
  if (third > nearlyAll && fourth > nearlyAll) return 'utf-32le'
  if (first > nearlyAll && second > nearlyAll) return 'utf-32be'
  const [even, odd] = [first + third, second + fourth]
  const enough = length / 2 / 4
  if (odd > enough && even * 4 < odd) return 'utf-16le'
  return even > enough && odd * 4 < even ? 'utf-16be' : null
}
