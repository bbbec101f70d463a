import { isZone, parseClock } from '@rasid/core'
import { type Chat, type Db, feedById, saveChatSettings, setToldUntil } from '@rasid/store'
import { ALERT_OUTLETS, chatPreferences, QUIET_MODES, RHYTHMS } from './chat-preferences.ts'
import { namedEntities } from './followed-entities.ts'

/** One change that a chat's admins may ask for: the two words of a button. */
export interface SettingChange {
  setting: SettingName
  value: string
}

const isOneOf = (values: readonly string[]) => (value: string) => values.includes(value)
const isClock = (value: string) => parseClock(value) !== null

export const ALERTS_PER_HOUR = [1, 2, 4, 8] as const

const CHECKS = {
  tier: isOneOf(['core', 'related']),
  alerts: isOneOf(['on', 'off']),
  lang: isOneOf(['ar', 'en']),
  rate: isOneOf(ALERTS_PER_HOUR.map(String)),
  zone: isZone,
  rhythm: isOneOf(RHYTHMS),
  /** A digest's hour: the one, or one of several, which a second press takes away. */
  time: isClock,
  weekday: (value: string) => /^[0-6]$/.test(value),
  empty: isOneOf(['on', 'off']),
  picture: isOneOf(['on', 'off']),
  quiet: isOneOf(QUIET_MODES),
  quietstart: isClock,
  quietend: isClock,
  /** The id of a feed whose outlet is muted, or heard again. */
  mute: (value: string) => /^\d{1,12}$/.test(value),
  /** An entity of a topic that is followed, or no longer. */
  follow: (value: string) => /^[a-z][a-z0-9-]{0,30}$/.test(value),
  /** From how many outlets on a story is alerted. */
  threshold: isOneOf(ALERT_OUTLETS.map(String)),
}

export type SettingName = keyof typeof CHECKS

/** Reads a change from its two words; null for anything a keyboard of ours does not hold. */
export function parseSetting(setting: string, value: string): SettingChange | null {
  if (!Object.hasOwn(CHECKS, setting)) return null
  const name = setting as SettingName
  return CHECKS[name](value) ? { setting: name, value } : null
}

// Settings that move a digest's hour: one of today that has passed already must not bring a digest at once.
const MOVES_DIGEST: readonly SettingName[] = ['zone', 'rhythm', 'time', 'weekday']

/** Saves one change of a chat's settings and returns the chat as it is now. */
export async function changeSetting(deps: { db: Db; now(): Date }, chat: Chat, change: SettingChange): Promise<Chat> {
  const { db } = deps
  const columns = await columnsOf(db, chat, change)
  if (MOVES_DIGEST.includes(change.setting)) await setToldUntil(db, chat.id, deps.now())
  return saveChatSettings(db, chat.id, columns)
}

type Columns = Parameters<typeof saveChatSettings>[2]

async function columnsOf(db: Db, chat: Chat, { setting, value }: SettingChange): Promise<Columns> {
  const kept = (settings: Chat['settings']): Columns => ({ settings: { ...chat.settings, ...settings } })
  const { quiet } = chatPreferences(chat)
  switch (setting) {
    case 'tier':
      return { tier: value as Chat['tier'] }
    case 'alerts':
      return { alerts: value === 'on' }
    case 'lang':
      return { lang: value as Chat['lang'] }
    case 'zone':
      return { zone: value }
    case 'rate':
      return kept({ alertsPerHour: Number(value) })
    case 'rhythm':
      return { ...kept({ rhythm: value }), digestTimes: timesFor(value, chat.digestTimes) }
    case 'time':
      return chosenTime(chat, value)
    case 'weekday':
      return kept({ weekday: Number(value) })
    case 'empty':
      return kept({ emptyDigest: value === 'on' })
    case 'picture':
      return kept({ weekPicture: value === 'on' })
    case 'quiet':
      return kept({ quiet: { ...quiet, mode: value } })
    case 'quietstart':
      return kept({ quiet: { ...quiet, start: value } })
    case 'quietend':
      return kept({ quiet: { ...quiet, end: value } })
    case 'mute':
      return kept({ mutedOutlets: await toggledOutlet(db, chat, Number(value)) })
    case 'follow':
      return kept({ followed: await toggledEntity(db, chat, value) })
    case 'threshold':
      return kept({ alertOutlets: Number(value) })
    default:
      return setting satisfies never
  }
}

// The second digest of a day, until its reader chooses another hour: the evening for a morning, and the reverse.
const evening = (time: string): string => (time < '14:00' ? '20:00' : '08:00')
const MOST_TIMES = 6

function timesFor(rhythm: string, times: readonly string[]): string[] {
  const [first = '08:00', second = evening(first)] = times
  if (rhythm === 'twice') return [first, second].sort()
  return rhythm === 'several' ? [...times] : [first]
}

// Where several hours hold, a press adds one or takes one away; the oldest gives way to a new one beyond the number.
function chosenTime(chat: Chat, time: string): Columns {
  const { rhythm } = chatPreferences(chat)
  if (rhythm === 'off') return { digestTimes: [time], settings: { ...chat.settings, rhythm: 'daily' } }
  if (rhythm !== 'twice' && rhythm !== 'several') return { digestTimes: [time] }
  const others = chat.digestTimes.filter((known) => known !== time)
  if (others.length < chat.digestTimes.length) return { digestTimes: others.length > 0 ? others : [time] }
  return { digestTimes: [...others, time].slice(rhythm === 'twice' ? -2 : -MOST_TIMES).sort() }
}

async function toggledEntity(db: Db, chat: Chat, entity: string): Promise<readonly string[]> {
  const { followed } = chatPreferences(chat)
  if (followed.includes(entity)) return followed.filter((known) => known !== entity)
  const known = await namedEntities(db)
  return known.some(({ id }) => id === entity) ? [...followed, entity].sort() : followed
}

async function toggledOutlet(db: Db, chat: Chat, feedId: number): Promise<readonly string[]> {
  const { mutedOutlets } = chatPreferences(chat)
  const outlet = (await feedById(db, feedId))?.outlet
  if (outlet === undefined) return mutedOutlets
  return mutedOutlets.includes(outlet)
    ? mutedOutlets.filter((name) => name !== outlet)
    : [...mutedOutlets, outlet].sort()
}
