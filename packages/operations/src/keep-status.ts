import { createHash } from 'node:crypto'
import { type Db, dropOwedEdits, operatorsChat, oweMessages, readFact, writeFact } from '@rasid/store'
import type { RowDraft } from './message-request.ts'
import { composeStatus, hasTrouble, type SystemStatus, systemStatus } from './system-status.ts'

/** The status message that the operators' chat has. */
interface KeptStatus {
  chat: number
  /** Its row in `messages`. */
  message: number
  /** What it says, apart from the moment at which it was looked at. */
  says: string
  troubled: boolean
}

const nameOf = (botId: number): string => `status-message:${botId}`

/**
 * Keeps one status message in the operators' chat: written when something needs them for the first time since all was
 * well, so that it makes a sound, then edited as things change (rules too), and at their end to say that all is well again.
 * Returns whether something was owed.
 */
export async function keepStatus(deps: { db: Db; botId: number; now(): Date }): Promise<boolean> {
  const chat = await operatorsChat(deps.db, deps.botId)
  if (!chat) return false
  const status = await systemStatus(deps)
  const kept = await readFact<KeptStatus>(deps.db, nameOf(deps.botId))
  const troubled = hasTrouble(status)
  const says = fingerprint(status)
  const isHere = kept?.chat === chat.id
  if (isHere ? kept.says === says : !troubled && status.rules.length === 0) return false
  // All was well, or the chat is a new one: a message of its own that is seen.
  const isNew = !isHere || (troubled && !kept.troubled)
  const now = deps.now()
  const draft: RowDraft = composeStatus(status, chat, now)
  return deps.db.transaction(async (tx) => {
    const slot = `ops:status:${now.toISOString()}`
    if (!isNew) await dropOwedEdits(tx, [kept.message])
    const [owed] = await oweMessages(tx, [
      isNew
        ? { chat: chat.id, kind: 'reply', slot, draft }
        : { chat: chat.id, kind: 'edit', slot, draft: { ...draft, edits: kept.message } },
    ])
    if (!owed) return false
    const message = isNew ? owed.id : kept.message
    await writeFact(tx, nameOf(deps.botId), { chat: chat.id, message, says, troubled } satisfies KeptStatus)
    return true
  })
}

// Figures that move with every visit are left out: an edit must say something new.
function fingerprint({ troubled, messages, failing, rules, hold, outSince, lowDisk }: SystemStatus): string {
  const facts = {
    feeds: troubled.map(({ feed, gaps }) => [
      ...[feed.id, feed.status, feed.lastFailure?.code, feed.silentSince, gaps > 0],
      feed.successors?.map(({ url }) => url),
    ]),
    messages: [messages.deadLastDay, messages.unknown, (messages.oldestDueSeconds ?? 0) > 600],
    failing: failing.map(({ chat, note }) => [chat, note]),
    rules: rules.map(({ id, state }) => [id, state]),
    hold: hold?.reason,
    outSince,
    lowDisk: lowDisk?.since,
  }
  return createHash('sha256').update(JSON.stringify(facts)).digest('base64url')
}
