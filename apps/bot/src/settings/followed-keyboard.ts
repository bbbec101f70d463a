import { type MessageDraft, texts } from '@rasid/core'
import { chatPreferences, type NamedEntity } from '@rasid/operations'
import type { Chat } from '@rasid/store'
import { backRow, choice, rowsOf, settingsPage } from './settings-page.ts'

/** Those whom the topic names, each to be followed or no longer. */
export function followedKeyboard(chat: Chat, known: readonly NamedEntity[]): MessageDraft {
  const table = texts(chat.lang).settings
  const { followed } = chatPreferences(chat)
  const buttons = known.map(({ id, title }) => choice(title[chat.lang], 'follow', id, followed.includes(id)))
  return settingsPage(chat, [table.chooseFollowed, table.followedHint], [...rowsOf(buttons, 2), backRow(chat)])
}
