import { EDITIONS_CHANNEL, releaseLease } from '@rasid/store'
import type { UserFromGetMe } from 'grammy/types'
import { endPolling } from './poll-updates.ts'
import { type Loop, runLoop } from './run-loop.ts'
import { connect, openSession, type Session, type StartBotDeps, senderLease } from './session.ts'
import { digestTurn, pollerTurn, senderTurn, tellerTurn } from './turns.ts'
import { createWebhook, type Webhook } from './webhook.ts'

export interface RunningBot {
  botId: number
  /** The bot as Telegram knows it; null until Telegram has answered for the first time. */
  me(): UserFromGetMe | null
  /** For the web server to mount; null with long polling. */
  webhook: Webhook | null
  /** Looks for untold editions, due digests and owed messages at once. */
  wake(): void
  /** Ends all loops within 10 s; what was in flight until the last second is settled as unknown. */
  stop(): Promise<void>
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
  const unlisten = await listen(session, teller)
  await connected.catch(() => {})
  let stopping: Promise<void> | null = null
  return {
    botId: session.botId,
    me: () => session.me,
    webhook: deps.webhook
      ? createWebhook({ botId: session.botId, log, secret: deps.webhook.secret, handler: () => session.handleUpdate })
      : null,
    wake() {
      teller.wake()
      digests.wake()
      sender.wake()
    },
    stop() {
      stopping ??= stopAll(session, [poller, digests, teller, sender], unlisten)
      return stopping
    },
  }
}

async function listen({ start }: Session, teller: Loop): Promise<() => Promise<void>> {
  try {
    const { unlisten } = await start.store.sql.listen(EDITIONS_CHANNEL, teller.wake)
    return unlisten
  } catch {
    // Without the hint alerts are at most one look later.
    return async () => {}
  }
}

const STOP_WITHIN_MS = 8_000
// A request that has no answer by then is given up and settled as unknown, while there is still time to write it.
const CUT_AFTER_MS = 4_000

async function stopAll(session: Session, loops: readonly Loop[], unlisten: () => Promise<void>): Promise<void> {
  const { abort, cut, bot, botId, owner, jobs } = session
  abort.abort()
  const ended = Promise.allSettled([...loops.map((loop) => loop.stop()), ...jobs, unlisten()])
  const timers: NodeJS.Timeout[] = [setTimeout(() => cut.abort(), CUT_AFTER_MS)]
  const deadline = new Promise((resolve) => {
    timers.push(setTimeout(resolve, STOP_WITHIN_MS))
  })
  await Promise.race([ended, deadline])
  for (const timer of timers) clearTimeout(timer)
  const lease = releaseLease(bot.db, senderLease(botId), owner)
  await Promise.allSettled([endPolling({ db: bot.db, botId, owner }), lease])
}
