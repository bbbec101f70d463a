import { type AskedTerm, searchWords } from '@rasid/core'
import { type SQL, sql } from 'drizzle-orm'

// A tsvector holds 1 MB at most; no article that a person reads comes near this many words.
const MAX_WORDS = 15_000
// Postgres refuses words over 2 kB; nothing of a language is this long.
const MAX_LETTERS = 100
/** Between two fields, so that no phrase reaches from the title into the summary. */
const FIELD_GAP = 5

/**
 * Stands in every vector that was made the present way. What lacks it, an earlier version has made: `articles_search_old`
 * finds those. A new way of making words needs a new mark and that index anew.
 */
const MARK = '~1'

/** The condition of the index `articles_search_old`, word for word. */
export const isOldVector = sql`"articles"."search" is not null and not ("articles"."search" @@ '''~1'''::tsquery)`

/**
 * The search column: core's words with their places, the title's weighing most, as the configuration `simple` would keep
 * them; without its parser, which cuts words by the locale of the database.
 */
export function searchVector(title: string, summary: string | null = null, body: string | null = null): SQL {
  const lexemes: string[] = []
  let place = 0
  for (const [text, weight] of [
    [title, 'A'],
    [summary, 'B'],
    [body, 'D'],
  ] as const) {
    for (const word of searchWords(text ?? '')) {
      if (lexemes.length >= MAX_WORDS) break
      lexemes.push(`'${word.slice(0, MAX_LETTERS)}':${++place}${weight}`)
    }
    place += FIELD_GAP
  }
  return sql`${`'${MARK}' ${lexemes.join(' ')}`}::tsvector`
}

/** The terms of a query, at least one, as the text of a tsquery: all of them, each in any of its spellings. */
export function queryText(terms: readonly AskedTerm[]): string {
  return terms.map((term) => `${term.excluded ? '!' : ''}(${termText(term)})`).join(' & ')
}

function termText({ kind, words }: AskedTerm): string {
  const ending = kind === 'prefix' ? ':*' : ''
  const places = words.map(
    (spellings) => `(${spellings.map((word) => `'${word.slice(0, MAX_LETTERS)}'${ending}`).join(' | ')})`,
  )
  return places.join(' <-> ')
}
