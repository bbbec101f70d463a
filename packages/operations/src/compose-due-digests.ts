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
  type Db,
  editionsForDigest,
  lockTelling,
  oweMessages,
  recordStoriesTold,
  setToldUntil,
} from '@rasid/store'
import { chatPreferences, isWanted } from './chat-preferences.ts'
import { coverageOf } from './coverage-of.ts'
import { followedTitles, namedEntities } from './followed-entities.ts'
import type { RowDraft } from './message-request.ts'
import { restoreToTell } from './restored-backup.ts'
import { storyViews } from './story-views.ts'
import { weekPicture } from './week-picture.ts'

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
  // After a restore one digest comes for all that was missed; those that are due would repeat parts of it.
  if (await restoreToTell(deps)) return 0
  const plans = planOnce(now)
  const pictures = picturesOnce()
  let digests = 0
  for (const chat of await activeChats(deps.db, deps.botId)) {
    const { due } = plans(chat)
    if (due && (await oweDigest(deps, chat, due, pictures))) digests += 1
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

async function oweDigest(deps: DigestDeps, chat: Chat, slot: DigestSlot, pictures: Pictures): Promise<boolean> {
  return deps.db.transaction(async (tx) => {
    await lockTelling(tx, deps.botId)
    const isOwed = await oweStories(deps, tx, chat, slot)
    const hasPicture = await oweWeekPicture(tx, chat, slot, pictures)
    await setToldUntil(tx, chat.id, slot.dueAt)
    return isOwed || hasPicture
  })
}

async function oweStories(deps: DigestDeps, tx: Db, chat: Chat, slot: DigestSlot): Promise<boolean> {
  const stories = await storiesFor(tx, chat, slot)
  if (stories.length === 0 && !chatPreferences(chat).emptyDigest) return false
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
  return added.length > 0
}

type Pictures = (tx: Db, chat: Chat, dueAt: Date) => Promise<RowDraft | null>

// Most chats share language, zone and hour, hence their picture.
function picturesOnce(): Pictures {
  const known = new Map<string, RowDraft | null>()
  return async (tx, chat, dueAt) => {
    const key = `${chat.lang} ${chat.zone} ${dueAt.toISOString()}`
    const made = known.has(key) ? known.get(key) : await weekPicture(tx, chat, dueAt)
    known.set(key, made ?? null)
    return made ?? null
  }
}

// With the first digest since the chat's weekday began its hour, so that it comes once a week, late rather than never.
async function oweWeekPicture(tx: Db, chat: Chat, slot: DigestSlot, pictures: Pictures): Promise<boolean> {
  const { weekday, weekPicture: isWanted } = chatPreferences(chat)
  if (!isWanted) return false
  const times = [...chat.digestTimes].sort().slice(0, 1)
  const week = digestSlots({ tz: chat.zone, rhythm: 'weekly', times, weekday, since: slot.period.from }, slot.dueAt).due
  const draft = week && (await pictures(tx, chat, week.dueAt))
  if (!draft) return false
  return (await oweMessages(tx, [{ chat: chat.id, kind: 'digest', slot: `picture:${week.key}`, draft }])).length > 0
}

/** What a digest of this period tells a chat: live stories that it wants and has from no message. */
export async function storiesFor(tx: Db, chat: Chat, slot: Pick<DigestSlot, 'period' | 'dueAt'>): Promise<StoryView[]> {
  const subscribed = chat.subscribedAt?.getTime() ?? 0
  const since = new Date(Math.max(subscribed, slot.period.from.getTime() - LOOK_BACK_MS))
  const { followed } = chatPreferences(chat)
  const ask = { chat: chat.id, tier: chat.tier, followed, since, until: slot.dueAt, limit: STORIES_IN_A_DIGEST }
  const editions = await editionsForDigest(tx, ask)
  const before = new Set(editions.flatMap(({ storyId, toldBefore }) => (toldBefore ? [String(storyId)] : [])))
  const views = await storyViews(
    tx,
    editions.map(({ storyId }) => storyId),
  )
  const known = followed.length > 0 ? await namedEntities(tx) : []
  return views
    .filter((view) => isWanted(chat, view))
    .map((view) => ({ ...view, raised: before.has(view.id), followed: followedTitles(chat, view.entities, known) }))
}

/** Where a story's number leads: a group or channel must not be flooded with cards. */
export function cardTarget(chat: Chat, botName: string): CardTarget {
  return chat.kind === 'private' ? { kind: 'here' } : { kind: 'private', botName }
}
