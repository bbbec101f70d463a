import { type Button, directLines, escapeHtml, formatTime, isolate, type MessageDraft, texts } from '@rasid/core'
import type { Chat } from '@rasid/store'

/** The settings of a chat as one message: every button shows what holds and, pressed, takes the other value. */
export function settingsKeyboard(chat: Chat, now: Date): MessageDraft {
  const { lang } = chat
  const table = texts(lang).bot
  const time = chat.settings.rhythm === 'off' ? table.digestOff : table.digestAt(chat.digestTimes.join('، '))
  const button = (text: string, setting: string, value: string): Button[] => [{ text, data: `set:${setting}:${value}` }]
  return {
    ...page(chat, `<b>${escapeHtml(table.settingsTitle)}</b>`, table.settingsHint, clockLine(chat, now)),
    buttons: [
      button(
        chat.tier === 'core' ? table.tierCore : table.tierRelated,
        'tier',
        chat.tier === 'core' ? 'related' : 'core',
      ),
      button(chat.alerts ? table.alertsOn : table.alertsOff, 'alerts', chat.alerts ? 'off' : 'on'),
      button(time, 'open', 'hours'),
      button(table.language, 'lang', lang === 'ar' ? 'en' : 'ar'),
    ],
  }
}

const HOURS_A_ROW = 6

/** The hours of a day to choose the digest's from, in the chat's own zone. */
export function hoursKeyboard(chat: Chat, now: Date): MessageDraft {
  const table = texts(chat.lang).bot
  const rows: Button[][] = []
  for (let hour = 0; hour < 24; hour++) {
    const time = `${String(hour).padStart(2, '0')}:00`
    const chosen = chat.settings.rhythm !== 'off' && chat.digestTimes.includes(time)
    const button = { text: chosen ? `✓ ${time}` : time, data: `set:time:${time}` }
    if (hour % HOURS_A_ROW === 0) rows.push([])
    rows.at(-1)?.push(button)
  }
  return {
    ...page(chat, `<b>${escapeHtml(table.chooseHour)}</b>`, clockLine(chat, now)),
    buttons: [
      ...rows,
      [
        { text: table.noDigest, data: 'set:time:off' },
        { text: texts(chat.lang).digest.backButton, data: 'set:open:all' },
      ],
    ],
  }
}

function clockLine(chat: Chat, now: Date): string {
  const { lang, zone } = chat
  return texts(lang).bot.clockIn(lang === 'ar' ? isolate(zone) : zone, formatTime(now, { lang, tz: zone }))
}

function page(chat: Chat, ...lines: string[]): MessageDraft {
  return { text: directLines(lines.join('\n'), chat.lang), buttons: [], preview: false, silent: true }
}
