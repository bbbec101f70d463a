import { type Lang, texts } from '@rasid/core'
import type { NextFunction } from 'grammy'
import type { BotContext, BotDeps } from './bot-deps.ts'
import { describeError } from './describe-error.ts'
import { plainLines, reply } from './reply.ts'

/**
 * The one place where a handler's failure ends: logged without the token, and the person reads one calm line. When
 * even that cannot be written (the database is away), it throws on, and the poller takes the update again.
 */
export function errorBoundary(deps: BotDeps) {
  return async (ctx: BotContext, next: NextFunction): Promise<void> => {
    try {
      await next()
    } catch (error) {
      deps.log.error({ err: describeError(error), update: ctx.update.update_id }, 'a handler failed')
      const lang: Lang = ctx.chatRow?.lang ?? 'ar'
      if (ctx.callbackQuery) await ctx.answerCallbackQuery({ text: texts(lang).bot.failed }).catch(() => {})
      else if (ctx.chatRow && isAddressed(ctx)) await reply(ctx, deps, plainLines(lang, texts(lang).bot.failed))
      else throw error
    }
  }
}

// In a group, people who do not talk to the bot must not hear of its troubles.
const isAddressed = (ctx: BotContext): boolean =>
  ctx.chat?.type === 'private' || (ctx.msg?.text?.startsWith('/') ?? false)
