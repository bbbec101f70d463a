import { cleanTitle, isolate, isolateIn, type Lang, texts } from '@rasid/core'
import type { FailingChat } from '@rasid/store'

const LONGEST_NAME = 60
const LONGEST_NOTE = 120

/** A line for each chat that messages do not reach: which, why in words, and how many. Plain text. */
export function failingLines(failing: readonly FailingChat[], lang: Lang): string[] {
  const table = texts(lang).ops
  return failing.map(({ chatId, title, note, messages }) => {
    const name = cleanTitle(title).slice(0, LONGEST_NAME) || String(chatId)
    return table.statusFailing(isolateIn(name, lang), whyOf(note, lang), messages)
  })
}

function whyOf(note: string, lang: Lang): string {
  const table = texts(lang).ops
  if (/not enough rights|no write access|no-rights|WRITE_FORBIDDEN|RESTRICTED/i.test(note)) return table.refusedRights
  if (/TOPIC_CLOSED|topic-closed/.test(note)) return table.refusedClosed
  if (/chat not found|PEER_ID_INVALID|not-found/i.test(note)) return table.refusedUnknown
  const said = cleanTitle(note.replace(/^Bad Request: /, '')).slice(0, LONGEST_NOTE)
  return table.refusedText(lang === 'ar' ? isolate(said) : said)
}
