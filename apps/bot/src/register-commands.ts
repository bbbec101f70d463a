import { type Lang, texts } from '@rasid/core'
import type { Bot } from 'grammy'
import type { BotContext, BotDeps } from './bot-deps.ts'
import type { Command } from './commands/command.ts'
import { isAnonymous, mayConfigure } from './may-configure.ts'
import { plainLines, reply } from './reply.ts'

/** Dispatches every command of the list, each behind the permission that its row names. */
export function registerCommands(bot: Bot<BotContext>, deps: BotDeps, commands: readonly Command[]): void {
  for (const command of commands) {
    const run = async (ctx: BotContext) => {
      const refusal = await refusalOf(ctx, command)
      if (refusal) await reply(ctx, deps, plainLines(ctx.chatRow.lang, refusal))
      else await command.run(ctx, deps)
    }
    bot.command(command.name, run)
    if (command.inCaption) bot.filter((ctx) => captionCommand(ctx) === command.name, run)
  }
}

// grammY's own dispatch looks at texts only.
function captionCommand(ctx: BotContext): string | null {
  const [, name, target] = /^\/(\w+)(?:@(\w+))?(?:\s|$)/.exec(ctx.message?.caption ?? '') ?? []
  const isOurs = target === undefined || target.toLowerCase() === ctx.me.username.toLowerCase()
  return name !== undefined && isOurs ? name : null
}

/** Why a person may not use a command, in words; null when they may. */
export async function refusalOf(
  ctx: BotContext,
  command: Pick<Command, 'role' | 'configures'>,
): Promise<string | null> {
  const lang: Lang = ctx.chatRow.lang
  const table = texts(lang).bot
  if (command.role === 'operator' && ctx.role === null) return isAnonymous(ctx) ? table.asYourself : table.forOperators
  if (!command.configures || ctx.role !== null) return null
  const permission = await mayConfigure(ctx)
  if (permission === 'yes') return null
  return permission === 'anonymous' ? table.asYourself : table.forAdmins
}
