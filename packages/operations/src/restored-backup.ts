import { type Db, isFromBefore, RESTORED_FACT, type Restored, readFact, writeFact } from '@rasid/store'

const nameOf = (botId: number): string => `caught-up:${botId}`

// By then every story of before is history; later its feeds' first visits are pruned, and nothing could be told of it.
const MATTERS_MS = 14 * 24 * 3_600_000

/** The last restore of a backup, while it matters for what is told; null without one. */
export async function restoredBackup(deps: { db: Db; now(): Date }): Promise<Restored | null> {
  const restored = await readFact<Restored>(deps.db, RESTORED_FACT)
  if (!restored || deps.now().getTime() - Date.parse(restored.restoredAt) > MATTERS_MS) return null
  return restored
}

/** A restore whose one digest this bot's chats have not had yet; until then no other digest is composed. */
export async function restoreToTell(deps: { db: Db; botId: number; now(): Date }): Promise<Restored | null> {
  const restored = await restoredBackup(deps)
  if (!restored) return null
  const told = await readFact<{ restoredAt: string }>(deps.db, nameOf(deps.botId))
  return told?.restoredAt === restored.restoredAt ? null : restored
}

export async function markRestoreTold(db: Db, botId: number, { restoredAt }: Restored): Promise<void> {
  await writeFact(db, nameOf(botId), { restoredAt })
}

/** Whether a story may not be alerted, because it was seen before the backup was restored. */
export async function isOldStory(db: Db, storyId: number, restored: Restored | null): Promise<boolean> {
  return restored !== null && (await isFromBefore(db, storyId, restored.restoredAt))
}
