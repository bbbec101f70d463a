import { type Button, type MessageDraft, texts } from '@rasid/core'
import { ALERT_OUTLETS, ALERTS_PER_HOUR, chatPreferences, USUAL_ALERTS_PER_HOUR } from '@rasid/operations'
import type { Chat } from '@rasid/store'
import { quietLabel } from './quiet-keyboard.ts'
import { backRow, openButton, setButton, settingsPage } from './settings-page.ts'

/** Whether alerts come, from how many outlets on, and how many an hour: each button takes its next value. */
export function alertsKeyboard(chat: Chat): MessageDraft {
  const table = texts(chat.lang).settings
  const { alerts } = chat
  return settingsPage(
    chat,
    [table.chooseAlerts, table.alertsHint],
    [
      [setButton(alerts ? table.alertsOn : table.alertsOff, 'alerts', alerts ? 'off' : 'on')],
      ...(alerts ? [[thresholdButton(chat)], [rateButton(chat)], [openButton(quietLabel(chat), 'quiet')]] : []),
      backRow(chat),
    ],
  )
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
