import { startTestServer } from '@rasid/store/testing'
import postgres from 'postgres'

export interface Trigrams {
  /** pg_trgm's `similarity` of each pair of texts, 0 … 1. */
  similarities(pairs: readonly (readonly [string, string])[]): Promise<number[]>
  close(): Promise<void>
}

/** PostgreSQL's pg_trgm itself, in the server of DATABASE_URL or an embedded one in a temporary folder. */
export async function askTrigrams(): Promise<Trigrams> {
  const server = await startTestServer(process.env.DATABASE_URL)
  const sql = postgres(server.url, { max: 1, onnotice: () => {} })
  // Never committed: a server of somebody's own is left as it was.
  await sql.unsafe('begin')
  await sql`create extension if not exists pg_trgm`
  return {
    async similarities(pairs) {
      const rows = await sql<{ likeness: number }[]>`
        select similarity(a, b) as likeness
          from unnest(${pairs.map(([a]) => a)}::text[], ${pairs.map(([, b]) => b)}::text[]) with ordinality t (a, b, n) order by n`
      return rows.map(({ likeness }) => likeness)
    },
    async close() {
      await sql.unsafe('rollback')
      await sql.end()
      await server.stop()
    },
  }
}
