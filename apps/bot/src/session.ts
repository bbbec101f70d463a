import { randomUUID } from 'node:crypto'
import { createPace, type Pace } from '@rasid/core'
import { holdDeliveries, type PreviewDeps, releaseDeliveries } from '@rasid/operations'
import { claimLease, type Store } from '@rasid/store'
import type { Api } from 'grammy'
import type { Update, UserFromGetMe } from 'grammy/types'
import type { BotDeps, BotLog } from './bot-deps.ts'
import { raiseAlarm } from './raise-alarm.ts'
import { registerMenus } from './register-menus.ts'
import { downloadFile, factsOf, telegramApi } from './telegram-api.ts'

export interface StartBotDeps {
  store: Store
  /** From RASID_BOT_TOKEN, or the stand-in's in a rehearsal. */
  token: string
  apiRoot: string
  owners: readonly number[]
  visitor: PreviewDeps['visitor']
  log: BotLog
  alarmUrl?: string | null
  /** Where the page is opened, for `/page`; null while that is not known. */
  pageUrl?: () => string | null
  /** Updates come by webhook instead of long polling: RASID_WEBHOOK_SECRET and RASID_PUBLIC_URL. */
  webhook?: { secret: string; publicUrl: string } | null
  /** HTTPS_PROXY: how Telegram is reached. */
  proxy?: string | null
  now?: () => Date
  /** Tests only: other limits than Telegram's. */
  pace?: Pace
}

/** What the loops of one running bot share. */
export interface Session {
  start: StartBotDeps
  botId: number
  /** For this process's leases and claims. */
  owner: string
  api: Api
  bot: BotDeps
  /** null until Telegram has answered for the first time. */
  me: UserFromGetMe | null
  /** Ends the loops. */
  abort: AbortController
  /** Cuts off requests that are still in flight when there is no more time. */
  cut: AbortController
  jobs: Set<Promise<void>>
  /** Handles an update; null until we know who we are. */
  handleUpdate: ((update: Update) => Promise<void>) | null
}

/** A token's digits are its bot's id, which marks every row of that bot. */
export const botIdOf = (token: string): number => Number(token.split(':')[0])

export function openSession(start: StartBotDeps): Session {
  const { token, owners, log, store } = start
  const botId = botIdOf(token)
  const api = telegramApi(start)
  const jobs = new Set<Promise<void>>()
  const bot: BotDeps = {
    ...{ db: store.db, botId, botName: '', owners, log, feeds: start.visitor },
    pageUrl: start.pageUrl ?? (() => null),
    now: start.now ?? (() => new Date()),
    pace: start.pace ?? createPace(),
    download: (fileId) => downloadFile(api, start, fileId),
    wakeSender: () => {},
    background(job) {
      jobs.add(job)
      void job.finally(() => jobs.delete(job))
    },
  }
  return {
    ...{ start, botId, bot, jobs, owner: randomUUID(), api, me: null },
    ...{ abort: new AbortController(), cut: new AbortController(), handleUpdate: null },
  }
}

const ASK_AGAIN_MS = 5_000
// A refused token is asked about once a minute; nothing is lost meanwhile.
export const HELD_MS = 60_000

/** Asks Telegram who we are, and tells it the menus. Returns how long to rest before asking again; 0: connected. */
export async function connect(session: Session): Promise<number> {
  const { api, bot, botId } = session
  try {
    session.me = await api.getMe()
  } catch (error) {
    const facts = factsOf(error)
    if (facts.kind !== 'response' || (facts.status !== 401 && facts.status !== 404)) return ASK_AGAIN_MS
    await holdAll(session, 'Unauthorized')
    return HELD_MS
  }
  bot.botName = session.me.username
  await releaseDeliveries(bot.db, botId)
  await registerMenus(api, bot)
  return 0
}

/** Telegram refuses the token: deliveries are held, and the alarm is raised once. */
export async function holdAll({ bot, botId, start }: Session, reason: string): Promise<void> {
  const at = bot.now()
  const isNew = await holdDeliveries(bot.db, botId, { reason, since: at.toISOString() })
  if (isNew) await raiseAlarm(start.alarmUrl ?? null, start.log, { reason, at })
}

export const senderLease = (botId: number): string => `sender:${botId}`
// How long a killed sender keeps the next one waiting.
const SENDER_LEASE_MS = 20_000

/** The one sender of the token, by the database's clock; the claim is prolonged at every third of its time. */
export function leaseKeeper({ bot, botId, owner }: Session): () => Promise<boolean> {
  let asked = 0
  let held = false
  return async () => {
    const now = performance.now()
    if (held && now - asked < SENDER_LEASE_MS / 3) return true
    held = await claimLease(bot.db, senderLease(botId), owner, SENDER_LEASE_MS)
    asked = now
    return held
  }
}
