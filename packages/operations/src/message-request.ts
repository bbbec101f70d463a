import { type Button, type MessageDraft, markRepeated, plainDraft } from '@rasid/core'
import type { ClaimedMessage } from '@rasid/store'
import type { PictureDraft } from './picture.ts'

/** What a message's row holds: the draft, and what more its kind needs. `messages.id` names other rows. */
export type RowDraft = MessageDraft & {
  /** The row that this one changes. */
  edits?: number
  /** The row that this one replies to. */
  answers?: number
  /** The words of a search, for its pages. */
  query?: string
  /** Of a list of stories: where its pages begin, the first (null) to the one after this; null at the end: no further. */
  cursors?: (string | null)[]
  /** A file, with the text as its caption. */
  file?: { name: string; content: string }
  /** A photo, with the text as its caption; drawn when it is sent. */
  picture?: PictureDraft
}

/** One call of the Bot API, ready to leave. */
export interface BotRequest {
  method: 'sendMessage' | 'editMessageText' | 'sendDocument' | 'sendPhoto'
  /** For a document, `document` is `{name, content}`, for a photo `photo` is `{name, bytes}`; the adapter uploads them. */
  payload: Record<string, unknown>
}

/** The request for a message. `target`: Telegram's number of the message that it changes or replies to; null where there
 *  is none, or it was never sent. `photo`: its picture as drawn; without one the caption goes alone. */
export function messageRequest(
  message: ClaimedMessage,
  target: number | null,
  photo: Uint8Array | null = null,
): BotRequest {
  const draft = message.draft as RowDraft
  const keyboard = draft.buttons.length > 0 && { reply_markup: { inline_keyboard: keyboardOf(draft.buttons) } }
  const text = { ...textOf(message, draft), link_preview_options: { is_disabled: !draft.preview }, ...keyboard }
  const chat_id = message.to.chatId
  if (draft.edits !== undefined) return { method: 'editMessageText', payload: { chat_id, ...text, message_id: target } }
  const sending = {
    ...(message.to.threadId !== 0 && { message_thread_id: message.to.threadId }),
    ...(draft.silent && { disable_notification: true }),
    ...(target !== null && { reply_parameters: { message_id: target, allow_sending_without_reply: true } }),
  }
  if (photo !== null) {
    const { text: caption, ...format } = textOf(message, draft)
    const upload = { name: 'rasid.png', bytes: photo }
    return { method: 'sendPhoto', payload: { chat_id, photo: upload, caption, ...format, ...sending, ...keyboard } }
  }
  if (draft.file === undefined) return { method: 'sendMessage', payload: { chat_id, ...text, ...sending } }
  const { text: caption, ...format } = textOf(message, draft)
  return { method: 'sendDocument', payload: { chat_id, document: draft.file, caption, ...format, ...sending } }
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
