import type { MessageDraft, SendOutcome } from '@rasid/core'
import { sendOutcome } from '@rasid/core'
import { keyboardOf } from '@rasid/operations'
import type { BotContext, BotDeps } from './bot-deps.ts'
import { factsOf } from './telegram-api.ts'

// A person who pressed a button waits this long for the edit; a later one would surprise.
const PATIENCE_MS = 3_000

/** Shows another draft in the message whose button was pressed. Counts against the sender's limits. */
export async function editPressed(ctx: BotContext, deps: BotDeps, draft: MessageDraft): Promise<SendOutcome> {
  const chatId = ctx.chatRow.chatId
  await turnOf(deps, chatId)
  deps.pace.left(chatId, deps.now().getTime())
  try {
    await ctx.editMessageText(draft.text, {
      parse_mode: 'HTML',
      link_preview_options: { is_disabled: !draft.preview },
      reply_markup: { inline_keyboard: keyboardOf(draft.buttons) as never },
    })
    return { kind: 'sent', messageId: null }
  } catch (error) {
    return refusedEdit(deps, chatId, sendOutcome(factsOf(error)))
  } finally {
    deps.pace.answered(chatId, deps.now().getTime())
  }
}

function refusedEdit(deps: BotDeps, chatId: number, outcome: SendOutcome): SendOutcome {
  if (outcome.kind === 'flood') deps.pace.flooded(chatId, outcome.retryAfterMs, deps.now().getTime())
  if (outcome.kind !== 'unchanged')
    deps.log.warn({ chat: chatId, outcome: outcome.kind }, 'a pressed message was not edited')
  return outcome
}

async function turnOf(deps: BotDeps, chatId: number): Promise<void> {
  const until = deps.now().getTime() + PATIENCE_MS
  for (;;) {
    const now = deps.now().getTime()
    const at = Math.min(deps.pace.readyAt(chatId, now), now + 100)
    if (at <= now || now >= until) return
    await new Promise((resolve) => setTimeout(resolve, at - now))
  }
}
