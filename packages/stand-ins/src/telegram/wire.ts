import type { Chat, Person, StoredFile, StoredMessage, World } from './world.ts'

// Telegram shows an admin who hides behind the group as this account.
const ANONYMOUS = { id: 1087968824, is_bot: true, first_name: 'Group', username: 'GroupAnonymousBot' }

type Json = Record<string, unknown>

/** A User object. */
export function userJson(person: Person): Json {
  return {
    ...{ id: person.id, is_bot: false, first_name: person.name },
    ...(person.username !== undefined && { username: person.username }),
    ...(person.lang !== undefined && { language_code: person.lang }),
  }
}

/** The bot as a User object. */
export function botJson(world: World): Json {
  return { id: world.bot.id, is_bot: true, first_name: world.bot.name, username: world.bot.username }
}

/** A Chat object, short as it stands in messages. */
export function chatJson(world: World, chat: Chat): Json {
  if (chat.kind === 'private') {
    const { id, first_name, username } = userJson(world.people.get(chat.id) as Person)
    return { id, first_name, ...(username !== undefined && { username }), type: 'private' }
  }
  return {
    ...{ id: chat.id, title: chat.title, type: chat.kind },
    ...(chat.username !== undefined && { username: chat.username }),
    ...(chat.topics !== null && { is_forum: true }),
  }
}

/** A Message object; dates are Unix seconds. */
export function messageJson(world: World, chat: Chat, message: StoredMessage, depth = 0): Json {
  const reply = message.replyTo === null || depth > 0 ? undefined : chat.messages.get(message.replyTo)
  return {
    message_id: message.messageId,
    ...senderJson(world, chat, message),
    chat: chatJson(world, chat),
    date: Math.floor(message.date / 1000),
    ...(message.editedAt !== null && { edit_date: Math.floor(message.editedAt / 1000) }),
    ...(message.threadId !== null && { message_thread_id: message.threadId, is_topic_message: true }),
    ...(reply && { reply_to_message: messageJson(world, chat, reply, 1) }),
    ...contentJson(message),
    ...(message.keyboard.length > 0 && { reply_markup: { inline_keyboard: message.keyboard } }),
    ...message.service,
  }
}

function senderJson(world: World, chat: Chat, message: StoredMessage): Json {
  if (chat.kind === 'channel') return { sender_chat: chatJson(world, chat) }
  if (message.from === 'bot') return { from: botJson(world) }
  if (message.from === 'chat') return { from: ANONYMOUS, sender_chat: chatJson(world, chat) }
  return { from: userJson(world.people.get(message.from) as Person) }
}

function contentJson(message: StoredMessage): Json {
  const hasMedia = message.photo !== undefined || message.document !== undefined
  const entities = message.entities.length > 0 ? message.entities : undefined
  const words = hasMedia
    ? { ...(message.text !== '' && { caption: message.text }), ...(entities && { caption_entities: entities }) }
    : { ...(message.text !== '' && { text: message.text }), ...(entities && { entities }) }
  return {
    ...(message.photo && { photo: [photoJson(message.photo)] }),
    ...(message.document && { document: documentJson(message.document) }),
    ...words,
    ...(!hasMedia && !message.preview && { link_preview_options: { is_disabled: true } }),
  }
}

function photoJson(file: StoredFile): Json {
  const size = { width: file.width ?? 1, height: file.height ?? 1, file_size: file.bytes.length }
  return { file_id: file.id, file_unique_id: file.id.slice(0, 12), ...size }
}

function documentJson(file: StoredFile): Json {
  const { id, fileName, mime, bytes } = file
  return { file_id: id, file_unique_id: id.slice(0, 12), file_name: fileName, mime_type: mime, file_size: bytes.length }
}
