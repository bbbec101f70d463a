import { texts } from '@rasid/core'
import { type NamedChannel, subscribeChannel } from '@rasid/operations'
import { GrammyError } from 'grammy'
import type { BotContext, BotDeps } from '../bot-deps.ts'
import { isAnonymous } from '../may-configure.ts'
import { ltr } from '../page-lines.ts'
import { plainLines, reply } from '../reply.ts'
import { argumentOf, type Command } from './command.ts'

/** `/sub @channel`: subscribes a channel (or a public group) of which the asker is an admin and in which the bot may write. */
export const sub: Command = {
  name: 'sub',
  role: 'unlisted',
  async run(ctx, deps) {
    const { lang } = ctx.chatRow
    await reply(ctx, deps, plainLines(lang, await answerTo(ctx, deps, argumentOf(ctx))))
  },
}

async function answerTo(ctx: BotContext, deps: BotDeps, name: string): Promise<string> {
  const { lang } = ctx.chatRow
  const table = texts(lang).ops
  if (isAnonymous(ctx) || !ctx.from) return texts(lang).bot.asYourself
  if (!/^@\w{4,32}$/.test(name)) return table.subNeedsName
  const shown = ltr(name, lang)
  const channel = await unlessRefused(() => channelOf(ctx, name))
  if (!channel) return table.subUnknown(shown)
  const asker = await unlessRefused(() => ctx.api.getChatMember(channel.chatId, ctx.from?.id ?? 0))
  if (!isAdmin(asker?.status)) return table.subNotAdmin(shown)
  if (!(await mayWrite(ctx, channel))) return table.subCannotPost(shown)
  const { fresh } = await subscribeChannel(deps, { channel, updateId: ctx.update.update_id })
  return fresh ? table.subDone(shown) : table.subAlready(shown)
}

const isAdmin = (status?: string): boolean => status === 'creator' || status === 'administrator'

async function channelOf(ctx: BotContext, name: string): Promise<NamedChannel | null> {
  const chat = await ctx.api.getChat(name)
  return chat.type === 'private' ? null : { chatId: chat.id, kind: chat.type, title: chat.title ?? name }
}

// Only admins write in channels; in groups members do.
async function mayWrite(ctx: BotContext, { chatId, kind }: NamedChannel): Promise<boolean> {
  const me = await unlessRefused(() => ctx.api.getChatMember(chatId, ctx.me.id))
  if (kind !== 'channel') return isAdmin(me?.status) || me?.status === 'member'
  return me?.status === 'administrator' && me.can_post_messages !== false
}

/** What Telegram answers, or null where it refuses: an unknown name, a chat that the bot cannot see. */
async function unlessRefused<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof GrammyError && (error.error_code === 400 || error.error_code === 403)) return null
    throw error
  }
}
