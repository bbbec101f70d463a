import { texts } from '@rasid/core'
import { recordAudit, setOperatorsChat } from '@rasid/store'
import { plainLines, reply } from '../reply.ts'
import type { Command } from './command.ts'

export const ops: Command = {
  name: 'ops',
  role: 'operator',
  async run(ctx, deps) {
    const { chatRow, from } = ctx
    await setOperatorsChat(deps.db, chatRow)
    const detail = { chat: chatRow.chatId, title: chatRow.title }
    await recordAudit(deps.db, {
      actor: `telegram:${from?.id}`,
      action: 'operators-chat',
      subject: String(chatRow.id),
      detail,
    })
    await reply(ctx, deps, plainLines(chatRow.lang, texts(chatRow.lang).operators.opsHere))
  },
}
