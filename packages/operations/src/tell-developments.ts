import { composeDevelopment, developmentOf, tellAt, tollOf } from '@rasid/core'
import { type Db, developingStories, type FirstAlert, firstAlerts, oweMessages, type SignedArticle } from '@rasid/store'
import { chatPreferences, quietHoursOf } from './chat-preferences.ts'
import type { RowDraft } from './message-request.ts'
import { isOldStory, restoredBackup } from './restored-backup.ts'
import { type TellDeps, USUAL_ALERTS_PER_HOUR } from './tell-chats.ts'

// Past two days a story is history, and its alert far up in the chat.
const REPLY_WITHIN_MS = 48 * 3_600_000
// A match becomes final within ten minutes; looking back over more than that makes a crash or a restart lose nothing.
const LOOK_BACK_MS = 60 * 60_000

interface Development {
  kind: 'denial' | 'claim' | 'toll'
  /** Unique within the story: one denial, one claim, one reply for each higher toll. */
  key: string
  article: SignedArticle
}

/**
 * Replies to alerts when their story takes a turn: a denial, a claim of responsibility, a toll up by more than a
 * quarter. Each is told once a chat by its slot, so looking again tells nothing twice. They count among the chat's alerts of an
 * hour, and wait where that is full. Returns how many are owed.
 */
export async function tellDevelopments(deps: TellDeps): Promise<number> {
  const { db, botId } = deps
  const stories = await developingStories(db, { botId, withinMs: REPLY_WITHIN_MS, sinceMs: LOOK_BACK_MS })
  const restored = stories.size > 0 ? await restoredBackup(deps) : null
  let owed = 0
  for (const [storyId, articles] of stories) {
    const developments = developmentsAmong(articles)
    if (developments.length === 0 || (await isOldStory(db, storyId, restored))) continue
    const alerts = await firstAlerts(db, { botId, storyId, withinMs: REPLY_WITHIN_MS })
    for (const development of developments) owed += await reply(db, deps, { storyId, development, alerts })
  }
  return owed
}

function developmentsAmong(articles: readonly SignedArticle[]): Development[] {
  return articles.flatMap((article, at): Development[] => {
    const told = articles.slice(0, at).map(({ signature }) => signature)
    const kind = told.length === 0 ? null : developmentOf(told, article.signature)
    if (kind === null) return []
    return [{ kind, key: kind === 'toll' ? `toll-${tollOf(article.signature)}` : kind, article }]
  })
}

async function reply(
  db: Db,
  deps: TellDeps,
  told: { storyId: number; development: Development; alerts: readonly FirstAlert[] },
): Promise<number> {
  const { storyId, development, alerts } = told
  const { kind, key, article } = development
  const now = deps.now()
  const owed = alerts.flatMap((alert) => {
    // What was known when the alert was written stands in it, or in its edits.
    if (article.firstSeenAt <= alert.createdAt) return []
    const at = tellAt(quietHoursOf(alert), alert.zone, roomAt(alert, deps), { critical: false })
    if (!at) return []
    alert.recent.unshift(at)
    const reading = { lang: alert.lang, tz: alert.zone, now }
    const { title, url, outlet } = article
    const draft = composeDevelopment({ ...reading, kind, storyId: String(storyId), title, url, outlet })
    return [
      {
        ...{ chat: alert.chat, kind: 'alert' as const, slot: `story:${storyId}:${key}` },
        ...(at > now && { notBefore: at }),
        draft: { ...draft, answers: alert.id } satisfies RowDraft,
      },
    ]
  })
  return (await oweMessages(db, owed)).length
}

const HOUR_MS = 3_600_000

// No digest would bring a development, since its story is told already: where the hour is full it waits for the next room.
function roomAt({ recent, settings }: FirstAlert, deps: TellDeps): Date {
  const now = deps.now()
  const limit = chatPreferences({ settings }).alertsPerHour ?? deps.alertsPerHour ?? USUAL_ALERTS_PER_HOUR
  const full = recent[limit - 1]
  return full === undefined ? now : new Date(Math.max(now.getTime(), full.getTime() + HOUR_MS))
}
