import { migrateChat, operatorRole, rememberChat, stopChatEverywhere } from '@rasid/store'
import type { Context, NextFunction } from 'grammy'
import type { BotContext, BotDeps } from './bot-deps.ts'

/** Gives every update of a chat its row and its sender's role; updates without a chat end here. */
export function knowChat(deps: BotDeps) {
  return async (ctx: BotContext, next: NextFunction): Promise<void> => {
    const { chat } = ctx
    if (!chat) return
    const message = ctx.msg
    ctx.chatRow = await rememberChat(deps.db, {
      botId: deps.botId,
      chatId: chat.id,
      threadId: (message?.is_topic_message && message.message_thread_id) || 0,
      kind: chat.type,
      title: chat.title ?? chat.first_name ?? '',
    })
    ctx.role = await roleOf(deps, ctx)
    await next()
  }
}

async function roleOf(deps: BotDeps, ctx: Context): Promise<BotContext['role']> {
  // An anonymous admin or a channel writes under an account that many share: it can be nobody's role.
  if (!ctx.from || ctx.from.is_bot || (ctx.senderChat && ctx.chat?.type !== 'private')) return null
  if (deps.owners.includes(ctx.from.id)) return 'owner'
  return operatorRole(deps.db, deps.botId, ctx.from.id)
}

/** The bot was blocked, or removed from a group or channel: nothing more is owed there until somebody says /start. */
export function noteMembership(deps: BotDeps) {
  return async (ctx: Context): Promise<void> => {
    const change = ctx.myChatMember
    if (!change) return
    const { status } = change.new_chat_member
    if (status === 'kicked' || status === 'left') {
      await stopChatEverywhere(deps.db, { botId: deps.botId, chatId: change.chat.id }, status)
    }
  }
}

/** A group became a supergroup: its rows follow before anything is sent to the old id. */
export function noteMigration(deps: BotDeps) {
  return async (ctx: Context): Promise<void> => {
    const to = ctx.msg?.migrate_to_chat_id
    if (to !== undefined && ctx.chat) await migrateChat(deps.db, deps.botId, ctx.chat.id, to)
  }
}
