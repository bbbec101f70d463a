import { type MessageDraft, texts } from '@rasid/core'
import { chatPreferences } from '@rasid/operations'
import type { Chat } from '@rasid/store'
import { weekdayName } from './digest-keyboard.ts'
import { quietLabel } from './quiet-keyboard.ts'
import { clockOf, openButton, setButton, settingsPage } from './settings-page.ts'

// More do not fit beside their word; the page behind the button shows them all.
const TIMES_SHOWN = 3

/** The settings of a chat as one message that a phone shows whole: every button says what holds and, pressed, takes the
 *  other value or opens its page. Two share a row where both are short in either language. */
export function settingsKeyboard(chat: Chat, now: Date): MessageDraft {
  const { lang } = chat
  const table = texts(lang).settings
  const isCore = chat.tier === 'core'
  const alerts = openButton(chat.alerts ? table.alertsOn : table.alertsOff, 'alerts')
  return settingsPage(
    chat,
    [table.title, table.hint],
    [
      [
        setButton(isCore ? table.tierCore : table.tierRelated, 'tier', isCore ? 'related' : 'core'),
        openButton(followedLabel(chat), 'followed'),
      ],
      chat.alerts ? [alerts, openButton(quietLabel(chat), 'quiet')] : [alerts],
      [openButton(digestLabel(chat), 'digest')],
      [openButton(table.zone(...clockOf(chat, now)), 'zone')],
      [openButton(outletsLabel(chat), 'outlets'), setButton(table.language, 'lang', lang === 'ar' ? 'en' : 'ar')],
      [openButton(table.privacy, 'privacy')],
    ],
  )
}

function followedLabel(chat: Chat): string {
  const table = texts(chat.lang).settings
  const { length } = chatPreferences(chat).followed
  return length === 0 ? table.followedNone : table.followedSome(length, {})
}

function digestLabel(chat: Chat): string {
  const table = texts(chat.lang).settings
  const { rhythm, weekday } = chatPreferences(chat)
  const times = chat.digestTimes.join(chat.lang === 'ar' ? '، ' : ', ')
  if (rhythm === 'off') return table.digestOff
  if (chat.digestTimes.length > TIMES_SHOWN) return table.digestOften(chat.digestTimes.length, {})
  return rhythm === 'weekly' ? table.digestWeekly(weekdayName(chat, weekday), times) : table.digestDaily(times)
}

function outletsLabel(chat: Chat): string {
  const table = texts(chat.lang).settings
  const { length } = chatPreferences(chat).mutedOutlets
  return length === 0 ? table.outletsAll : table.outletsMuted(length, {})
}
