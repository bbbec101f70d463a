import type { BotState, Method } from '../bot-state.ts'
import { type Call, string } from '../call.ts'
import { chatToRead, chatToWrite, messageOf } from '../find-chat.ts'
import { captionText, messageText } from '../format-text.ts'
import { keyboardOf } from '../keyboard.ts'
import { badRequest } from '../refusal.ts'
import { messageJson } from '../wire.ts'
import type { Chat, StoredMessage } from '../world.ts'
import { hasPreviewOff } from './send.ts'

const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message'
const MAY_DELETE_MS = 48 * 3_600_000
// The answer to a press is taken for some minutes only; the server says no more than "too old".
const QUERY_LIFE_MS = 15 * 60_000

export const editMessageText: Method = (bot, call) => {
  const content = messageText(call)
  const { chat, message } = ownMessage(bot, call)
  if (message.photo || message.document) throw badRequest('there is no text in the message to edit')
  // An edit without reply_markup removes the keyboard, as the real one does.
  return applyEdit(bot, chat, message, { ...content, keyboard: keyboardOf(call) ?? [], preview: !hasPreviewOff(call) })
}

export const editMessageCaption: Method = (bot, call) => {
  const content = captionText(call)
  const { chat, message } = ownMessage(bot, call)
  if (!message.photo && !message.document) throw badRequest('there is no caption in the message to edit')
  return applyEdit(bot, chat, message, { ...content, keyboard: keyboardOf(call) ?? [] })
}

export const editMessageReplyMarkup: Method = (bot, call) => {
  const { chat, message } = ownMessage(bot, call)
  return applyEdit(bot, chat, message, { keyboard: keyboardOf(call) ?? [] })
}

export const deleteMessage: Method = (bot, call) => {
  const chat = chatToRead(bot.world, call)
  const message = messageOf(chat, call, 'message to delete not found')
  const isMine = message.from === 'bot'
  const mayDelete = isMine || chat.kind === 'private' || chat.bot === 'administrator'
  if (!mayDelete || bot.world.now() - message.date > MAY_DELETE_MS)
    throw badRequest("message can't be deleted for everyone")
  chat.messages.delete(message.messageId)
  bot.world.changed(chat.id)
  return true
}

export const answerCallbackQuery: Method = (bot, call) => {
  const query = bot.callbacks.get(string(call, 'callback_query_id'))
  const text = string(call, 'text')
  if ([...text].length > 200) throw badRequest('MESSAGE_TOO_LONG')
  if (!query || bot.world.now() - query.at > QUERY_LIFE_MS) {
    throw badRequest('query is too old and response timeout expired or query ID is invalid')
  }
  const url = string(call, 'url')
  query.answer = { queryId: query.id, text, alert: string(call, 'show_alert') === 'true', url: url === '' ? null : url }
  bot.answered(query.answer)
  return true
}

function ownMessage(bot: BotState, call: Call): { chat: Chat; message: StoredMessage } {
  const chat = chatToWrite(bot.world, call)
  const message = messageOf(chat, call, 'message to edit not found')
  if (message.from !== 'bot') throw badRequest("message can't be edited")
  return { chat, message }
}

function applyEdit(bot: BotState, chat: Chat, message: StoredMessage, change: Partial<StoredMessage>): unknown {
  const fields = ['text', 'entities', 'keyboard'] as const
  const isSame = fields.every(
    (field) => change[field] === undefined || JSON.stringify(change[field]) === JSON.stringify(message[field]),
  )
  if (isSame) throw badRequest(NOT_MODIFIED)
  bot.gate.take(chat)
  Object.assign(message, change, { editedAt: bot.world.now(), edits: message.edits + 1 })
  bot.world.changed(chat.id)
  return messageJson(bot.world, chat, message)
}
