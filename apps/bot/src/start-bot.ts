import { randomUUID } from 'node:crypto'
import { createPace, type Pace } from '@rasid/core'
import {
  composeDueDigests,
  holdDeliveries,
  type PreviewDeps,
  releaseDeliveries,
  type SendCounts,
  sendMessages,
  tellChats,
} from '@rasid/operations'
import { claimLease, EDITIONS_CHANNEL, releaseLease, type Store } from '@rasid/store'
import type { Api } from 'grammy'
import type { UserFromGetMe } from 'grammy/types'
import type { BotDeps, BotLog } from './bot-deps.ts'
import { createBot } from './create-bot.ts'
import { endPolling, pollUpdates } from './poll-updates.ts'
import { raiseAlarm } from './raise-alarm.ts'
import { registerMenus } from './register-menus.ts'
import { type Loop, runLoop } from './run-loop.ts'
import { factsOf, sendRequest, telegramApi } from './telegram-api.ts'

export interface StartBotDeps {
  store: Store
  /** From RASID_BOT_TOKEN, or the stand-in's in a rehearsal. Its digits are the bot's id. */
  token: string
  apiRoot: string
  owners: readonly number[]
  visitor: PreviewDeps['visitor']
  log: BotLog
  alarmUrl?: string | null
  now?: () => Date
  /** Tests only: other limits than Telegram's. */
  pace?: Pace
}

export interface RunningBot {
  botId: number
  /** The bot as Telegram knows it; null until Telegram has answered for the first time. */
  me(): UserFromGetMe | null
  /** Looks for owed messages at once. */
  wake(): void
  /** Ends all loops within 10 s. Requests in flight are settled, or left to be found unknown. */
  stop(): Promise<void>
}

// The table is the truth and NOTIFY only a hint: this is how late a lost hint makes an alert.
const LOOK_MS = 5_000
// Retries and flood waits come due between wakes.
const SENDER_REST_MS = 1_000
const SENDER_LEASE_MS = 30_000
const HELD_MS = 60_000
const STOP_WITHIN_MS = 9_000

interface Session {
  deps: StartBotDeps
  botId: number
  /** For this process's leases and claims. */
  owner: string
  api: Api
  bot: BotDeps
  me: UserFromGetMe | null
  abort: AbortController
  jobs: Set<Promise<void>>
}

/**
 * Runs one bot: poller, teller, digest clock and sender, each a loop of its own. Starts without Telegram too: what is
 * owed is written, and is sent once Telegram answers. Waits for the first answer, or its failure, before it returns.
 */
export async function startBot(deps: StartBotDeps): Promise<RunningBot> {
  const session = openSession(deps)
  const { log } = deps
  const sender = runLoop('sender', log, senderTurn(session))
  session.bot.wakeSender = sender.wake
  const connected = connect(session)
  const teller = runLoop('teller', log, tellerTurn(session, sender))
  const digests = runLoop('digests', log, digestTurn(session, sender))
  const poller = runLoop('poller', log, pollerTurn(session, connected))
  const listening = await listen(session, teller)
  await connected
  return {
    botId: session.botId,
    me: () => session.me,
    wake: () => {
      teller.wake()
      sender.wake()
    },
    stop: () => stopWithin(session, [poller, digests, teller, sender], listening),
  }
}

function openSession(deps: StartBotDeps): Session {
  const now = deps.now ?? (() => new Date())
  const botId = Number(deps.token.split(':')[0])
  const jobs = new Set<Promise<void>>()
  const bot: BotDeps = {
    ...{ db: deps.store.db, botId, botName: '', owners: deps.owners, now, log: deps.log, feeds: deps.visitor },
    pace: deps.pace ?? createPace(),
    wakeSender: () => {},
    background(job) {
      jobs.add(job)
      void job.finally(() => jobs.delete(job))
    },
  }
  const api = telegramApi({ token: deps.token, apiRoot: deps.apiRoot })
  return { deps, botId, owner: randomUUID(), api, bot, me: null, abort: new AbortController(), jobs }
}

