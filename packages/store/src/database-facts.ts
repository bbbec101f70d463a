import { sql } from 'drizzle-orm'
import type { Db } from './open-store.ts'
import { articles, matches } from './schema.ts'

/** What `rasid doctor` says of the database. */
export interface DatabaseFacts {
  /** The server's version, such as "18.4". */
  version: string
  bytes: number
  articles: number
  matches: number
}

/** The cheapest question there is. @throws what a lost database throws. */
export async function databaseAnswers(db: Db): Promise<void> {
  await db.execute(sql`select 1`)
}

export async function databaseFacts(db: Db): Promise<DatabaseFacts> {
  const [facts] = await db.execute<{ version: string; bytes: number; articles: number; matches: number }>(sql`
    select split_part(version(), ' ', 2) as version, pg_database_size(current_database())::float8 as bytes,
      (select count(*)::int from ${articles}) as articles, (select count(*)::int from ${matches}) as matches`)
  return {
    version: facts?.version ?? '',
    bytes: facts?.bytes ?? 0,
    articles: facts?.articles ?? 0,
    matches: facts?.matches ?? 0,
  }
}
