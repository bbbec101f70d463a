import { type MessageDraft, texts } from '@rasid/core'
import { chatPreferences } from '@rasid/operations'
import type { Chat } from '@rasid/store'
import { hourButtons } from './hours-keyboard.ts'
import { backRow, choice, clockOf, openButton, settingsPage } from './settings-page.ts'

/** What alerts do in the quiet hours, and from when to when. */
export function quietKeyboard(chat: Chat, now: Date): MessageDraft {
  const table = texts(chat.lang).settings
  const { mode, start, end } = chatPreferences(chat).quiet
  const lines = [table.chooseQuiet, table.quietHint, table.clockIn(...clockOf(chat, now))]
  const modes = [
    [choice(table.quietNone, 'quiet', 'off', mode === 'off')],
    [choice(table.quietHold, 'quiet', 'hold', mode === 'hold')],
    [choice(table.quietCritical, 'quiet', 'critical', mode === 'critical')],
  ]
  const ends = [openButton(table.quietFrom(start), 'quietstart'), openButton(table.quietTo(end), 'quietend')]
  return settingsPage(chat, start === end && mode !== 'off' ? [...lines, table.quietSame] : lines, [
    ...modes,
    ...(mode === 'off' ? [] : [ends]),
    backRow(chat),
  ])
}

/** The quiet hours as a button of another page says them. */
export function quietLabel(chat: Chat): string {
  const table = texts(chat.lang).settings
  const { mode, start, end } = chatPreferences(chat).quiet
  return mode === 'off' || start === end ? table.quietOff : table.quietOn(start, end)
}

/** The hours to choose the start or the end of the quiet hours from. */
export function quietHourKeyboard(end: 'start' | 'end'): (chat: Chat, now: Date) => MessageDraft {
  return (chat, now) => {
    const table = texts(chat.lang).settings
    const { quiet } = chatPreferences(chat)
    const title = end === 'start' ? table.chooseQuietStart : table.chooseQuietEnd
    return settingsPage(
      chat,
      [title, table.clockIn(...clockOf(chat, now))],
      [...hourButtons(`quiet${end}`, [quiet[end]]), backRow(chat, 'quiet')],
    )
  }
}
