import { directLines, escapeHtml, type Lang } from '@rasid/core'
import { type Db, operatorsChat, oweMessages } from '@rasid/store'

/**
 * Owes the operators' chat one line, in its language. `slot` names the trouble and its day, so that one trouble is told
 * once a day however often it comes. `words` gives plain text. Does nothing when no chat is the operators' chat.
 */
export async function tellOperators(
  db: Db,
  botId: number,
  notice: { slot: string; words: (lang: Lang) => string },
): Promise<void> {
  const chat = await operatorsChat(db, botId)
  if (!chat) return
  const text = directLines(escapeHtml(notice.words(chat.lang)), chat.lang)
  await oweMessages(db, [
    {
      chat: chat.id,
      kind: 'reply',
      slot: `ops:${notice.slot}`,
      draft: { text, buttons: [], preview: false, silent: false },
    },
  ])
}
