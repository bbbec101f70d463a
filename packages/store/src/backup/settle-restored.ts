import type postgres from 'postgres'
import type { BackupHeader } from './backup-format.ts'

/** The fact that a backup was restored: what was seen before that moment is told by one digest, and alerts nobody. */
export const RESTORED_FACT = 'restored'

export interface Restored {
  /** Two ISO instants by the clock of the database that held them. */
  backupAt: string
  restoredAt: string
}

/**
 * What may not go on as the backup says, in the restore's own transaction: messages that were owed then left long ago, or
 * are told by the catch-up digest, since what they told counts as not told.
 */
export async function settleRestored(tx: postgres.Sql, { at }: BackupHeader): Promise<void> {
  await tx`
    delete from message_stories where message_id in
      (select id from messages where state in ('owed', 'claimed', 'sending'))`
  await tx`
    update messages set state = 'dead', claim_owner = null, claim_until = null,
           note = 'owed when the backup was made: the digest after the restore tells it'
     where state in ('owed', 'claimed', 'sending')`
  await tx`update feeds set lease_owner = null, lease_until = null where lease_owner is not null`
  await tx`
    insert into facts (name, value)
    values (${RESTORED_FACT}, jsonb_build_object('backupAt', ${at}::text,
      'restoredAt', to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')))
    on conflict (name) do update set value = excluded.value, at = now()`
}
