import { isZone, parseClock } from '@rasid/core'
import { type Chat, type Db, saveChatSettings, setToldUntil } from '@rasid/store'

/** One change that a chat's admins may ask for. `time`: "08:00" local, or "off". */
export type SettingChange =
  | { setting: 'tier'; value: 'core' | 'related' }
  | { setting: 'alerts'; value: 'on' | 'off' }
  | { setting: 'lang'; value: 'ar' | 'en' }
  | { setting: 'time'; value: string }
  | { setting: 'zone'; value: string }

const VALUES = { tier: ['core', 'related'], alerts: ['on', 'off'], lang: ['ar', 'en'] } as const

/** Reads a change from its two words; null for anything a keyboard of ours does not hold. */
export function parseSetting(setting: string, value: string): SettingChange | null {
  if (setting === 'time') return value === 'off' || parseClock(value) ? { setting, value } : null
  if (setting === 'zone') return isZone(value) ? { setting, value } : null
  const values: readonly string[] | undefined = Object.hasOwn(VALUES, setting)
    ? VALUES[setting as keyof typeof VALUES]
    : undefined
  return values?.includes(value) ? ({ setting, value } as SettingChange) : null
}

/** Saves one change of a chat's settings and returns the chat as it is now. */
export async function changeSetting(deps: { db: Db; now(): Date }, chat: Chat, change: SettingChange): Promise<Chat> {
  const { db } = deps
  switch (change.setting) {
    case 'tier':
      return saveChatSettings(db, chat.id, { tier: change.value })
    case 'alerts':
      return saveChatSettings(db, chat.id, { alerts: change.value === 'on' })
    case 'lang':
      return saveChatSettings(db, chat.id, { lang: change.value })
    case 'zone':
      await setToldUntil(db, chat.id, deps.now())
      return saveChatSettings(db, chat.id, { zone: change.value })
    case 'time':
      // An hour of today that has passed already must not bring a digest at once.
      await setToldUntil(db, chat.id, deps.now())
      return saveChatSettings(db, chat.id, digestChange(chat, change.value))
    default:
      return change satisfies never
  }
}

function digestChange(chat: Chat, value: string): Parameters<typeof saveChatSettings>[2] {
  if (value === 'off') return { settings: { ...chat.settings, rhythm: 'off' } }
  return { digestTimes: [value], settings: { ...chat.settings, rhythm: 'daily' } }
}
