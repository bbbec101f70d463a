import { addDays, instantOf, localTimeAt, parseClock } from './local-time.ts'

/** Hours in which a chat wants no sound. `critical`: only what is marked critical comes; `hold`: all is kept and comes on waking. */
export interface QuietHours {
  /** Local times, "23:00" to "07:00"; the same time twice means no quiet hours at all, never quiet for ever. */
  start: string
  end: string
  mode: 'critical' | 'hold'
}

/** When the quiet hours that hold at `now` end, or null when the chat is awake. Start belongs to them, end does not. */
export function quietUntil(quiet: QuietHours | null, tz: string, now: Date): Date | null {
  const start = quiet && parseClock(quiet.start)
  const end = quiet && parseClock(quiet.end)
  if (!start || !end || quiet.start === quiet.end) return null
  const today = localTimeAt(now, tz)
  // Yesterday's quiet hours may reach over midnight into today.
  for (const day of [-1, 0]) {
    const from = { ...addDays(today, day), ...start }
    const overMidnight = quiet.end < quiet.start ? 1 : 0
    const until = instantOf({ ...addDays(from, overMidnight), ...end }, tz)
    if (instantOf(from, tz) <= now && now < until) return until
  }
  return null
}

/** When a message may be told to the chat: now, or on waking. Null: not at all as an alert (the digest tells it). */
export function tellAt(quiet: QuietHours | null, tz: string, now: Date, message: { critical: boolean }): Date | null {
  const until = quietUntil(quiet, tz, now)
  if (!until || !quiet) return now
  if (quiet.mode === 'hold') return until
  return message.critical ? now : null
}
