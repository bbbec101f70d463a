import { composeDevelopment, developmentOf, tellAt, tollOf } from '@rasid/core'
import {
  type Db,
  developingStories,
  dropOwedTolls,
  type FirstAlert,
  firstAlerts,
  oweMessages,
  type SignedArticle,
  toldDevelopments,
} from '@rasid/store'
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
  /** 0 where it is not about a toll. */
  toll: number
  article: SignedArticle
}

/**
 * Replies to alerts when their story takes a turn: a denial, a claim of responsibility, a toll up by more than a
 * quarter. Each is told once a chat by its slot, so looking again tells nothing twice. They count among the chat's alerts of an
 * hour, and wait where that is full; a toll that waits gives way to a higher one. Returns how many are owed.
 */
export async function tellDevelopments(deps: TellDeps): Promise<number> {
  const { db, botId } = deps
  const stories = await developingStories(db, { botId, withinMs: REPLY_WITHIN_MS, sinceMs: LOOK_BACK_MS })
  const restored = stories.size > 0 ? await restoredBackup(deps) : null
  let owed = 0
  for (const [storyId, articles] of stories) {
    if (await isOldStory(db, storyId, restored)) continue
    const developments = developmentsFor(articles)
    const alerts = await firstAlerts(db, { botId, storyId, withinMs: REPLY_WITHIN_MS })
    const told = await toldDevelopments(db, { botId, storyId })
    for (const alert of alerts) {
      const news = newestOf(developments(alert), told.get(alert.chat) ?? [])
      if (news.length > 0) owed += await db.transaction((tx) => reply(tx, deps, { storyId, alert, developments: news }))
    }
  }
  return owed
}

/** What a chat was not told yet; of several higher tolls only the last one still is news. */
function newestOf(developments: readonly Development[], told: readonly string[]): Development[] {
  const highest = Math.max(0, ...told.map((key) => Number(/^toll-(\d+)$/.exec(key)?.[1] ?? 0)))
  const news = developments.filter(({ key, toll }) => !told.includes(key) && (toll === 0 || toll > highest))
  const last = news.findLast(({ toll }) => toll > 0)
  return news.filter((one) => one.toll === 0 || one === last)
}

/** What is news to the reader of an alert. Chats that were alerted together share it. */
function developmentsFor(articles: readonly SignedArticle[]): (alert: FirstAlert) => readonly Development[] {
  const composed = new Map<number, readonly Development[]>()
  return ({ createdAt }) => {
    // What was known when the alert was written stands in it, or in its edits.
    const known = Math.max(articles.filter(({ firstSeenAt }) => firstSeenAt <= createdAt).length, 1)
    const developments = composed.get(known) ?? developmentsAfter(articles, known)
    composed.set(known, developments)
    return developments
  }
}

// Each is measured by what was told last, not by what other articles said in between: a toll that creeps from 40 to 145 one by one
// is news every quarter, too.
function developmentsAfter(articles: readonly SignedArticle[], known: number): Development[] {
  const told = articles.slice(0, known).map(({ signature }) => signature)
  return articles.slice(known).flatMap((article): Development[] => {
    const kind = developmentOf(told, article.signature)
    if (kind === null) return []
    told.push(article.signature)
    const toll = kind === 'toll' ? tollOf(article.signature) : 0
    return [{ kind, key: kind === 'toll' ? `toll-${toll}` : kind, toll, article }]
  })
}

async function reply(
  db: Db,
  deps: TellDeps,
  told: { storyId: number; alert: FirstAlert; developments: readonly Development[] },
): Promise<number> {
  const { storyId, alert, developments } = told
  const now = deps.now()
  const reading = { lang: alert.lang, tz: alert.zone, now }
  if (developments.some(({ toll }) => toll > 0)) {
    const given = await dropOwedTolls(db, { chat: alert.chat, storyId })
    alert.recent = without(alert.recent, given)
  }
  const owed = developments.flatMap(({ kind, key, toll, article }) => {
    const at = tellAt(quietHoursOf(alert), alert.zone, roomAt(alert, deps), { critical: false })
    if (!at) return []
    alert.recent.unshift(at)
    const { title, url, outlet } = article
    const draft = composeDevelopment({ ...reading, kind, toll, storyId: String(storyId), title, url, outlet })
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

function without(times: readonly Date[], gone: readonly Date[]): Date[] {
  const left = gone.map((time) => time.getTime())
  return times.filter((time) => {
    const at = left.indexOf(time.getTime())
    if (at !== -1) left.splice(at, 1)
    return at === -1
  })
}

const HOUR_MS = 3_600_000

// No digest would bring a development, since its story is told already: where the hour is full it waits for the next room.
function roomAt({ recent, settings }: FirstAlert, deps: TellDeps): Date {
  const now = deps.now()
  const limit = chatPreferences({ settings }).alertsPerHour ?? deps.alertsPerHour ?? USUAL_ALERTS_PER_HOUR
  const full = recent[limit - 1]
  return full === undefined ? now : new Date(Math.max(now.getTime(), full.getTime() + HOUR_MS))
}
