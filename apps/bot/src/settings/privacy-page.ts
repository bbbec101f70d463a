import { type MessageDraft, texts } from '@rasid/core'
import type { Chat } from '@rasid/store'
import { backRow, openButton, setButton, settingsPage } from './settings-page.ts'

/** What is kept of a chat, and the way to have it forgotten. */
export function privacyPage(chat: Chat): MessageDraft {
  const table = texts(chat.lang).settings
  return settingsPage(
    chat,
    [table.privacyTitle, table.privacyText],
    [[openButton(table.forget, 'forget')], backRow(chat)],
  )
}

/** Asks with two explicit verbs: forgetting cannot be undone. */
export function forgetQuestion(chat: Chat): MessageDraft {
  const table = texts(chat.lang).settings
  return settingsPage(
    chat,
    [table.privacyTitle, table.forgetQuestion],
    [[setButton(table.reallyForget, 'forget', 'yes')], [openButton(table.keepAll, 'privacy')]],
  )
}
