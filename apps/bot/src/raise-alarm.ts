import type { BotLog } from './bot-deps.ts'
import { describeError } from './describe-error.ts'

/** One POST to RASID_ALARM_URL when the bot itself can no longer tell anybody. Never throws. */
export async function raiseAlarm(url: string | null, log: BotLog, alarm: { reason: string; at: Date }): Promise<void> {
  log.error({ reason: alarm.reason }, 'deliveries are held: Telegram refuses the token')
  if (url === null) return
  const body = JSON.stringify({ source: 'rasid', alarm: 'deliveries-held', reason: alarm.reason, at: alarm.at })
  const headers = { 'content-type': 'application/json' }
  try {
    await fetch(url, { method: 'POST', body, headers, signal: AbortSignal.timeout(10_000) })
  } catch (error) {
    log.error({ err: describeError(error) }, 'the alarm could not be raised')
  }
}
