import { foldArabic, type MatchInput, type Verdict, wordsOf } from '@rasid/core'

// What feed bots and search engines do with the same three entities: an AND of keyword lists.

/** A peer that gives a verdict on every article of a list. */
export interface Matcher {
  name: string
  judge(articles: readonly MatchInput[]): Promise<Verdict[]>
}

const RUSSIA = ['روسيا', 'روسي', 'روسية', 'موسكو', 'بوتين', 'الكرملين', 'لافروف']
const TALIBAN = ['طالبان']
const ISIS = ['داعش', 'تنظيم الدولة', 'ولاية خراسان']

export const keywordLists = { russia: RUSSIA, taliban: TALIBAN, isis: ISIS }

/** Two keyword groups present give the tier: Russia and Taliban core, any other two related. */
export function tierOf(russia: boolean, taliban: boolean, isis: boolean): Verdict {
  if (russia && taliban) return 'core'
  return (russia && isis) || (taliban && isis) ? 'related' : 'none'
}

const whole = (article: MatchInput): string => [article.title, article.summary, article.text].filter(Boolean).join('\n')

/** Folded substring AND. */
export const substringAnd: Matcher = {
  name: 'substring AND',
  judge: async (articles) =>
    articles.map((article) => {
      const text = foldArabic(whole(article))
      const has = (list: readonly string[]): boolean => list.some((keyword) => text.includes(foldArabic(keyword)))
      return tierOf(has(RUSSIA), has(TALIBAN), has(ISIS))
    }),
}

const LIGHT10_PREFIXES = ['وال', 'بال', 'كال', 'فال', 'ال', 'لل', 'و']
const LIGHT10_SUFFIXES = ['ها', 'ان', 'ات', 'ون', 'ين', 'يه', 'ه', 'ي']

/** light10 (Larkey, Ballesteros and Connell 2007), the stemmer of Lucene's Arabic analyser. */
export function light10(word: string): string {
  let stem = word
  const prefix = LIGHT10_PREFIXES.find(
    (candidate) => stem.startsWith(candidate) && stem.length >= candidate.length + (candidate === 'و' ? 3 : 2),
  )
  if (prefix !== undefined) stem = stem.slice(prefix.length)
  for (const suffix of LIGHT10_SUFFIXES)
    if (stem.endsWith(suffix) && stem.length >= suffix.length + 2) stem = stem.slice(0, -suffix.length)
  return stem
}

/** AND over light10 stems; a phrase needs all of its stems. */
export const light10And: Matcher = {
  name: 'light10 stems AND',
  judge: async (articles) =>
    articles.map((article) => {
      const stems = new Set(wordsOf(whole(article)).map(light10))
      const has = (list: readonly string[]): boolean =>
        list.some((keyword) => wordsOf(keyword).every((word) => stems.has(light10(word))))
      return tierOf(has(RUSSIA), has(TALIBAN), has(ISIS))
    }),
}
