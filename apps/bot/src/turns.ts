import {
  composeCatchUp,
  composeDueDigests,
  keepStatus,
  sendMessages,
  tellChats,
  tellDevelopments,
  tellFeedNotices,
} from '@rasid/operations'
import type { Update } from 'grammy/types'
import { createBot } from './create-bot.ts'
import { keepWebhook } from './keep-webhook.ts'
import { pollUpdates } from './poll-updates.ts'
import { raiseAlarm } from './raise-alarm.ts'
import type { Loop } from './run-loop.ts'
import { connect, HELD_MS, holdAll, leaseKeeper, type Session } from './session.ts'
import { sendRequest } from './telegram-api.ts'
import { tellConflict } from './tell-conflict.ts'
import { webhookPath } from './webhook.ts'

/** One turn of a loop; returns how long to rest before the next. */
type Turn = () => Promise<number>

// The table is the truth and NOTIFY only a hint: this is how late a lost hint makes an alert.
const LOOK_MS = 5_000
// Retries and flood waits come due between wakes.
const SENDER_REST_MS = 1_000

/** Asks who we are until Telegram says, then polls, or keeps the webhook. `connected`: the first asking, under way already. */
export function pollerTurn(session: Session, connected: Promise<number>): Turn {
  let poll: Turn | null = null
  let first: Promise<number> | null = connected
  return async () => {
    if (poll) return poll()
    const asking = first ?? connect(session)
    first = null
    const restMs = await asking
    if (restMs > 0 || !session.me) return restMs || LOOK_MS
    const { bot: deps, api, owner, abort, start, me } = session
    const bot = createBot(deps, { ...start, me })
    const handle = (update: Update) => bot.handleUpdate(update)
    session.handleUpdate = handle
    if (start.webhook) {
      const { secret, publicUrl } = start.webhook
      const url = `${publicUrl}${webhookPath(session.botId)}`
      poll = keepWebhook({ api, secret, log: deps.log, url, onTaken: () => tellConflict(deps) })
    } else {
      const onUnauthorized = (reason: string) => holdAll(session, reason)
      poll = pollUpdates({ ...deps, api, owner, signal: abort.signal, handle, onUnauthorized })
    }
    return 0
  }
}

export function tellerTurn({ bot }: Session, sender: Loop): Turn {
  return async () => {
    const told = { ...(await tellChats(bot)), developments: await tellDevelopments(bot) }
    if (told.alerts + told.edits + told.developments > 0) {
      bot.log.info(told, 'told')
      sender.wake()
    }
    return LOOK_MS
  }
}

/** Digests are due at whole minutes, so looking once a minute is enough; the operators' status is looked at as often. */
export function digestTurn(session: Session, sender: Loop): Turn {
  let looked = -1
  return async () => {
    const { bot, me } = session
    const minute = Math.floor(bot.now().getTime() / 60_000)
    // Number buttons in groups lead to the bot by its name.
    if (!me || minute === looked) return LOOK_MS
    const digests = (await composeCatchUp(bot)) + (await composeDueDigests(bot))
    const status = await keepStatus(bot)
    const notices = await tellFeedNotices(bot.db, bot.botId)
    looked = minute
    if (digests > 0) bot.log.info({ digests }, 'digests composed')
    if (digests > 0 || status || notices > 0) sender.wake()
    return LOOK_MS
  }
}

export function senderTurn(session: Session): Turn {
  const { bot, botId, owner, abort, cut, api, start } = session
  const isSender = leaseKeeper(session)
  return async () => {
    if (!(await isSender())) return LOOK_MS
    const counts = await sendMessages({
      ...{ db: bot.db, botId, owner, pace: bot.pace, now: bot.now, log: bot.log, signal: abort.signal, isSender },
      sendRequest: (request) => sendRequest(api, request, cut.signal),
      onHold: (reason) => void raiseAlarm(start.alarmUrl ?? null, start.log, { reason, at: bot.now() }),
    })
    if (Object.keys(counts.outcomes).length > 0) bot.log.info(counts.outcomes, 'sent')
    return counts.held ? HELD_MS : SENDER_REST_MS
  }
}
