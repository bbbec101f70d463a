import type { BotLog } from './bot-deps.ts'
import { describeError } from './describe-error.ts'

/** One POST to RASID_ALARM_URL when the bot itself can no longer tell anybody. Never throws. */
export async function raiseAlarm(url: string | null, log: BotLog, alarm: { reason: string; at: Date }): Promise<void> {
  log.error({ reason: alarm.reason }, 'deliveries are held: Telegram refuses the token')
  if (url === null) return
  const body = JSON.stringify({ source: 'rasid', alarm: 'deliveries-held', reason: alarm.reason, at: alarm.at })
  const headers = { 'content-type': 'application/json' }
  try {
    const { ok, status } = await fetch(url, { method: 'POST', body, headers, signal: AbortSignal.timeout(10_000) })
    if (!ok) log.error({ status }, 'the alarm could not be raised')
  } catch (error) {
    log.error({ err: describeError(error) }, 'the alarm could not be raised')
  }
}
