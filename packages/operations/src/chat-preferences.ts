import { parseClock, type QuietHours } from '@rasid/core'
import type { Chat } from '@rasid/store'

export const RHYTHMS = ['daily', 'twice', 'several', 'weekly', 'off'] as const
export type Rhythm = (typeof RHYTHMS)[number]
export const QUIET_MODES = ['off', 'hold', 'critical'] as const
// Editions are written at these numbers of outlets: between them nothing would ask whether the threshold is reached.
export const ALERT_OUTLETS = [1, 3, 6] as const

/** What a chat chose beyond the columns of its row. */
export interface ChatPreferences {
  rhythm: Rhythm
  /** 0 Sunday … 6 Saturday, for weekly digests. */
  weekday: number
  /** Whether a day without stories brings its one silent line. */
  emptyDigest: boolean
  /** Whether a picture of the week comes with the digest, once a week. */
  weekPicture: boolean
  /** What was chosen, also while it is off: turning it on again finds the same hours. */
  quiet: { mode: (typeof QUIET_MODES)[number]; start: string; end: string }
  mutedOutlets: readonly string[]
  /** Entities of the topic: a story that bears one comes whatever its tier, and is marked. */
  followed: readonly string[]
  /** How many outlets must carry a story before it is alerted: 1, 3 or 6, at which stories grow an edition. */
  alertOutlets: number
  /** null: the installation's number. */
  alertsPerHour: number | null
}

const NIGHT = { start: '23:00', end: '07:00' }

/** Reads a chat's `settings`; whatever is absent or of another shape counts as not chosen. */
export function chatPreferences(chat: Pick<Chat, 'settings'>): ChatPreferences {
  const { rhythm, weekday, emptyDigest, weekPicture, quiet, mutedOutlets, followed, alertOutlets, alertsPerHour } =
    chat.settings
  const hours: Record<string, unknown> = typeof quiet === 'object' && quiet !== null ? { ...quiet } : {}
  return {
    rhythm: RHYTHMS.find((known) => known === rhythm) ?? 'daily',
    weekday: Number.isInteger(weekday) && Number(weekday) >= 0 && Number(weekday) <= 6 ? Number(weekday) : 0,
    emptyDigest: emptyDigest !== false,
    weekPicture: weekPicture !== false,
    quiet: {
      mode: QUIET_MODES.find((known) => known === hours.mode) ?? 'off',
      start: clockOr(hours.start, NIGHT.start),
      end: clockOr(hours.end, NIGHT.end),
    },
    mutedOutlets: stringsOf(mutedOutlets),
    followed: stringsOf(followed),
    alertOutlets: ALERT_OUTLETS.find((known) => known === alertOutlets) ?? 1,
    alertsPerHour: typeof alertsPerHour === 'number' && alertsPerHour > 0 ? alertsPerHour : null,
  }
}

const stringsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []

const clockOr = (value: unknown, otherwise: string): string =>
  typeof value === 'string' && parseClock(value) ? value : otherwise

/** The quiet hours that hold for a chat, as core's rules take them; null while they are off. */
export function quietHoursOf(chat: Pick<Chat, 'settings'>): QuietHours | null {
  const { mode, start, end } = chatPreferences(chat).quiet
  return mode === 'off' ? null : { mode, start, end }
}

/** Whether a chat wants to hear of a story at all: not when only outlets carry it that the chat muted. */
export function isWanted(chat: Pick<Chat, 'settings'>, story: { outlets: readonly { name: string }[] }): boolean {
  const { mutedOutlets } = chatPreferences(chat)
  return mutedOutlets.length === 0 || story.outlets.some(({ name }) => !mutedOutlets.includes(name))
}
