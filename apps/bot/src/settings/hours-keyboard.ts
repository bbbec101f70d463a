import { type Button, type MessageDraft, texts } from '@rasid/core'
import { chatPreferences } from '@rasid/operations'
import type { Chat } from '@rasid/store'
import { weekdayName } from './settings-keyboard.ts'
import { backRow, choice, clockOf, rowsOf, setButton, settingsPage } from './settings-page.ts'

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

/** How often the digest comes, on which weekday and at which hours, in the chat's own zone. */
export function hoursKeyboard(chat: Chat, now: Date): MessageDraft {
  const table = texts(chat.lang).settings
  const { rhythm, weekday, emptyDigest, weekPicture } = chatPreferences(chat)
  const rhythms = (['daily', 'twice', 'several', 'weekly', 'off'] as const).map((value) =>
    choice(table[value === 'off' ? 'never' : value], 'rhythm', value, value === rhythm),
  )
  const days = Array.from({ length: 7 }, (_, day) =>
    choice(weekdayName(chat, day), 'weekday', String(day), day === weekday),
  )
  const empty = setButton(emptyDigest ? table.emptyOn : table.emptyOff, 'empty', emptyDigest ? 'off' : 'on')
  const picture = setButton(weekPicture ? table.pictureOn : table.pictureOff, 'picture', weekPicture ? 'off' : 'on')
  return settingsPage(
    chat,
    [table.chooseHour, table.hourHint, table.clockIn(...clockOf(chat, now))],
    [
      ...rowsOf(rhythms, 3),
      ...(rhythm === 'weekly' ? rowsOf(days, 4) : []),
      ...hourButtons('time', rhythm === 'off' ? [] : chat.digestTimes),
      ...(rhythm === 'off' ? [] : [[empty], [picture]]),
      backRow(chat),
    ],
  )
}
