import { addDays, instantOf, type LocalTime, localTimeAt, parseClock, weekdayOf } from './local-time.ts'

/** When a chat wants its digest, in its own zone. */
export interface DigestSettings {
  /** IANA zone: "Asia/Riyadh". */
  tz: string
  /** `daily` covers every number of hours a day; `weekly` one weekday (0 Sunday … 6 Saturday). */
  rhythm: 'daily' | 'weekly' | 'off'
  /** Local times of day, "08:00". */
  times: readonly string[]
  weekday?: number
  /** When the last digest was due, or when the chat subscribed or changed these settings: earlier slots owe nothing. */
  since: Date
}

export interface DigestSlot {
  /** Unique for the chat, from the local date and time: `daily:2026-11-22T08:00`. */
  key: string
  dueAt: Date
  /** What it tells: from the last digest (or subscription) to its own hour. */
  period: { from: Date; to: Date }
  /** Slots that passed unsent before this one, told by this one digest. */
  missed: number
}

export interface DigestPlan {
  due: DigestSlot | null
  /** The next slot after `now`; null when digests are off. */
  nextAt: Date | null
}

// A chat that was away longer than this is not told how many it missed.
const LOOK_BACK_DAYS = 35

/** Which digest is due at `now`, and when the next one comes. However many were missed, one catches up for all. */
export function digestSlots(settings: DigestSettings, now: Date): DigestPlan {
  if (settings.rhythm === 'off') return { due: null, nextAt: null }
  const slots = slotsAround(settings, now)
  const passed = slots.filter((slot) => slot.at > settings.since && slot.at <= now)
  const last = passed.at(-1)
  const nextAt = slots.find((slot) => slot.at > now)?.at ?? null
  if (!last) return { due: null, nextAt }
  const period = { from: settings.since, to: last.at }
  return { due: { key: last.key, dueAt: last.at, period, missed: passed.length - 1 }, nextAt }
}

function slotsAround(settings: DigestSettings, now: Date): { key: string; at: Date }[] {
  const today = localTimeAt(now, settings.tz)
  const daysBack = Math.ceil((now.getTime() - settings.since.getTime()) / 86_400_000) + 1
  // The next slot of a week is at most eight local days away, of a day at most two.
  const ahead = settings.rhythm === 'weekly' ? 8 : 2
  const slots: { key: string; at: Date }[] = []
  for (let day = -Math.min(Math.max(daysBack, 1), LOOK_BACK_DAYS); day <= ahead; day++) {
    const date = addDays(today, day)
    if (settings.rhythm === 'weekly' && weekdayOf(date) !== (settings.weekday ?? 0)) continue
    for (const time of settings.times) {
      const clock = parseClock(time)
      if (!clock) continue
      const local = { ...date, ...clock }
      slots.push({ key: slotKey(settings.rhythm, local), at: instantOf(local, settings.tz) })
    }
  }
  return slots.sort((a, b) => a.at.getTime() - b.at.getTime() || (a.key < b.key ? -1 : 1))
}

function slotKey(rhythm: string, { year, month, day, hour, minute }: LocalTime): string {
  const two = (n: number) => String(n).padStart(2, '0')
  return `${rhythm}:${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`
}
