import { directLines, escapeHtml, texts } from '@rasid/core'
import { activeChats, type Db, oweMessages, recordAudit } from '@rasid/store'

/** Owes a message of the operators to every active chat, once a `slot`, and writes down who sent what. Returns to how many. */
export function broadcast(
  { db, botId }: { db: Db; botId: number },
  message: { text: string; slot: string; actor: string },
): Promise<number> {
  const { text, slot, actor } = message
  return db.transaction(async (tx) => {
    const owed = (await activeChats(tx, botId)).map(({ id, lang }) => {
      const html = `<b>${escapeHtml(texts(lang).ops.fromOperators)}</b>\n${escapeHtml(text)}`
      const draft = { text: directLines(html, lang), buttons: [], preview: false, silent: false }
      // Not an alert: it must not take the place of one in the chat's hour.
      return { chat: id, kind: 'digest' as const, slot: `broadcast:${slot}`, draft }
    })
    const added = await oweMessages(tx, owed)
    await recordAudit(tx, { actor, action: 'broadcast', subject: slot, detail: { text, chats: added.length } })
    return added.length
  })
}
