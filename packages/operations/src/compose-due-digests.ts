import {
  type CardTarget,
  composeDigest,
  type DigestPlan,
  type DigestSlot,
  digestSlots,
  type StoryView,
} from '@rasid/core'
import {
  activeChats,
  type Chat,
  coverage,
  type Db,
  editionsForDigest,
  lockTelling,
  oweMessages,
  recordStoriesTold,
  setToldUntil,
} from '@rasid/store'
import { chatPreferences, isWanted } from './chat-preferences.ts'
import { storyViews } from './story-views.ts'

export interface DigestDeps {
  db: Db
  botId: number
  /** The bot's user name: in groups and channels the number buttons open the private chat with it. */
  botName: string
  now(): Date
}

// Two messages of the usual length; what is left comes with the next digest.
const STORIES_IN_A_DIGEST = 60
// An edition's instant is the start of its transaction, which may commit after a digest was composed: look back.
// What the chat has already is known by `message_stories`, not by this instant.
const LOOK_BACK_MS = 2 * 24 * 3_600_000

/**
 * Owes each active chat the digest that is due in its own zone, and one only however many were missed. Returns how many
 * chats got one. Running it again, or twice at once, owes nothing more: a digest is unique by (chat, slot).
 */
export async function composeDueDigests(deps: DigestDeps): Promise<number> {
  const now = deps.now()
  const plans = planOnce(now)
  let digests = 0
  for (const chat of await activeChats(deps.db, deps.botId)) {
    const { due } = plans(chat)
    if (due && (await oweDigest(deps, chat, due))) digests += 1
  }
  return digests
}

// Most chats keep the defaults, so most share their next slot: each distinct setting is computed once.
function planOnce(now: Date): (chat: Chat) => DigestPlan {
  const known = new Map<string, DigestPlan>()
  return (chat) => {
    const settings = digestSettings(chat)
    const key = JSON.stringify(settings)
    const plan = known.get(key) ?? digestSlots(settings, now)
    known.set(key, plan)
    return plan
  }
}

/** A chat's digest settings as core wants them: twice and several hours a day are daily with more times. */
export function digestSettings(chat: Chat): Parameters<typeof digestSlots>[0] {
  const { rhythm, weekday } = chatPreferences(chat)
  return {
    tz: chat.zone,
    rhythm: rhythm === 'weekly' || rhythm === 'off' ? rhythm : 'daily',
    times: chat.digestTimes,
    since: chat.toldUntil,
    weekday,
  }
}

async function oweDigest(deps: DigestDeps, chat: Chat, slot: DigestSlot): Promise<boolean> {
  return deps.db.transaction(async (tx) => {
    await lockTelling(tx, deps.botId)
    const stories = await storiesFor(tx, chat, slot)
    if (stories.length === 0 && !chatPreferences(chat).emptyDigest) {
      await setToldUntil(tx, chat.id, slot.dueAt)
      return false
    }
    const drafts = composeDigest({
      ...{ lang: chat.lang, tz: chat.zone, now: deps.now(), period: slot.period, stories, archive: false },
      ...{ coverage: await coverageOf(tx, slot.period), cards: cardTarget(chat, deps.botName) },
      ...(slot.missed > 0 && { missed: slot.missed }),
    })
    const owed = drafts.map((draft, index) => ({
      chat: chat.id,
      kind: 'digest' as const,
      slot: slot.key,
      part: index + 1,
      draft,
    }))
    const added = await oweMessages(tx, owed)
    for (const message of added) {
      await recordStoriesTold(tx, message, (drafts[message.part - 1]?.storyIds ?? []).map(Number))
    }
    await setToldUntil(tx, chat.id, slot.dueAt)
    return added.length > 0
  })
}

async function storiesFor(tx: Db, chat: Chat, slot: DigestSlot): Promise<StoryView[]> {
  const subscribed = chat.subscribedAt?.getTime() ?? 0
  const since = new Date(Math.max(subscribed, slot.period.from.getTime() - LOOK_BACK_MS))
  const ask = { chat: chat.id, tier: chat.tier, since, until: slot.dueAt, limit: STORIES_IN_A_DIGEST }
  const editions = await editionsForDigest(tx, ask)
  const before = new Set(editions.flatMap(({ storyId, toldBefore }) => (toldBefore ? [String(storyId)] : [])))
  const views = await storyViews(
    tx,
    editions.map(({ storyId }) => storyId),
  )
  return views.filter((view) => isWanted(chat, view)).map((view) => ({ ...view, raised: before.has(view.id) }))
}

/** What was looked at in a period, for a digest's footer. */
export async function coverageOf(db: Db, period: { from: Date; to: Date }) {
  const { feeds, reached, items, matched } = await coverage(db, { since: period.from, until: period.to })
  return { feedsTotal: feeds, feedsReached: reached, items, matches: matched }
}

/** Where a story's number leads: a group or channel must not be flooded with cards. */
export function cardTarget(chat: Chat, botName: string): CardTarget {
  return chat.kind === 'private' ? { kind: 'here' } : { kind: 'private', botName }
}
