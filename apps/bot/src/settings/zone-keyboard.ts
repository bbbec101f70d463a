import { cities, formatTime, type MessageDraft, texts } from '@rasid/core'
import type { Chat } from '@rasid/store'
import { backRow, choice, clockOf, rowsOf, settingsPage } from './settings-page.ts'

const CITIES_A_ROW = 3

/** Clocks to choose the zone by: people know what time it is, not what their zone is called. */
export function zoneKeyboard(chat: Chat, now: Date): MessageDraft {
  const { lang } = chat
  const table = texts(lang).settings
  const buttons = cities.map((city) => {
    const time = formatTime(now, { lang, tz: city.zone })
    return choice(`${city[lang]} ${time}`, 'zone', city.zone, city.zone === chat.zone)
  })
  return settingsPage(
    chat,
    [table.chooseZone, table.clockIn(...clockOf(chat, now))],
    [...rowsOf(buttons, CITIES_A_ROW), backRow(chat)],
  )
}
