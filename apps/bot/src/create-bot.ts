import { texts } from '@rasid/core'
import { Bot } from 'grammy'
import type { UserFromGetMe } from 'grammy/types'
import type { BotContext, BotDeps } from './bot-deps.ts'
import { commands } from './commands/index.ts'
import { errorBoundary } from './error-boundary.ts'
import { knowChat, noteMembership, noteMigration } from './know-chat.ts'
import { registerPresses } from './presses/index.ts'
import { registerCommands } from './register-commands.ts'
import { plainLines, reply } from './reply.ts'
import { clientOptions, type TelegramAddress } from './telegram-api.ts'

/** Updates that the bot asks Telegram for; all others never leave the server. */
export const ALLOWED_UPDATES = ['message', 'channel_post', 'callback_query', 'my_chat_member'] as const

/** The bot, from the outermost step to the catch-all. It polls nothing by itself: `pollUpdates` hands it updates. */
export function createBot(deps: BotDeps, telegram: TelegramAddress & { me: UserFromGetMe }): Bot<BotContext> {
  const bot = new Bot<BotContext>(telegram.token, { botInfo: telegram.me, client: clientOptions(telegram) })
  bot.use(errorBoundary(deps))
  bot.on('my_chat_member', noteMembership(deps))
  bot.on('message:migrate_to_chat_id', noteMigration(deps))
  bot.use(knowChat(deps))
  registerCommands(bot, deps, commands)
  registerPresses(bot, deps, commands)
  bot.chatType('private').on('message', async (ctx) => {
    const { lang } = (ctx as BotContext).chatRow
    await reply(ctx as BotContext, deps, plainLines(lang, texts(lang).bot.unknownCommand))
  })
  return bot
}
