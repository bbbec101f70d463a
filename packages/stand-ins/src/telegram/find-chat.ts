import { type Call, flag, integer, isRecord, string, structure } from './call.ts'
import { badRequest, forbidden, Refusal } from './refusal.ts'
import type { Chat, StoredMessage, World } from './world.ts'

/** The chat of a request that only reads it. Throws a Refusal. */
export function chatToRead(world: World, call: Call): Chat {
  const given = string(call, 'chat_id').trim()
  if (given === '') throw badRequest('chat_id is empty')
  const chat = given.startsWith('@')
    ? [...world.chats.values()].find((known) => known.username?.toLowerCase() === given.slice(1).toLowerCase())
    : world.chats.get(Number(given))
  if (!chat) throw badRequest('chat not found')
  if (chat.kind === 'private') checkPerson(world, chat, { writes: false })
  else checkMembership(chat)
  return chat
}

/** The chat of a request that writes into it: the bot must be there and may write. Throws a Refusal. */
export function chatToWrite(world: World, call: Call): Chat {
  const chat = chatToRead(world, call)
  if (chat.kind === 'private') checkPerson(world, chat, { writes: true })
  else if (chat.kind === 'channel' && chat.bot !== 'administrator') {
    throw badRequest('need administrator rights in the channel chat')
  } else if (!chat.canWrite) throw badRequest('not enough rights to send text messages to the chat')
  return chat
}

function checkPerson(world: World, chat: Chat, access: { writes: boolean }): void {
  const person = world.people.get(chat.id)
  if (!person || (!person.started && !person.seen)) throw badRequest('chat not found')
  if (person.deactivated) throw forbidden('user is deactivated')
  if (access.writes && !person.started) throw forbidden("bot can't initiate conversation with a user")
  if (access.writes && person.blocked) throw forbidden('bot was blocked by the user')
}

function checkMembership(chat: Chat): void {
  if (chat.upgradedTo !== null) {
    const parameters = { migrate_to_chat_id: chat.upgradedTo }
    throw new Refusal(400, 'Bad Request: group chat was upgraded to a supergroup chat', parameters)
  }
  if (chat.deleted) throw forbidden('the group chat was deleted')
  if (chat.bot === 'kicked') throw forbidden(`bot was kicked from the ${chat.kind} chat`)
  if (chat.bot === 'left') throw forbidden(`bot is not a member of the ${chat.kind} chat`)
}

/** The forum topic of a request, or null for the root. Throws a Refusal. */
export function threadOf(chat: Chat, call: Call): number | null {
  const threadId = integer(call, 'message_thread_id', 0)
  if (threadId === 0) return null
  const topic = chat.topics?.get(threadId)
  if (!topic) throw badRequest('message thread not found')
  if (topic.closed && chat.bot !== 'administrator') throw badRequest('TOPIC_CLOSED')
  return threadId
}

/** The message that is answered, or null. Throws a Refusal. */
export function replyOf(chat: Chat, call: Call): number | null {
  const given = structure(call, 'reply_parameters') ?? {}
  if (!isRecord(given)) throw badRequest('object expected as reply parameters')
  const id = Number(given.message_id ?? integer(call, 'reply_to_message_id', 0))
  if (id === 0) return null
  if (chat.messages.has(id)) return id
  if (given.allow_sending_without_reply === true || flag(call, 'allow_sending_without_reply')) return null
  throw badRequest('message to be replied not found')
}

/** A message of the bot that an edit names; `missing` is the text for one that is not there. Throws a Refusal. */
export function messageOf(chat: Chat, call: Call, missing: string): StoredMessage {
  const id = integer(call, 'message_id', 0)
  if (id === 0) throw badRequest('message identifier is not specified')
  const message = chat.messages.get(id)
  if (!message) throw badRequest(missing)
  return message
}
