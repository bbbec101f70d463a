import { callbackData, composeStoryCard, type MessageDraft, texts } from '@rasid/core'
import { explainedStory } from '@rasid/operations'
import type { Chat } from '@rasid/store'
import type { BotDeps } from './bot-deps.ts'

/** A story's card for a chat, or why it was sent; null when the story is no longer kept. */
export async function showStory(
  deps: Pick<BotDeps, 'db' | 'now'>,
  chat: Chat,
  storyId: number,
  view: 'story' | 'why' = 'story',
): Promise<MessageDraft | null> {
  if (!Number.isSafeInteger(storyId)) return null
  const found = await explainedStory(deps.db, { storyId, lang: chat.lang })
  if (!found) return null
  const reading = { lang: chat.lang, tz: chat.zone, now: deps.now() }
  return composeStoryCard({ ...reading, story: found.story, ...(view === 'why' && { why: found.why }) })
}

/** The button that brings back the message which the card stands in for. */
export function withBack(card: MessageDraft, chat: Chat): MessageDraft {
  const back = { text: texts(chat.lang).digest.backButton, data: callbackData('command', 'back') }
  return { ...card, buttons: [...card.buttons, [back]] }
}