/** Asks Telegram who we are, and tells it the menus. Returns how long to rest before asking again; 0: connected. */
async function connect(session: Session): Promise<number> {
  const { api, bot, botId } = session
  try {
    session.me = await api.getMe()
    bot.botName = session.me.username
    await releaseDeliveries(bot.db, botId)
    await registerMenus(api, bot)
    return 0
  } catch (error) {
    const facts = factsOf(error)
    if (facts.kind !== 'response' || (facts.status !== 401 && facts.status !== 404)) return LOOK_MS
    await hold(session, 'Unauthorized')
    return HELD_MS
  }
}

async function hold(session: Session, reason: string): Promise<void> {
  const { bot, botId, deps } = session
  const at = bot.now()
  if (!(await holdDeliveries(bot.db, botId, { reason, since: at.toISOString() }))) return
  await raiseAlarm(deps.alarmUrl ?? null, deps.log, { reason, at })
}

function pollerTurn(session: Session, connected: Promise<number>): () => Promise<number> {
  let poll: (() => Promise<number>) | null = null
  let first: Promise<number> | null = connected
  return async () => {
    if (poll) return poll()
    const restMs = await (first ?? connect(session))
    first = null
    if (restMs > 0 || !session.me) return restMs || LOOK_MS
    const { bot: deps, api, owner, abort, deps: start, me } = session
    const bot = createBot(deps, { token: start.token, apiRoot: start.apiRoot, me })
    poll = pollUpdates({
      ...{ ...deps, api, owner, signal: abort.signal },
      handle: (update) => bot.handleUpdate(update),
      onUnauthorized: (reason) => hold(session, reason),
    })
    return 0
  }
}

function tellerTurn({ bot }: Session, sender: Loop): () => Promise<number> {
  return async () => {
    const told = await tellChats(bot)
    if (told.alerts + told.edits > 0) {
      bot.log.info(told, 'told')
      sender.wake()
    }
    return LOOK_MS
  }
}

// Digests are due at whole minutes, so looking once a minute is enough.
function digestTurn(session: Session, sender: Loop): () => Promise<number> {
  let looked = -1
  return async () => {
    const { bot, me } = session
    const minute = Math.floor(bot.now().getTime() / 60_000)
    // Number buttons in groups lead to the bot by its name.
    if (!me || minute === looked) return LOOK_MS
    const digests = await composeDueDigests(bot)
    looked = minute
    if (digests > 0) {
      bot.log.info({ digests }, 'digests composed')
      sender.wake()
    }
    return LOOK_MS
  }
}

function senderTurn(session: Session): () => Promise<number> {
  const { bot, botId, owner, abort, api, deps } = session
  const holdLease = leaseKeeper(session)
  return async () => {
    if (!(await holdLease())) return LOOK_MS
    const counts: SendCounts = await sendMessages({
      ...{ db: bot.db, botId, owner, pace: bot.pace, now: bot.now, log: bot.log, signal: abort.signal },
      sendRequest: (request) => sendRequest(api, request),
      isSender: holdLease,
      onHold: (reason) => void raiseAlarm(deps.alarmUrl ?? null, deps.log, { reason, at: bot.now() }),
    })
    if (Object.keys(counts.outcomes).length > 0) bot.log.info(counts.outcomes, 'sent')
    return counts.held ? HELD_MS : SENDER_REST_MS
  }
}

const senderLease = (botId: number): string => `sender:${botId}`

/** The one sender of the token, by the database's clock; asked at most every third of the lease. */
function leaseKeeper({ bot, botId, owner }: Session): () => Promise<boolean> {
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

async function listen({ deps }: Session, teller: Loop): Promise<() => Promise<void>> {
  try {
    const { unlisten } = await deps.store.sql.listen(EDITIONS_CHANNEL, teller.wake)
    return unlisten
  } catch {
    // Without the hint alerts are at most one look later.
    return async () => {}
  }
}

async function stopWithin(session: Session, loops: readonly Loop[], unlisten: () => Promise<void>): Promise<void> {
  const { abort, bot, botId, owner, jobs } = session
  abort.abort()
  const ended = Promise.allSettled([...loops.map((loop) => loop.stop()), ...jobs, unlisten()])
  let timer: NodeJS.Timeout | undefined
  const deadline = new Promise((resolve) => {
    timer = setTimeout(resolve, STOP_WITHIN_MS)
  })
  await Promise.race([ended, deadline])
  clearTimeout(timer)
  await Promise.allSettled([endPolling({ db: bot.db, botId, owner }), releaseLease(bot.db, senderLease(botId), owner)])
}
