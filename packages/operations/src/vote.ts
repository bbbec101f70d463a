import { type Db, saveVote, storiesToTell } from '@rasid/store'

/** A person's 👍 or 👎 on a story, one a person; a second press changes it. false: the story is no longer kept. */
export async function vote(
  deps: { db: Db; botId: number },
  press: { userId: number; storyId: number; useful: boolean },
): Promise<boolean> {
  const [story] = await storiesToTell(deps.db, [press.storyId])
  if (!story) return false
  const { userId, storyId, useful } = press
  await saveVote(deps.db, { botId: deps.botId, userId, storyId, vote: useful ? 1 : -1 })
  return true
}
