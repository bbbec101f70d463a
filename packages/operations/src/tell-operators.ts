import { escapeHtml } from '@rasid/core'
import { type Db, operatorsChat, oweMessages } from '@rasid/store'

/**
 * Owes the operators' chat one line. `slot` names the trouble and its day, so that one trouble is told once a day
 * however often it comes. Plain text. Does nothing when no chat is the operators' chat.
 */
export async function tellOperators(db: Db, botId: number, notice: { slot: string; text: string }): Promise<void> {
  const chat = await operatorsChat(db, botId)
  if (!chat) return
  const draft = { text: escapeHtml(notice.text), buttons: [], preview: false, silent: false }
  await oweMessages(db, [{ chat: chat.id, kind: 'reply', slot: `ops:${notice.slot}`, draft }])
}
