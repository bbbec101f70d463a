import { randomBytes } from 'node:crypto'
import type postgres from 'postgres'

/** What a reader may select: the views whose names end in a version (docs/sql.md), and nothing else. */
const VIEW_NAME = '_v[0-9]+$'

/** A role that cannot be made or removed; `message` says why in words. */
export class ReaderRoleError extends Error {}

/**
 * Makes a role that may read the views and nothing else, or gives an existing reader a new password and the views that
 * came since. Its transactions are read-only and its queries end after 30 s, so that it disturbs no worker.
 * @returns the new password, which is kept nowhere.
 * @throws ReaderRoleError for a name that is none, one that is used by a role of another kind, or without the right.
 */
export async function makeReader(sql: postgres.Sql, name: string): Promise<{ password: string; views: string[] }> {
  checkName(name)
  const password = randomBytes(24).toString('base64url')
  return explained(name, () =>
    sql.begin(async (tx) => {
      const known = await readerState(tx, name)
      if (known === 'other') throw new ReaderRoleError(`${name} is a role that Rasid did not make: take another name`)
      await run(
        tx,
        `${known === 'none' ? 'create' : 'alter'} role %I login nosuperuser nocreatedb nocreaterole noinherit
        connection limit 10 password %L`,
        name,
        password,
      )
      await run(tx, 'comment on role %I is %L', name, MARK)
      await run(tx, `alter role %I set default_transaction_read_only = 'on'`, name)
      await run(tx, `alter role %I set statement_timeout = '30s'`, name)
      const views = await viewNames(tx)
      for (const view of views) await run(tx, 'grant select on %I to %I', view, name)
      return { password, views }
    }),
  )
}

/** Removes a reader that `makeReader` made. @returns false when there is no such reader. @throws ReaderRoleError */
export async function removeReader(sql: postgres.Sql, name: string): Promise<boolean> {
  checkName(name)
  return explained(name, () =>
    sql.begin(async (tx) => {
      const known = await readerState(tx, name)
      if (known === 'other') throw new ReaderRoleError(`${name} is a role that Rasid did not make: it stays`)
      if (known === 'none') return false
      await run(tx, 'drop owned by %I', name)
      await run(tx, 'drop role %I', name)
      return true
    }),
  )
}

// How a reader is known again: an administrator's own role of that name is never changed.
const MARK = 'reads the views of Rasid'

async function readerState(tx: postgres.TransactionSql, name: string): Promise<'none' | 'reader' | 'other'> {
  const [row] = await tx<{ mark: string | null }[]>`
    select shobj_description(oid, 'pg_authid') as mark from pg_roles where rolname = ${name}`
  if (row === undefined) return 'none'
  return row.mark === MARK ? 'reader' : 'other'
}

async function viewNames(tx: postgres.TransactionSql): Promise<string[]> {
  const rows = await tx<{ name: string }[]>`
    select viewname as name from pg_views where schemaname = current_schema() and viewname ~ ${VIEW_NAME} order by 1`
  return rows.map(({ name }) => name)
}

// Statements about roles take no parameters: Postgres's own quoting puts them in.
async function run(tx: postgres.TransactionSql, template: string, ...values: string[]): Promise<void> {
  const [row] = await tx<{ statement: string }[]>`select format(${template}, variadic ${values}::text[]) as statement`
  await tx.unsafe(row?.statement ?? '')
}

function checkName(name: string): void {
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(name) || name.startsWith('pg_'))
    throw new ReaderRoleError('a role is named by small Latin letters, digits and _, beginning with a letter')
}

async function explained<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === '42501')
      throw new ReaderRoleError(
        `the user of DATABASE_URL may not manage roles: an administrator gives it the right by  alter role … createrole`,
      )
    if (code === '2BP01')
      throw new ReaderRoleError(`${name} has rights in another database of this server: remove those first`)
    throw error
  }
}
