import type { BotState, Method } from '../bot-state.ts'
import { type Call, flag, isRecord, string, structure, type UploadedFile } from '../call.ts'
import { chatToRead, chatToWrite, replyOf, threadOf } from '../find-chat.ts'
import { captionText, messageText } from '../format-text.ts'
import { keyboardOf } from '../keyboard.ts'
import { badRequest } from '../refusal.ts'
import { messageJson } from '../wire.ts'
import { addFile, addMessage, type Chat, type StoredFile, type StoredMessage } from '../world.ts'

const ACTIONS = new Set([
  ...['typing', 'upload_photo', 'record_video', 'upload_video', 'record_voice', 'upload_voice', 'upload_document'],
  ...['choose_sticker', 'find_location', 'record_video_note', 'upload_video_note'],
])

export const sendMessage: Method = (bot, call) => {
  const content = messageText(call)
  const chat = chatToWrite(bot.world, call)
  return send(bot, chat, call, { ...content, preview: !hasPreviewOff(call) })
}

export const sendPhoto: Method = (bot, call) => {
  const caption = captionText(call)
  const chat = chatToWrite(bot.world, call)
  const photo = fileOf(bot, call, 'photo')
  const size = imageSize(photo.bytes)
  if (!size) throw badRequest('IMAGE_PROCESS_FAILED')
  if (size.width + size.height > 10_000) throw badRequest('PHOTO_INVALID_DIMENSIONS')
  return send(bot, chat, call, { ...caption, photo: Object.assign(photo, size) })
}

export const sendDocument: Method = (bot, call) => {
  const caption = captionText(call)
  const chat = chatToWrite(bot.world, call)
  return send(bot, chat, call, { ...caption, document: fileOf(bot, call, 'document') })
}

export const sendChatAction: Method = (bot, call) => {
  chatToWrite(bot.world, call)
  if (!ACTIONS.has(string(call, 'action'))) throw badRequest('wrong parameter action in request')
  return true
}

export const getFile: Method = (bot, call) => {
  const file = bot.world.files.get(string(call, 'file_id'))
  if (!file) throw badRequest('invalid file_id')
  const { id, path, bytes } = file
  return { file_id: id, file_unique_id: id.slice(0, 12), file_size: bytes.length, file_path: path }
}

export const pinChatMessage: Method = (bot, call) => pin(bot, call, true)
export const unpinChatMessage: Method = (bot, call) => pin(bot, call, false)

function pin(bot: BotState, call: Call, pinned: boolean): boolean {
  const chat = chatToRead(bot.world, call)
  const message = chat.messages.get(Number(string(call, 'message_id')))
  if (!message) throw badRequest('message to pin not found')
  if (chat.kind !== 'private' && chat.bot !== 'administrator') {
    throw badRequest('not enough rights to manage pinned messages in the chat')
  }
  message.pinned = pinned
  bot.world.changed(chat.id)
  return true
}

/** Everything that can be wrong is found before the limits count the message. */
function send(bot: BotState, chat: Chat, call: Call, content: Partial<StoredMessage>): unknown {
  const keyboard = keyboardOf(call) ?? []
  const place = { threadId: threadOf(chat, call), replyTo: replyOf(chat, call) }
  bot.gate.take(chat)
  const silent = flag(call, 'disable_notification')
  const message = addMessage(bot.world, chat, { ...content, ...place, keyboard, silent, from: 'bot' })
  return messageJson(bot.world, chat, message)
}

/** True when the request switches the preview of its first link off, in the new way or the old one. */
export function hasPreviewOff(call: Call): boolean {
  const options = structure(call, 'link_preview_options')
  return flag(call, 'disable_web_page_preview') || (isRecord(options) && options.is_disabled === true)
}

function fileOf(bot: BotState, call: Call, field: string): StoredFile {
  const upload = uploadOf(call, field)
  if (upload) {
    const { fileName, contentType, bytes } = upload
    return addFile(bot.world, `${field}s`, { fileName, mime: contentType, bytes })
  }
  const given = string(call, field)
  if (given === '') throw badRequest(`there is no ${field} in the request`)
  const known = bot.world.files.get(given)
  if (!known) throw badRequest('wrong remote file identifier specified: Wrong string length')
  return known
}

function uploadOf(call: Call, field: string): UploadedFile | undefined {
  const attached = /^attach:\/\/(.+)$/.exec(string(call, field))?.[1]
  return call.files.get(attached ?? field)
}

/** Kind, width and height of a PNG, JPEG or WebP from its first bytes, whatever the upload calls it; null for anything else. */
function imageSize(bytes: Uint8Array): { mime: string; width: number; height: number } | null {
  const view = Buffer.from(bytes)
  if (view.subarray(1, 4).toString('latin1') === 'PNG' && view.length > 24) {
    return { mime: 'image/png', width: view.readUInt32BE(16), height: view.readUInt32BE(20) }
  }
  const isJpeg = view[0] === 0xff && view[1] === 0xd8
  const isWebp = view.subarray(8, 12).toString('latin1') === 'WEBP'
  return isJpeg || isWebp ? { mime: isJpeg ? 'image/jpeg' : 'image/webp', width: 1, height: 1 } : null
}
