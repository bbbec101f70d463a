import { type Button, cleanTitle, type MessageDraft, texts } from '@rasid/core'
import { chatPreferences } from '@rasid/operations'
import type { Chat, Feed } from '@rasid/store'
import { backRow, openButton, rowsOf, setButton, settingsPage } from './settings-page.ts'

const OUTLETS_ON_A_PAGE = 20
const LONGEST_NAME = 30

/** The outlets that feeds bring, each to be muted or heard again. Names are too long for callback data: a feed's id stands for its outlet. */
export function outletsKeyboard(chat: Chat, feeds: readonly Feed[], page: number): MessageDraft {
  const table = texts(chat.lang).settings
  const muted = new Set(chatPreferences(chat).mutedOutlets)
  const outlets = [...new Map(feeds.map((feed) => [feed.outlet, feed])).values()].sort((a, b) =>
    a.outlet.localeCompare(b.outlet, 'ar'),
  )
  const buttons = outlets.slice(page * OUTLETS_ON_A_PAGE, (page + 1) * OUTLETS_ON_A_PAGE).map((feed): Button => {
    const name = cleanTitle(feed.outlet).slice(0, LONGEST_NAME)
    return setButton(muted.has(feed.outlet) ? `🔇 ${name}` : name, `mute${page}`, String(feed.id))
  })
  const turns: Button[] = []
  if (page > 0) turns.push(openButton(texts(chat.lang).bot.newerButton, `outlets${page - 1}`))
  if (outlets.length > (page + 1) * OUTLETS_ON_A_PAGE)
    turns.push(openButton(texts(chat.lang).bot.olderButton, `outlets${page + 1}`))
  return settingsPage(
    chat,
    outlets.length === 0 ? [table.chooseOutlets, table.noOutlets] : [table.chooseOutlets, table.outletsHint],
    [...rowsOf(buttons, 2), ...(turns.length > 0 ? [turns] : []), backRow(chat)],
  )
}
