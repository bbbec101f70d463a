import { randomBytes } from 'node:crypto'
import {
  type AuditRow,
  type AuditSubject,
  type Db,
  forgetFacts,
  lastChangeOf,
  lockFact,
  takeFact,
  writeFact,
} from '@rasid/store'

/** What an operator was asked to confirm: by whom, what, until when. */
export interface PendingAction<Input> {
  asker: number
  action: string
  input: Input
  askedAt: string
  /** What it would change, and the last change of that (its audit row; 0: none) when it was asked. */
  about?: AuditSubject
  base?: number
}

export type ConfirmOutcome<Input> =
  | { kind: 'confirmed'; input: Input }
  /** Used, unknown, or older than 15 minutes. */
  | { kind: 'stale' }
  /** Somebody changed it since it was asked. */
  | { kind: 'changed'; by: AuditRow }
  | { kind: 'not-yours' }

// Long enough to read a preview, too short to be pressed by accident tomorrow.
export const CONFIRM_WITHIN_MS = 15 * 60_000

const nameOf = (token: string): string => `confirm:${token}`

/** Keeps an action until its asker confirms it. Returns the token for the buttons (16 characters). */
export async function askToConfirm<Input>(
  deps: { db: Db; now(): Date },
  ask: { asker: number; action: string; input: Input; about?: AuditSubject },
): Promise<string> {
  const token = randomBytes(12).toString('base64url')
  await forgetFacts(deps.db, 'confirm:', 24 * 3_600_000)
  const base = ask.about && { base: (await lastChangeOf(deps.db, ask.about))?.id ?? 0 }
  const pending: PendingAction<Input> = { ...ask, ...base, askedAt: deps.now().toISOString() }
  await writeFact(deps.db, nameOf(token), pending)
  return token
}

/** Takes the action for doing it: of two presses one gets it. Only its asker can, for 15 minutes, on what they saw. */
export async function confirmAction<Input>(
  deps: { db: Db; now(): Date },
  answer: { token: string; asker: number; action: string },
): Promise<ConfirmOutcome<Input>> {
  return deps.db.transaction(async (tx) => {
    const pending = await lockFact<PendingAction<Input>>(tx, nameOf(answer.token))
    if (!pending || pending.action !== answer.action) return { kind: 'stale' }
    if (pending.asker !== answer.asker) return { kind: 'not-yours' }
    await takeFact(tx, nameOf(answer.token))
    const age = deps.now().getTime() - Date.parse(pending.askedAt)
    if (age > CONFIRM_WITHIN_MS) return { kind: 'stale' }
    const by = pending.about && (await lastChangeOf(tx, pending.about))
    return by && by.id > (pending.base ?? 0) ? { kind: 'changed', by } : { kind: 'confirmed', input: pending.input }
  })
}
