import { foldArabic, searchWords } from '../arabic/index.ts'
import type { IgnoredReason, ParsedSearch, SearchFilters, SearchTerm } from './search-query.ts'

type FilterName = 'entity' | 'outlet' | 'tier' | 'story' | 'from' | 'to'

const FILTER_WORDS: Record<FilterName, string> = {
  entity: 'entity كيان',
  outlet: 'outlet وسيلة مصدر',
  tier: 'tier درجة مستوى',
  story: 'story قصة',
  from: 'from since من منذ',
  to: 'to until إلى حتى',
}

const filterNames = new Map(
  (Object.entries(FILTER_WORDS) as [FilterName, string][]).flatMap(([name, words]) =>
    words.split(' ').map((word) => [foldArabic(word), name] as const),
  ),
)

const TIERS = new Map(
  [
    ...['core', 'أساسي', 'أساسية'].map((word) => [word, 'core'] as const),
    ...['related', 'صلة', 'ذو صلة', 'ذات صلة'].map((word) => [word, 'related'] as const),
  ].map(([word, tier]) => [foldArabic(word), tier] as const),
)

// An optional minus, an optional filter's name with its colon, then a quoted text or anything up to a space.
const PART = /([-−–]?)(?:([\p{L}]+)[:：])?(?:["“”«]([^"“”»]*)["“”»]?(\*?)|(\S+)|(?=\s|$))/gu

/**
 * Reads a query: words that must all be there, `"a phrase"` (« » too), `prefix*`, `-excluded`, and the filters
 * `entity: outlet: tier: story: from: to:` or in Arabic `كيان: وسيلة: درجة: قصة: من: إلى:`. A word that is no filter
 * before a colon is a word. Never fails: what cannot be read is in `ignored`, with the reason.
 * @param now what `from:7d` counts back from
 */
export function parseSearch(query: string, now: Date): ParsedSearch {
  const parsed: ParsedSearch = { terms: [], filters: {}, ignored: [] }
  for (const found of query.normalize('NFC').matchAll(PART)) {
    const [whole, minus, name, quoted, star, bare] = found
    if (whole.trim() === '') continue
    const filter = name === undefined ? undefined : filterNames.get(foldArabic(name))
    const value = (quoted ?? bare ?? '').trim()
    if (filter !== undefined) {
      const reason = value === '' ? 'no-value' : addFilter(parsed.filters, filter, value, now)
      if (reason !== null) parsed.ignored.push({ part: whole.trim(), reason })
      continue
    }
    const text = name === undefined ? value : `${name} ${value}`
    const term = termOf(text, {
      isPhrase: quoted !== undefined || name !== undefined,
      isPrefix: star === '*',
      excluded: minus !== '',
    })
    if (term === null) parsed.ignored.push({ part: whole.trim(), reason: 'no-words' })
    else parsed.terms.push(term)
  }
  return parsed
}

function termOf(text: string, signs: { isPhrase: boolean; isPrefix: boolean; excluded: boolean }): SearchTerm | null {
  const { excluded } = signs
  const written = text.replace(/\*+$/u, '').trim()
  const words = searchWords(written)
  if (words.length === 0) return null
  // A hyphen or an apostrophe makes two words of one (ISIS-K): they are asked for side by side.
  if (words.length > 1) return { kind: 'phrase', written, words, excluded }
  if (signs.isPrefix || (!signs.isPhrase && /\*$/u.test(text)))
    return { kind: 'prefix', written, words: [...new Set([...words, foldArabic(written)])], excluded }
  return { kind: 'word', written, words, excluded }
}

function addFilter(filters: SearchFilters, name: FilterName, value: string, now: Date): IgnoredReason | null {
  switch (name) {
    case 'entity':
      filters.entities = [...(filters.entities ?? []), value]
      return null
    case 'outlet':
      filters.outlet = value
      return null
    case 'tier': {
      const tier = TIERS.get(foldArabic(value))
      if (tier === undefined) return 'bad-tier'
      filters.tier = tier
      return null
    }
    case 'story': {
      const id = Number(foldArabic(value.replace(/^#/, '')))
      if (!Number.isSafeInteger(id) || id < 1) return 'bad-story'
      filters.story = id
      return null
    }
    default: {
      const at = searchDate(value, { now, end: name === 'to' })
      if (at === null) return 'bad-date'
      filters[name] = at
      return null
    }
  }
}

const SPANS_MS: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 }
const DAY_MS = 86_400_000

/**
 * An instant of a query: `2025-07-03` (UTC; with `end` the day is included, so its last instant's successor),
 * a full ISO 8601 instant, or a span back from `now` such as 90m, 24h, 7d, 2w. Arabic digits too. Null when it is none.
 */
export function searchDate(text: string, { now, end = false }: { now: Date; end?: boolean }): Date | null {
  const plain = foldArabic(text)
  const span = /^(\d{1,5})([mhdw])$/.exec(plain)
  if (span) return new Date(now.getTime() - Number(span[1]) * (SPANS_MS[span[2] ?? 'd'] ?? DAY_MS))
  const day = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(plain)
  if (day) {
    const [year, month, date] = [Number(day[1]), Number(day[2]), Number(day[3])]
    const at = new Date(Date.UTC(year, month - 1, date))
    if (at.getUTCMonth() !== month - 1 || at.getUTCDate() !== date) return null
    return end ? new Date(at.getTime() + DAY_MS) : at
  }
  if (!/^\d{4}-\d\d-\d\dt\d\d:\d\d/.test(plain)) return null
  const at = new Date(plain.toUpperCase())
  return Number.isNaN(at.getTime()) ? null : at
}
