import { type Button, type MessageDraft, texts } from '@rasid/core'
import type { Chat } from '@rasid/store'
import { backRow, choice, clockOf, rowsOf, settingsPage } from './settings-page.ts'

// Six of them are cut on a narrow phone.
const HOURS_A_ROW = 4

/** All hours of a day; those of `chosen` are ticked. */
export function hourButtons(setting: string, chosen: readonly string[]): Button[][] {
  const hours = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, '0')}:00`)
  return rowsOf(
    hours.map((time) => choice(time, setting, time, chosen.includes(time))),
    HOURS_A_ROW,
  )
}

/** At which hours the digest comes, in the chat's own zone. */
export function hoursKeyboard(chat: Chat, now: Date): MessageDraft {
  const table = texts(chat.lang).settings
  return settingsPage(
    chat,
    [table.chooseHour, table.clockIn(...clockOf(chat, now))],
    [...hourButtons('time', chat.digestTimes), backRow(chat, 'digest')],
  )
}
