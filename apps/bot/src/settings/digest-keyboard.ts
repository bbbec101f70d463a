import { type MessageDraft, texts } from '@rasid/core'
import { chatPreferences } from '@rasid/operations'
import type { Chat } from '@rasid/store'
import { backRow, choice, openButton, rowsOf, setButton, settingsPage } from './settings-page.ts'

const RHYTHMS = ['daily', 'twice', 'several', 'weekly', 'off'] as const

/** How often the digest comes; its hours and its weekday have pages of their own. */
export function digestKeyboard(chat: Chat): MessageDraft {
  const table = texts(chat.lang).settings
  const { rhythm, weekday, emptyDigest, weekPicture } = chatPreferences(chat)
  const rhythms = RHYTHMS.map((value) =>
    choice(table[value === 'off' ? 'never' : value], 'rhythm', value, value === rhythm),
  )
  const times = chat.digestTimes.join(chat.lang === 'ar' ? '، ' : ', ')
  const when = [openButton(table.hoursLabel(times), 'hours')]
  if (rhythm === 'weekly') when.unshift(openButton(table.weekdayLabel(weekdayName(chat, weekday)), 'weekday'))
  const empty = setButton(emptyDigest ? table.emptyOn : table.emptyOff, 'empty', emptyDigest ? 'off' : 'on')
  const picture = setButton(weekPicture ? table.pictureOn : table.pictureOff, 'picture', weekPicture ? 'off' : 'on')
  return settingsPage(
    chat,
    [table.chooseDigest, table.digestHint],
    [...rowsOf(rhythms, 3), ...(rhythm === 'off' ? [] : [when, [empty], [picture]]), backRow(chat)],
  )
}

/** The weekday of a weekly digest. */
export function weekdayKeyboard(chat: Chat): MessageDraft {
  const table = texts(chat.lang).settings
  const { weekday } = chatPreferences(chat)
  const days = Array.from({ length: 7 }, (_, day) =>
    choice(table.weekdayName(weekdayName(chat, day)), 'weekday', String(day), day === weekday),
  )
  return settingsPage(chat, [table.chooseWeekday], [...rowsOf(days, 3), backRow(chat, 'digest')])
}

/** 0 Sunday … 6 Saturday. */
export function weekdayName({ lang }: Pick<Chat, 'lang'>, weekday: number): string {
  return Object.values(texts(lang).weekdays)[weekday] ?? ''
}
