import type { MatchInput, Verdict } from '@rasid/core'
import { keywordLists, type Matcher, tierOf } from './baselines.ts'

/** The few parts of postgres.js that are used; the driver is loaded only where a database is given. */
interface Sql {
  unsafe(query: string, parameters: string[]): Promise<Record<string, boolean>[]>
  end(): Promise<void>
}

const tsquery = (list: readonly string[]): string =>
  list.map((keyword) => `(${keyword.split(' ').join(' & ')})`).join(' | ')

/** AND over Postgres' own `arabic` text search configuration. */
export function postgresAnd(connect: () => Sql): Matcher {
  return {
    name: 'Postgres arabic AND',
    judge: async (articles: readonly MatchInput[]) => {
      const sql = connect()
      const query = Object.values(keywordLists).map(
        (list, index) => `v @@ to_tsquery('arabic', '${tsquery(list)}') as k${index}`,
      )
      const verdicts: Verdict[] = []
      for (const article of articles) {
        const text = [article.title, article.summary, article.text].filter(Boolean).join('\n').replaceAll('\0', '')
        const [row] = await sql.unsafe(`select ${query.join(', ')} from to_tsvector('arabic', $1) v`, [text])
        verdicts.push(tierOf(row?.k0 === true, row?.k1 === true, row?.k2 === true))
      }
      await sql.end()
      return verdicts
    },
  }
}
