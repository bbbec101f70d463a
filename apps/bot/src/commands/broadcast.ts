import { texts } from '@rasid/core'
import { broadcast as owe } from '@rasid/operations'
import { activeChats } from '@rasid/store'
import { type Confirmed, question } from '../confirmations.ts'
import { plainLines, reply } from '../reply.ts'
import { argumentOf, type Command } from './command.ts'

// Room for the heading and for a mark; Telegram's own limit is 4,096.
const LONGEST = 3_500

/** `/broadcast text`: shows it and to how many it would go; sends it when its asker confirms. */
export const broadcast: Command = {
  name: 'broadcast',
  role: 'operator',
  async run(ctx, deps) {
    const { lang } = ctx.chatRow
    const table = texts(lang).ops
    const text = argumentOf(ctx).slice(0, LONGEST)
    if (text === '') return reply(ctx, deps, plainLines(lang, table.broadcastNeedsText))
    const { length } = await activeChats(deps.db, deps.botId)
    if (length === 0) return reply(ctx, deps, plainLines(lang, table.broadcastNobody))
    const title = table.broadcastQuestion(length)
    const input = { text, slot: String(ctx.update.update_id) }
    return reply(ctx, deps, await question(ctx, deps, { action: broadcastConfirmed, input, title, lines: ['', text] }))
  },
}

export const broadcastConfirmed: Confirmed<{ text: string; slot: string }> = {
  action: 'broadcast',
  async run(ctx, deps, input) {
    const chats = await owe(deps, { ...input, actor: `telegram:${ctx.from?.id}` })
    deps.wakeSender()
    return plainLines(ctx.chatRow.lang, texts(ctx.chatRow.lang).ops.broadcastOwed(chats))
  },
}
