import type { Bot } from 'grammy'
import type { BotContext, BotDeps } from '../bot-deps.ts'
import { broadcastConfirmed } from '../commands/broadcast.ts'
import type { Command } from '../commands/command.ts'
import { revokeConfirmed } from '../commands/operators.ts'
import { topicConfirmed, undoConfirmed } from '../commands/topic.ts'
import { confirmPress } from '../confirmations.ts'
import { addFeedPress } from './add-feed.ts'
import { feedsPress } from './feeds.ts'
import { operatorsPress } from './operators.ts'
import { oldButton, pagePress } from './page.ts'
import type { Press, PressAnswer } from './press.ts'
import { settingsPress } from './settings.ts'
import { storyPress } from './story.ts'
import { swapConfirmed, swapFeedPress } from './swap-feed.ts'

/** Dispatches presses of buttons by their data. Every one is answered, or the button keeps spinning for its reader. */
export function registerPresses(bot: Bot<BotContext>, deps: BotDeps, commands: readonly Command[]): void {
  const presses: readonly Press[] = [
    ...[storyPress, pagePress(commands), settingsPress, feedsPress, swapFeedPress, addFeedPress, operatorsPress],
    confirmPress([revokeConfirmed, broadcastConfirmed, topicConfirmed, undoConfirmed, swapConfirmed]),
  ]
  bot.on('callback_query:data', async (ctx) => {
    const { text, popUp } = await answerOf(presses, ctx, deps)
    // Queries expire within a minute; one that did is nobody's loss.
    await ctx
      .answerCallbackQuery(text === undefined ? {} : { text, show_alert: popUp ?? false })
      .catch(() => deps.log.info({ update: ctx.update.update_id }, 'a press came too late to be answered'))
  })
}

async function answerOf(presses: readonly Press[], ctx: BotContext, deps: BotDeps): Promise<PressAnswer> {
  const data = ctx.callbackQuery?.data ?? ''
  for (const press of presses) {
    const answer = await press(ctx, deps, data)
    if (answer) return answer
  }
  return oldButton(ctx)
}
