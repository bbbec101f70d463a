import {
  type AskedTerm,
  askedTerms,
  type Evidence,
  foldArabic,
  type IgnoredPart,
  type ParsedSearch,
  parseSearch,
  type Spellings,
  searchHighlights,
  spellingsOf,
} from '@rasid/core'
import { type Db, type FoundMatch, type MatchAsk, matchEvidence, matchPage } from '@rasid/store'
import { type RulesInForce, rulesInForce } from './rules-in-force.ts'
import { snippetAround } from './snippet.ts'

/** What is looked for. Filters may stand in the text too (`كيان:طالبان من:2025-07-01`); where both say one, the option counts. */
export interface SearchInput extends Omit<MatchAsk, 'terms' | 'entities' | 'limit'> {
  /** Words, all of them, in any spelling; "a phrase", prefix*, -excluded, filters (`parseSearch` of @rasid/core). */
  text?: string
  /** Names, titles or aliases of entities that must all be named. */
  entities?: readonly string[]
  /** 1 to 1000; 20 by default. */
  limit?: number
}

/** Words of a field that the query asked for: `hit[field].slice(start, end)` is their own spelling. */
export interface Highlight {
  field: 'title' | 'summary' | 'snippet'
  start: number
  end: number
}

/** One matched article that was found. */
export interface MatchHit extends Omit<FoundMatch, 'body'> {
  /** The words that count; offsets are into the article's title, summary and page text. */
  evidence: Evidence[]
  /** The words in the page's text, where neither title nor summary says them; else null. */
  snippet: string | null
  highlights: Highlight[]
}

export interface SearchPage {
  hits: MatchHit[]
  /** Null on the last page. */
  next: string | null
  /** Parts of the text that say nothing to us, with the reason. */
  ignored: IgnoredPart[]
}

const DEFAULT_LIMIT = 20
const MOST = 1000

/**
 * Stored matches that fit, newest first or by relevance, a page at a time. A text of which nothing can be read finds
 * nothing. @throws BadCursor of @rasid/store
 */
export async function searchMatches(deps: { db: Db; now(): Date }, input: SearchInput): Promise<SearchPage> {
  const { ask, ignored, isEmpty } = await understood(deps, input)
  if (isEmpty) return { hits: [], next: null, ignored }
  const { rows, next } = await matchPage(deps.db, ask)
  const evidence = await matchEvidence(deps.db, rows)
  const hits = rows.map((row) => hitOf(row, ask.terms, evidence.get(`${row.articleId} ${row.topic}`) ?? []))
  return { hits, next, ignored }
}

/** An input as the store is asked, with what of it was left aside; `isEmpty` when it asked for something that cannot be. */
export async function understood(
  { db, now }: { db: Db; now(): Date },
  { text = '', entities = [], limit = DEFAULT_LIMIT, ...options }: SearchInput,
): Promise<{ ask: MatchAsk & { terms: AskedTerm[] }; ignored: IgnoredPart[]; isEmpty: boolean }> {
  const parsed = parseSearch(text, now())
  const { entities: typed = [], ...filters } = parsed.filters
  const rules = parsed.terms.length + typed.length + entities.length > 0 ? await rulesInForce(db) : null
  const named = [...typed, ...entities].map((name) => ({ name, id: rules && entityOf(rules, name) }))
  const unknown = named.flatMap(({ name, id }): IgnoredPart[] =>
    id === null ? [{ part: name, reason: 'unknown-entity' }] : [],
  )
  return {
    ask: {
      ...filters,
      ...options,
      terms: rules === null ? [] : askedTerms(parsed, spellingsIn(rules)),
      entities: named.flatMap(({ id }) => id ?? []),
      limit: Math.min(MOST, Math.max(1, Math.trunc(limit))),
    },
    ignored: [...parsed.ignored, ...unknown],
    isEmpty: unknown.length > 0 || saysNothing(text, parsed),
  }
}

const saysNothing = (text: string, { terms, filters }: ParsedSearch): boolean =>
  text.trim() !== '' && terms.length === 0 && Object.keys(filters).length === 0

/** The entity that a name means: its own in the topic, its title in either language, or one of its aliases. */
function entityOf({ topics }: RulesInForce, name: string): string | null {
  const wanted = foldArabic(name).trim()
  const entities = topics.flatMap(({ source }) => Object.entries(source.entities))
  const isNamed = (texts: readonly string[]) => texts.some((text) => foldArabic(text) === wanted)
  const found =
    entities.find(([id]) => id === wanted) ??
    entities.find(([, { title }]) => isNamed([title.ar, title.en])) ??
    entities.find(([, { aliases }]) =>
      isNamed(aliases.map((alias) => (typeof alias === 'string' ? alias : alias.text))),
    )
  return found?.[0] ?? null
}

/** Built once for the rules in force. */
const built = new WeakMap<RulesInForce, Spellings>()

function spellingsIn(rules: RulesInForce): Spellings {
  const known = built.get(rules) ?? spellingsOf(rules.topics.map(({ source }) => source))
  built.set(rules, known)
  return known
}

function hitOf({ body, ...match }: FoundMatch, terms: readonly AskedTerm[], evidence: Evidence[]): MatchHit {
  const inField = (field: 'title' | 'summary') =>
    searchHighlights(match[field], terms).map((span): Highlight => ({ field, ...span }))
  const highlights = [...inField('title'), ...inField('summary')]
  const found = highlights.length > 0 || body === null ? null : snippetOf(body, terms)
  return { ...match, evidence, snippet: found?.text ?? null, highlights: [...highlights, ...(found?.highlights ?? [])] }
}

function snippetOf(body: string, terms: readonly AskedTerm[]): { text: string; highlights: Highlight[] } | null {
  const spans = searchHighlights(body, terms)
  const [first] = spans
  if (first === undefined) return null
  const { text, marks } = snippetAround(
    body,
    first,
    spans.map((span) => ({ ...span, kind: 'counts' as const })),
  )
  return { text, highlights: marks.map(({ start, end }) => ({ field: 'snippet', start, end })) }
}
