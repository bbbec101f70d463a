import { type MessageDraft, parseCallbackData, plainOf, texts } from '@rasid/core'
import { vote } from '@rasid/operations'
import { shownMessage } from '@rasid/store'
import type { BotContext, BotDeps } from '../bot-deps.ts'
import { editPressed } from '../edit-pressed.ts'
import { showStory, withBack } from '../show-story.ts'
import type { Press, PressAnswer } from './press.ts'

/** Number buttons, لماذا؟, 👍 and 👎. In groups a press must not change what all see: لماذا؟ is a pop-up there. */
export const storyPress: Press = async (ctx, deps, data) => {
  const press = parseCallbackData(data)
  const storyId = Number(press?.value)
  switch (press?.action) {
    case 'story':
      return openCard(ctx, deps, storyId, 'story')
    case 'why':
      return ctx.chat?.type === 'private' ? openCard(ctx, deps, storyId, 'why') : whyPopUp(ctx, deps, storyId)
    case 'useful':
    case 'useless':
      return saveVote(ctx, deps, { storyId, useful: press.action === 'useful' })
    default:
      return null
  }
}

async function openCard(ctx: BotContext, deps: BotDeps, storyId: number, view: 'story' | 'why'): Promise<PressAnswer> {
  const card = await showStory(deps, ctx.chatRow, storyId, view)
  if (!card) return { text: texts(ctx.chatRow.lang).bot.storyGone }
  await editPressed(ctx, deps, (await canGoBack(ctx, deps)) ? withBack(card, ctx.chatRow) : card)
  return {}
}

async function canGoBack(ctx: BotContext, deps: BotDeps): Promise<boolean> {
  const number = ctx.callbackQuery?.message?.message_id ?? 0
  return (await shownMessage(deps.db, { chat: ctx.chatRow.id, number })) !== undefined
}

// Telegram cuts a pop-up's text at 200 characters.
const POP_UP = 200

async function whyPopUp(ctx: BotContext, deps: BotDeps, storyId: number): Promise<PressAnswer> {
  const card: MessageDraft | null = await showStory(deps, ctx.chatRow, storyId, 'why')
  if (!card) return { text: texts(ctx.chatRow.lang).bot.storyGone }
  const lines = plainOf(card.text).split('\n')
  // The title stands in the message itself; the words and reasons come after the empty line.
  const reasons = lines.slice(lines.indexOf('') + 1).join('\n')
  return { text: [...reasons].slice(0, POP_UP).join('').slice(0, POP_UP), popUp: true }
}

async function saveVote(
  ctx: BotContext,
  deps: BotDeps,
  press: { storyId: number; useful: boolean },
): Promise<PressAnswer> {
  const table = texts(ctx.chatRow.lang).bot
  const isKept = Number.isSafeInteger(press.storyId) && (await vote(deps, { userId: ctx.from?.id ?? 0, ...press }))
  return { text: isKept ? table.voteThanks : table.storyGone }
}
