import type postgres from 'postgres'

/** A table as it is copied: without generated columns, which the database computes again. */
export interface CopiedTable {
  name: string
  columns: string[]
  /** Its identity column; null without one. */
  identity: string | null
}

/** Claims and sign-ins are of the moment: a restored one would hold up work, or open the page to who was signed out. */
const NEVER_COPIED = ['leases', 'sessions']

/** Facts of the moment, by the beginning of their names: codes, questions that wait for an answer, troubles that pass. */
const PASSING_FACTS = ['owner-code:', 'confirm:', 'delivery-hold:', 'outage', 'low-disk', 'restored', 'caught-up:']

/** Every table of ours, each after those that it refers to, so that its rows may come in this order. */
export async function copiedTables(sql: postgres.Sql): Promise<CopiedTable[]> {
  const rows = await sql<CopiedTable[]>`
    select c.relname as name,
           array_agg(a.attname::text order by a.attnum) filter (where a.attgenerated = '') as columns,
           max(a.attname::text) filter (where a.attidentity <> '') as identity
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
       and c.relname <> all(${NEVER_COPIED})
     group by c.oid, c.relname order by c.relname`
  const references = await sql<{ table: string; to: string }[]>`
    select conrelid::regclass::text as table, confrelid::regclass::text as to
      from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace and conrelid <> confrelid`
  return inOrder(rows, references)
}

function inOrder(tables: readonly CopiedTable[], references: readonly { table: string; to: string }[]): CopiedTable[] {
  const ordered: CopiedTable[] = []
  const left = new Map(tables.map((table) => [table.name, table]))
  while (left.size > 0) {
    const ready = [...left.values()].filter(({ name }) => !references.some((r) => r.table === name && left.has(r.to)))
    if (ready.length === 0) throw new Error(`tables refer to each other in a circle: ${[...left.keys()].join(', ')}`)
    for (const table of ready) left.delete(table.name)
    ordered.push(...ready)
  }
  return ordered
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** COPY of a table's rows out; passing facts are left out. */
export function copyOut({ name, columns }: Pick<CopiedTable, 'name' | 'columns'>): string {
  const of = `${quoted(name)} (${columns.map(quoted).join(', ')})`
  if (name !== 'facts') return `copy ${of} to stdout`
  const kept = PASSING_FACTS.map((start) => `not starts_with(name, '${start}')`).join(' and ')
  return `copy (select ${columns.map(quoted).join(', ')} from facts where ${kept}) to stdout`
}

export function copyIn({ name, columns }: Pick<CopiedTable, 'name' | 'columns'>): string {
  return `copy ${quoted(name)} (${columns.map(quoted).join(', ')}) from stdin`
}

/** Our own triggers of a table; those that keep its references stay on. */
export function switchTriggers({ name }: Pick<CopiedTable, 'name'>, to: 'disable' | 'enable'): string {
  return `alter table ${quoted(name)} ${to} trigger user`
}

/** All copied tables and what they refer to, emptied in one statement; leases and sessions of before go as well. */
export function truncateAll(tables: readonly CopiedTable[]): string {
  return `truncate ${[...tables.map(({ name }) => quoted(name)), ...NEVER_COPIED.map(quoted)].join(', ')}`
}

/** Texts of times and numbers must not depend on how a server or a user is set up, or checksums would differ. */
export const COPY_SESSION = {
  application_name: 'rasid-restore',
  statement_timeout: 0,
  lock_timeout: 60_000,
  idle_in_transaction_session_timeout: 0,
  TimeZone: 'UTC',
  DateStyle: 'ISO, MDY',
  IntervalStyle: 'postgres',
  extra_float_digits: 1,
  bytea_output: 'hex',
}
