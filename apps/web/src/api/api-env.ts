import type { Db } from '@rasid/store'
import type { WebEnv } from '../access/reader.ts'

/** What the routes of the API work with. */
export interface ApiDeps {
  db: Db
  now(): Date
  /** An error that no route expected; its words stay in the log. */
  onError(error: unknown): void
}

/** Who asks: `tokenOf` is set where a token was shown. */
export interface ApiEnv {
  Variables: WebEnv['Variables'] & { tokenOf: { name: string; scope: 'read' | 'operate' } | null }
}
