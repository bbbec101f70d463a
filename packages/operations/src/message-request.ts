import { type Button, type MessageDraft, markRepeated, plainDraft } from '@rasid/core'
import type { ClaimedMessage } from '@rasid/store'

/** What a message's row holds: the draft; for an edit the row (`messages.id`) that it changes; for a search its words. */
export type RowDraft = MessageDraft & { edits?: number; query?: string }

/** One call of the Bot API, ready to leave. */
export interface BotRequest {
  method: 'sendMessage' | 'editMessageText'
  payload: Record<string, unknown>
}

/** The request for a message. `target`: Telegram's number of the message that an edit changes; null for a new one. */
export function messageRequest(message: ClaimedMessage, target: number | null): BotRequest {
  const draft = message.draft as RowDraft
  const payload = {
    chat_id: message.to.chatId,
    ...textOf(message, draft),
    link_preview_options: { is_disabled: !draft.preview },
    ...(draft.buttons.length > 0 && { reply_markup: { inline_keyboard: keyboardOf(draft.buttons) } }),
  }
  if (target !== null) return { method: 'editMessageText', payload: { ...payload, message_id: target } }
  return {
    method: 'sendMessage',
    payload: {
      ...payload,
      ...(message.to.threadId !== 0 && { message_thread_id: message.to.threadId }),
      ...(draft.silent && { disable_notification: true }),
    },
  }
}

/** Buttons as the Bot API wants them. */
export function keyboardOf(buttons: Button[][]): Record<string, string>[][] {
  return buttons.map((row) =>
    row.map((button) =>
      'url' in button ? { text: button.text, url: button.url } : { text: button.text, callback_data: button.data },
    ),
  )
}

// A second try of a message whose first one may have arrived says so: there is no way to ask Telegram.
function textOf(message: ClaimedMessage, draft: RowDraft): Record<string, string> {
  const marked = message.maybeTwice && message.kind !== 'edit' ? markRepeated(draft, message.to.lang) : draft
  return message.plain ? { text: plainDraft(marked).text } : { text: marked.text, parse_mode: 'HTML' }
}
