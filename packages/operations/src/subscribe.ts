import { composeDigest, composeWelcome, directLines, escapeHtml, type StoryView, texts } from '@rasid/core'
import {
  type Chat,
  type Db,
  lockTelling,
  oweMessages,
  recordStoriesTold,
  type StoryAsk,
  storyIds,
  subscribeChat,
} from '@rasid/store'
import { answer } from './answer.ts'
import { cardTarget, type DigestDeps } from './compose-due-digests.ts'
import { coverageOf } from './coverage-of.ts'
import { storyViews } from './story-views.ts'

const SAMPLE_MS = 7 * 24 * 3_600_000
const SAMPLE_STORIES = 10

/**
 * Subscribes a chat and owes it the greeting and a sample digest at once: the last 7 days, else the archive, labelled
 * so. All in one transaction and under the update's number, so that a /start delivered twice is answered once.
 */
export async function subscribe(deps: DigestDeps, to: { chat: Chat; updateId: number }): Promise<{ fresh: boolean }> {
  return deps.db.transaction(async (tx) => {
    await lockTelling(tx, deps.botId)
    const { chat, fresh } = await subscribeChat(tx, to.chat.id)
    const welcome = composeWelcome({ lang: chat.lang })
    const again = { ...welcome, text: directLines(escapeHtml(texts(chat.lang).bot.alreadySubscribed), chat.lang) }
    await answer(tx, { chat: chat.id, updateId: to.updateId }, [fresh ? welcome : again])
    await oweSample(tx, deps, { chat, updateId: to.updateId })
    return { fresh }
  })
}

async function oweSample(
  tx: Db,
  deps: DigestDeps,
  { chat, updateId }: { chat: Chat; updateId: number },
): Promise<void> {
  const now = deps.now()
  const period = { from: new Date(now.getTime() - SAMPLE_MS), to: now }
  const { stories, archive } = await sampleStories(tx, chat, period.from)
  if (stories.length === 0) return
  const drafts = composeDigest({
    ...{ lang: chat.lang, tz: chat.zone, now, period, stories, archive, sample: true },
    ...{ coverage: await coverageOf(tx, period), cards: cardTarget(chat, deps.botName) },
  })
  const slot = `welcome:${updateId}`
  const owed = drafts.map((draft, index) => ({ chat: chat.id, kind: 'digest' as const, slot, part: index + 1, draft }))
  for (const message of await oweMessages(tx, owed)) {
    await recordStoriesTold(tx, message, (drafts[message.part - 1]?.storyIds ?? []).map(Number))
  }
}

async function sampleStories(tx: Db, chat: Chat, since: Date): Promise<{ stories: StoryView[]; archive: boolean }> {
  const ask: StoryAsk = { tier: chat.tier, limit: SAMPLE_STORIES }
  const recent = await storyViews(tx, await storyIds(tx, { ...ask, origin: 'watched', since }))
  if (recent.length > 0) return { stories: recent, archive: false }
  return { stories: await storyViews(tx, await storyIds(tx, { ...ask, origin: 'archive' })), archive: true }
}
