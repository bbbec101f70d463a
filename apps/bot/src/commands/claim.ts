import { texts } from '@rasid/core'
import { claimOwner } from '@rasid/operations'
import type { BotContext, BotDeps } from '../bot-deps.ts'
import { registerOperatorMenu } from '../register-menus.ts'
import { plainLines, reply } from '../reply.ts'
import { argumentOf, type Command } from './command.ts'

/** The first owner, by the one-time code that the terminal printed. */
export const claim: Command = {
  name: 'claim',
  role: 'unlisted',
  async run(ctx, deps) {
    const { lang } = ctx.chatRow
    await reply(ctx, deps, plainLines(lang, texts(lang).operators[await answerTo(ctx, deps)]))
  },
}

async function answerTo(ctx: BotContext, deps: BotDeps) {
  if (ctx.chat?.type !== 'private' || !ctx.from) return 'claimInPrivate'
  const code = argumentOf(ctx)
  if (code === '') return 'claimNeedsCode'
  const outcome = await claimOwner(deps, { userId: ctx.from.id, name: ctx.from.first_name, code })
  if (outcome.kind === 'too-many') return 'tooManyTries'
  if (outcome.kind === 'wrong-code') return 'wrongCode'
  await registerOperatorMenu(ctx.api, deps, ctx.chatRow)
  return 'claimed'
}
