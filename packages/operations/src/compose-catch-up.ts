import { composeDigest } from '@rasid/core'
import {
  activeChats,
  type Chat,
  catchUpState,
  lockTelling,
  oweMessages,
  type Restored,
  recordStoriesTold,
  setToldUntil,
} from '@rasid/store'
import { cardTarget, type DigestDeps, storiesFor } from './compose-due-digests.ts'
import { coverageOf } from './coverage-of.ts'
import { markRestoreTold, restoreToTell } from './restored-backup.ts'

// A feed that does not answer, or a worker that is not there, holds up the others' digest no longer than this.
const PATIENCE_MS = 30 * 60_000

/**
 * After a backup was restored: owes each chat of this bot one digest of what came since the backup, which says so, once
 * every feed was visited again. It replaces the digests that fell due meanwhile, and makes no sound, since it keeps
 * nobody's hour. Returns how many chats got it; running it again owes nothing more.
 */
export async function composeCatchUp(deps: DigestDeps): Promise<number> {
  const restored = await restoreToTell(deps)
  if (!restored) return 0
  const { unvisited, open, sinceMs } = await catchUpState(deps.db, restored.restoredAt)
  if (unvisited + open > 0 && sinceMs < PATIENCE_MS) return 0
  let owed = 0
  for (const chat of await activeChats(deps.db, deps.botId)) {
    const isOlder = (chat.subscribedAt?.getTime() ?? 0) <= Date.parse(restored.restoredAt)
    if (isOlder && (await oweCatchUp(deps, chat, restored))) owed += 1
  }
  await markRestoreTold(deps.db, deps.botId, restored)
  return owed
}

async function oweCatchUp(deps: DigestDeps, chat: Chat, restored: Restored): Promise<boolean> {
  const now = deps.now()
  const period = { from: chat.toldUntil, to: now }
  return deps.db.transaction(async (tx) => {
    await lockTelling(tx, deps.botId)
    const stories = await storiesFor(tx, chat, { period, dueAt: now })
    const drafts = composeDigest({
      ...{ lang: chat.lang, tz: chat.zone, now, period, stories, archive: false },
      ...{ coverage: await coverageOf(tx, period), cards: cardTarget(chat, deps.botName) },
      restoredFrom: new Date(restored.backupAt),
    })
    const slot = `catch-up:${restored.restoredAt}`
    const added = await oweMessages(
      tx,
      drafts.map((draft, at) => ({
        ...{ chat: chat.id, kind: 'digest' as const, slot, part: at + 1 },
        draft: { ...draft, silent: true },
      })),
    )
    for (const message of added) {
      await recordStoriesTold(tx, message, (drafts[message.part - 1]?.storyIds ?? []).map(Number))
    }
    await setToldUntil(tx, chat.id, now)
    return added.length > 0
  })
}
