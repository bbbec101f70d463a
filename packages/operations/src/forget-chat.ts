import { type Chat, type Db, deleteChat, deleteVotes } from '@rasid/store'

/** Forgets a chat: its row, settings, messages and what it was told. Of a private chat its person's votes as well. */
export async function forgetChat(deps: { db: Db; botId: number }, chat: Chat): Promise<void> {
  await deps.db.transaction(async (tx) => {
    // In a private chat the chat's id is its person's.
    if (chat.kind === 'private') await deleteVotes(tx, { botId: deps.botId, userId: chat.chatId })
    await deleteChat(tx, chat)
  })
}
