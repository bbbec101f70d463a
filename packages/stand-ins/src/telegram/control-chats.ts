import type { BotState } from './bot-state.ts'
import { memberJson } from './methods/chats.ts'
import { botJson, chatJson, messageJson, userJson } from './wire.ts'
import {
  addMessage,
  type Chat,
  type ChatKind,
  chatOf,
  type MemberStatus,
  newChat,
  type Person,
  personOf,
  type Topic,
  type World,
} from './world.ts'

export interface UserOptions {
  name?: string
  username?: string
  lang?: string
  /** Has already written to the bot, so that the bot may write first. Default false. */
  started?: boolean
}

export interface ChatOptions {
  title?: string
  username?: string
  /** The first is the creator; others are plain members unless named in `admins`. */
  members?: readonly number[]
  admins?: readonly number[]
  bot?: MemberStatus
  forum?: boolean
}

export interface ChatControl {
  user(id: number, options?: UserOptions): Person
  group(id: number, options?: ChatOptions): Chat
  supergroup(id: number, options?: ChatOptions): Chat
  channel(id: number, options?: ChatOptions): Chat
  /** Adds a topic to a forum (a supergroup with `forum: true`) and returns its thread id. */
  topic(chatId: number, name: string): number
  closeTopic(chatId: number, threadId: number): void
  deleteTopic(chatId: number, threadId: number): void
  block(userId: number): void
  unblock(userId: number): void
  deactivate(userId: number): void
  /** Changes the bot's own membership and tells it by a my_chat_member update. */
  setBotStatus(chatId: number, status: MemberStatus, byUserId: number): void
  kick(chatId: number, byUserId: number): void
  deleteChat(chatId: number): void
  /** False: the bot stays a member that may not write. */
  setMayWrite(chatId: number, mayWrite: boolean): void
  setMember(chatId: number, userId: number, status: MemberStatus): void
  /** Turns a group into a supergroup with a new id and returns that id. */
  migrate(groupId: number, newId?: number): number
}

export function chatControl(bot: BotState): ChatControl {
  const { world } = bot
  return {
    user: (id, options = {}) => addPerson(world, id, options),
    group: (id, options = {}) => addChat(world, 'group', id, options),
    supergroup: (id, options = {}) => addChat(world, 'supergroup', id, options),
    channel: (id, options = {}) => addChat(world, 'channel', id, options),
    topic: (chatId, name) => addTopic(world, chatId, name),
    closeTopic: (chatId, threadId) => void Object.assign(topicOf(world, chatId, threadId), { closed: true }),
    deleteTopic: (chatId, threadId) => void chatOf(world, chatId).topics?.delete(threadId),
    block: (userId) => setBlocked(bot, userId, { blocked: true }),
    unblock: (userId) => setBlocked(bot, userId, { blocked: false }),
    deactivate: (userId) => void Object.assign(personOf(world, userId), { deactivated: true }),
    setBotStatus: (chatId, status, byUserId) => setBotStatus(bot, chatId, status, byUserId),
    kick: (chatId, byUserId) => setBotStatus(bot, chatId, 'kicked', byUserId),
    deleteChat: (chatId) => void Object.assign(chatOf(world, chatId), { deleted: true }),
    setMayWrite: (chatId, canWrite) => void Object.assign(chatOf(world, chatId), { canWrite }),
    setMember: (chatId, userId, status) => void chatOf(world, chatId).members.set(userId, status),
    migrate: (groupId, newId = -1_000_000_000_000 - Math.abs(groupId)) => migrate(bot, groupId, newId),
  }
}

function addPerson(world: World, id: number, options: UserOptions): Person {
  const { name = `user ${id}`, started = false, username, lang } = options
  const optional = { ...(username !== undefined && { username }), ...(lang !== undefined && { lang }) }
  const person: Person = { id, name, started, blocked: false, deactivated: false, seen: false, ...optional }
  world.people.set(id, person)
  if (!world.chats.has(id)) world.chats.set(id, newChat(id, 'private', name))
  return person
}

function addChat(world: World, kind: ChatKind, id: number, options: ChatOptions): Chat {
  const chat = newChat(id, kind, options.title ?? `${kind} ${id}`)
  if (options.username !== undefined) chat.username = options.username
  // 1 is the thread of the forum's root, so topics start after it.
  if (options.forum === true) Object.assign(chat, { topics: new Map(), lastMessageId: 1 })
  chat.bot = options.bot ?? (kind === 'channel' ? 'administrator' : 'member')
  for (const [index, member] of (options.members ?? []).entries()) {
    chat.members.set(member, index === 0 ? 'creator' : 'member')
    personOf(world, member).seen = true
  }
  for (const admin of options.admins ?? []) chat.members.set(admin, 'administrator')
  world.chats.set(id, chat)
  return chat
}

/** A topic's id is the id of the message that opened it. */
function addTopic(world: World, chatId: number, name: string): number {
  const chat = chatOf(world, chatId)
  if (chat.topics === null) throw new Error(`chat ${chatId} is not a forum`)
  const service = { forum_topic_created: { name, icon_color: 7322096 } }
  const opening = addMessage(world, chat, { from: 'chat', service })
  chat.topics.set(opening.messageId, { name, closed: false })
  return opening.messageId
}

function topicOf(world: World, chatId: number, threadId: number): Topic {
  const topic = chatOf(world, chatId).topics?.get(threadId)
  if (!topic) throw new Error(`chat ${chatId} has no topic ${threadId}`)
  return topic
}

function setBotStatus(bot: BotState, chatId: number, status: MemberStatus, byUserId: number): void {
  const chat = chatOf(bot.world, chatId)
  tellStatus(bot, chat, { before: chat.bot, after: status, byUserId })
  chat.bot = status
}

/** Blocking is told like being thrown out, though the private chat has no members. */
function setBlocked(bot: BotState, userId: number, { blocked }: { blocked: boolean }): void {
  personOf(bot.world, userId).blocked = blocked
  const before = blocked ? 'member' : 'kicked'
  const after = blocked ? 'kicked' : 'member'
  tellStatus(bot, chatOf(bot.world, userId), { before, after, byUserId: userId })
}

interface StatusChange {
  before: MemberStatus
  after: MemberStatus
  byUserId: number
}

function tellStatus(bot: BotState, chat: Chat, { before, after, byUserId }: StatusChange): void {
  const self = botJson(bot.world)
  const change = { old_chat_member: memberJson(self, before), new_chat_member: memberJson(self, after) }
  const by = { chat: chatJson(bot.world, chat), from: userJson(personOf(bot.world, byUserId)) }
  bot.updates.add({ my_chat_member: { ...by, date: Math.floor(bot.world.now() / 1000), ...change } })
}

function migrate(bot: BotState, groupId: number, newId: number): number {
  const { world } = bot
  const group = chatOf(world, groupId)
  const supergroup = addChat(world, 'supergroup', newId, { title: group.title, bot: group.bot })
  supergroup.members = new Map(group.members)
  const farewell = addMessage(world, group, { from: 'chat', service: { migrate_to_chat_id: newId } })
  bot.updates.add({ message: messageJson(world, group, farewell) })
  const welcome = addMessage(world, supergroup, { from: 'chat', service: { migrate_from_chat_id: groupId } })
  bot.updates.add({ message: messageJson(world, supergroup, welcome) })
  group.upgradedTo = newId
  return newId
}
