import { quietUntil, tellAt } from '@rasid/core'
import {
  type AlertChat,
  chatsToAlert,
  type Db,
  type Edition,
  type EditionKey,
  lockUntoldEdition,
  markEditionTold,
  oweMessages,
  recordTold,
  untoldEditions,
} from '@rasid/store'
import { alertDrafts } from './alert-drafts.ts'
import { chatPreferences, isWanted, quietHoursOf } from './chat-preferences.ts'
import { editAlerts } from './edit-alerts.ts'
import { isOldStory, restoredBackup } from './restored-backup.ts'
import { storyViews, type ToldStoryView } from './story-views.ts'

export interface TellDeps {
  db: Db
  botId: number
  now(): Date
  /** For chats whose settings do not say; the rest waits for the digest. */
  alertsPerHour?: number
}

export interface TellCounts {
  editions: number
  alerts: number
  edits: number
}

/** For installations that do not say. */
export const USUAL_ALERTS_PER_HOUR = 4
// After downtime, what is older than this is no news for an alert: the digest brings it.
const FRESH_MS = 6 * 3_600_000
const PAGE = 100

/**
 * Turns editions that nobody was told of into alerts owed to the chats of this bot that want them. One transaction an
 * edition writes its messages, what they tell and `told_at`, so that a crash or a second teller repeats nothing.
 */
export async function tellChats(deps: TellDeps): Promise<TellCounts> {
  const counts: TellCounts = { editions: 0, alerts: 0, edits: 0 }
  for (;;) {
    const before = counts.editions
    const page = await untoldEditions(deps.db, PAGE)
    for (const key of page) await tellEdition(deps, key, counts)
    // Nothing told: another teller holds the whole page.
    if (page.length < PAGE || counts.editions === before) return counts
  }
}

async function tellEdition(deps: TellDeps, key: EditionKey, counts: TellCounts): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const edition = await lockUntoldEdition(tx, key)
    if (!edition) return
    const [story] = await storyViews(tx, [edition.storyId])
    if (story && edition.reason === 'grown') counts.edits += await editAlerts(tx, deps, { edition, story })
    if (story && (await isNews(tx, deps, edition))) counts.alerts += await oweAlerts(tx, deps, { edition, story })
    await markEditionTold(tx, key)
    counts.editions += 1
  })
}

/** Fresh, and not a story of before that only a restored backup does not know any more. */
async function isNews(tx: Db, { now }: TellDeps, edition: Edition): Promise<boolean> {
  if (now().getTime() - edition.at.getTime() >= FRESH_MS) return false
  return !(await isOldStory(tx, edition.storyId, await restoredBackup({ db: tx, now })))
}

interface Telling {
  edition: Edition
  story: ToldStoryView
}

async function oweAlerts(tx: Db, deps: TellDeps, told: Telling): Promise<number> {
  const { edition, story } = told
  const alertsPerHour = deps.alertsPerHour ?? USUAL_ALERTS_PER_HOUR
  const chats = await chatsToAlert(tx, { botId: deps.botId, edition, alertsPerHour })
  const readers = chats.map((chat) => ({ ...chat, raised: chat.toldBefore }))
  const drafts = await alertDrafts(tx, { story, now: deps.now() }, readers)
  const slot = `story:${edition.storyId}:${edition.n}`
  const now = deps.now()
  const owed = readers.flatMap((chat) => {
    const at = alertTime(chat, told, now)
    // Without an hour of its own it is due by the database's clock, at once.
    const held = at && at > now ? { notBefore: at } : {}
    return at ? [{ chat: chat.id, kind: 'alert' as const, slot, draft: drafts(chat), ...held }] : []
  })
  const added = await oweMessages(tx, owed)
  await recordTold(
    tx,
    added.map(({ id, chat }) => ({ messageId: id, chat, storyId: edition.storyId, edition: edition.n })),
  )
  return added.length
}

// Three outlets seldom err together: that is what may wake a reader who asked for what is critical only.
const CRITICAL_OUTLETS = 3

/** When a chat hears of an edition: now, on waking, or (null) with its digest. A story that grew alerts only those who
 *  were not told because they sleep, muted its first outlets or wait for more of them; all others were told, or left to the digest on purpose. */
function alertTime(chat: AlertChat, { edition, story }: Telling, now: Date): Date | null {
  if (!isWanted(chat, story)) return null
  const quiet = quietHoursOf(chat)
  const sleeps = quietUntil(quiet, chat.zone, now) !== null
  const { mutedOutlets, alertOutlets } = chatPreferences(chat)
  if (story.outlets.length < alertOutlets) return null
  const isLate = (sleeps && quiet?.mode === 'critical') || mutedOutlets.length > 0 || alertOutlets > 1
  if (edition.reason === 'grown' && !isLate) return null
  const critical = edition.tier === 'core' && edition.outlets >= CRITICAL_OUTLETS
  return tellAt(quiet, chat.zone, now, { critical })
}
