import type { BotContext } from './bot-deps.ts'

export type Permission = 'yes' | 'not-admin' | 'anonymous'

/** Whether the sender may change how a chat is told: anybody in private, admins elsewhere, acting as themselves. */
export async function mayConfigure(ctx: BotContext): Promise<Permission> {
  if (!ctx.chat || ctx.chat.type === 'private') return 'yes'
  // Only admins can write in a channel.
  if (ctx.channelPost) return 'yes'
  if (isAnonymous(ctx)) return 'anonymous'
  if (!ctx.from) return 'not-admin'
  const { status } = await ctx.api.getChatMember(ctx.chat.id, ctx.from.id)
  return status === 'creator' || status === 'administrator' ? 'yes' : 'not-admin'
}

/** An admin who hides behind the group, or a channel that writes in it: nobody knows which person it is. */
export function isAnonymous(ctx: BotContext): boolean {
  return ctx.message?.sender_chat !== undefined
}
