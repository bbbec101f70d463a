import { texts } from '@rasid/core'
import { answer, issuePageLink } from '@rasid/operations'
import { findChat } from '@rasid/store'
import type { BotContext, BotDeps } from '../bot-deps.ts'
import { plainLines, reply } from '../reply.ts'
import type { Command } from './command.ts'

/** `/page`: a link that signs the operator in to the page once. Never said in a group, where others would read it. */
export const page: Command = {
  name: 'page',
  role: 'operator',
  async run(ctx, deps) {
    const { lang } = ctx.chatRow
    const say = texts(lang).signIn
    const address = deps.pageUrl()
    if (address === null) return reply(ctx, deps, plainLines(lang, say.botNoAddress))
    const chat = await privateChat(ctx, deps)
    if (!chat || !ctx.from) return reply(ctx, deps, plainLines(lang, say.botWriteFirst))
    const secret = await issuePageLink(deps, { botId: deps.botId, userId: ctx.from.id })
    // In the text, not behind a button, since Telegram takes no button that leads to this machine; and alone on its line
    // without isolates, which would become a part of the link.
    const draft = plainLines(chat.lang, texts(chat.lang).signIn.botLink, `${address}/sign-in/${secret}`)
    await answer(deps.db, { chat: chat.id, updateId: ctx.update.update_id }, [draft])
    deps.wakeSender()
    if (chat.id !== ctx.chatRow.id) await reply(ctx, deps, plainLines(lang, say.botLinkSent))
  },
}

/** The sender's own chat with the bot, which has the sender's id; none when they never wrote there. */
async function privateChat(ctx: BotContext, deps: BotDeps) {
  if (ctx.chatRow.kind === 'private') return ctx.chatRow
  return findChat(deps.db, { botId: deps.botId, chatId: ctx.from?.id ?? 0, threadId: 0 })
}
