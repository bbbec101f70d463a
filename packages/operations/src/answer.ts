import type { MessageDraft } from '@rasid/core'
import { type Db, oweMessages } from '@rasid/store'

/**
 * Owes a chat the answers to one update. Their slot is the update's number, so that an update which Telegram delivers
 * again (after a crash before it was confirmed) gets no second answer. `step` names a later answer to the same update.
 */
export async function answer(
  db: Db,
  to: { chat: number; updateId: number; step?: string },
  drafts: readonly MessageDraft[],
): Promise<void> {
  const slot = to.step === undefined ? `update:${to.updateId}` : `update:${to.updateId}:${to.step}`
  await oweMessages(
    db,
    drafts.map((draft, index) => ({ chat: to.chat, kind: 'reply', slot, part: index + 1, draft })),
  )
}
