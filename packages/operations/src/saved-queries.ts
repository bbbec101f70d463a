import { type Db, deleteSavedQuery, insertSavedQuery, recordAudit, type SavedQuery } from '@rasid/store'
import { type BadParam, searchInputOf, storyFiltersOf } from './search-params.ts'

export type SaveOutcome =
  | { kind: 'saved'; query: Omit<SavedQuery, 'at'> }
  | { kind: 'name-taken'; name: string }
  /** Letters and digits of any script, `-` and `_`, at most 64: a name stands in an address. */
  | { kind: 'bad-name'; name: string }
  | { kind: 'bad-filters'; problems: BadParam[] }

const NAME = /^[\p{L}\p{M}\p{N}_-]{1,64}$/u

/** Names a search, so that it can be followed by a feed reader; `actor` is written down. */
export function saveQuery(
  deps: { db: Db; now(): Date },
  ask: { name: string; of: SavedQuery['of']; filters: SavedQuery['filters']; actor: string },
): Promise<SaveOutcome> {
  const { of, filters, actor } = ask
  const name = ask.name.normalize('NFC').trim()
  if (!NAME.test(name)) return Promise.resolve({ kind: 'bad-name', name })
  const read = of === 'stories' ? storyFiltersOf(filters, deps.now()) : searchInputOf(filters, deps.now())
  if (read.kind === 'bad') return Promise.resolve({ kind: 'bad-filters', problems: read.problems })
  return deps.db.transaction(async (tx): Promise<SaveOutcome> => {
    const query = { name, of, filters, madeBy: actor }
    if (!(await insertSavedQuery(tx, query))) return { kind: 'name-taken', name }
    await recordAudit(tx, { actor, action: 'saved-add', subject: name, detail: { of, filters } })
    return { kind: 'saved', query }
  })
}

/** Forgets a named search; false when there is none. */
export function removeSavedQuery(deps: { db: Db }, ask: { name: string; actor: string }): Promise<boolean> {
  return deps.db.transaction(async (tx) => {
    const name = ask.name.normalize('NFC')
    const removed = await deleteSavedQuery(tx, name)
    if (removed) await recordAudit(tx, { actor: ask.actor, action: 'saved-remove', subject: name })
    return removed
  })
}
