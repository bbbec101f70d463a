import { type Button, cityOf, directLines, escapeHtml, formatTime, type MessageDraft, texts } from '@rasid/core'
import type { Chat } from '@rasid/store'

/** A page of the settings: plain lines, the first one bold, over a keyboard. */
export function settingsPage(
  chat: Pick<Chat, 'lang'>,
  lines: readonly string[],
  buttons: readonly (readonly Button[])[],
): MessageDraft {
  const [title = '', ...rest] = lines.map(escapeHtml)
  const text = directLines([`<b>${title}</b>`, ...rest].join('\n'), chat.lang)
  return { text, buttons: buttons.map((row) => [...row]), preview: false, silent: true }
}

/** A button that saves: `set:<setting>:<value>`. */
export const setButton = (text: string, setting: string, value: string): Button => ({
  text,
  data: `set:${setting}:${value}`,
})

/** One of several values: the one that holds is ticked. */
export const choice = (text: string, setting: string, value: string, holds: boolean): Button =>
  setButton(holds ? `✓ ${text}` : text, setting, value)

/** A button that opens another page of the settings. */
export const openButton = (text: string, page: string): Button => setButton(text, 'open', page)

/** The last row of every page but the first. */
export const backRow = ({ lang }: Pick<Chat, 'lang'>, page = 'all'): Button[] => [
  openButton(texts(lang).digest.backButton, page),
]

/** "الرياض", "14:05": where the chat is, and what its clock shows. */
export function clockOf({ lang, zone }: Pick<Chat, 'lang' | 'zone'>, now: Date): [city: string, time: string] {
  return [cityOf(zone, lang), formatTime(now, { lang, tz: zone })]
}

export function rowsOf(buttons: readonly Button[], aRow: number): Button[][] {
  const rows: Button[][] = []
  for (let at = 0; at < buttons.length; at += aRow) rows.push(buttons.slice(at, at + aRow))
  return rows
}
