import { type Button, type MessageDraft, texts } from '@rasid/core'
import { ALERT_OUTLETS, ALERTS_PER_HOUR, chatPreferences, USUAL_ALERTS_PER_HOUR } from '@rasid/operations'
import type { Chat } from '@rasid/store'
import { clockOf, openButton, setButton, settingsPage } from './settings-page.ts'

/** The settings of a chat as one message: every button shows what holds and, pressed, takes the other value or opens its page. */
export function settingsKeyboard(chat: Chat, now: Date): MessageDraft {
  const { lang } = chat
  const table = texts(lang).settings
  const [city, time] = clockOf(chat, now)
  const isCore = chat.tier === 'core'
  const buttons: Button[][] = [
    [setButton(isCore ? table.tierCore : table.tierRelated, 'tier', isCore ? 'related' : 'core')],
    [setButton(chat.alerts ? table.alertsOn : table.alertsOff, 'alerts', chat.alerts ? 'off' : 'on')],
    ...(chat.alerts ? [[thresholdButton(chat)], [rateButton(chat)], [openButton(quietLabel(chat), 'quiet')]] : []),
    [openButton(digestLabel(chat), 'hours')],
    [openButton(followedLabel(chat), 'followed')],
    [openButton(outletsLabel(chat), 'outlets')],
    [openButton(table.zone(city, time), 'zone')],
    [setButton(table.language, 'lang', lang === 'ar' ? 'en' : 'ar'), openButton(table.privacy, 'privacy')],
  ]
  return settingsPage(chat, [table.title, table.hint], buttons)
}

function rateButton(chat: Chat): Button {
  const rate = chatPreferences(chat).alertsPerHour ?? USUAL_ALERTS_PER_HOUR
  const next = ALERTS_PER_HOUR.find((value) => value > rate) ?? ALERTS_PER_HOUR[0]
  return setButton(texts(chat.lang).settings.alertsPerHour(rate, {}), 'rate', String(next))
}

function thresholdButton(chat: Chat): Button {
  const table = texts(chat.lang).settings
  const { alertOutlets } = chatPreferences(chat)
  const next = ALERT_OUTLETS.find((value) => value > alertOutlets) ?? ALERT_OUTLETS[0]
  const label = alertOutlets === 1 ? table.thresholdFirst : table.thresholdOutlets(alertOutlets, {})
  return setButton(label, 'threshold', String(next))
}

function followedLabel(chat: Chat): string {
  const table = texts(chat.lang).settings
  const { length } = chatPreferences(chat).followed
  return length === 0 ? table.followedNone : table.followedSome(length, {})
}

function quietLabel(chat: Chat): string {
  const table = texts(chat.lang).settings
  const { mode, start, end } = chatPreferences(chat).quiet
  return mode === 'off' || start === end ? table.quietOff : table.quietOn(start, end)
}

function digestLabel(chat: Chat): string {
  const table = texts(chat.lang).settings
  const { rhythm, weekday } = chatPreferences(chat)
  const times = chat.digestTimes.join(chat.lang === 'ar' ? '، ' : ', ')
  if (rhythm === 'off') return table.digestOff
  return rhythm === 'weekly' ? table.digestWeekly(weekdayName(chat, weekday), times) : table.digestDaily(times)
}

function outletsLabel(chat: Chat): string {
  const table = texts(chat.lang).settings
  const { length } = chatPreferences(chat).mutedOutlets
  return length === 0 ? table.outletsAll : table.outletsMuted(length, {})
}

/** 0 Sunday … 6 Saturday. */
export function weekdayName({ lang }: Pick<Chat, 'lang'>, weekday: number): string {
  return Object.values(texts(lang).weekdays)[weekday] ?? ''
}
