import { randomBytes } from 'node:crypto'
import type { BotState, CallbackAnswer } from './bot-state.ts'
import { withFoundEntities } from './find-entities.ts'
import { memberJson } from './methods/chats.ts'
import { botJson, chatJson, messageJson, userJson } from './wire.ts'
import {
  addFile,
  addMessage,
  type Chat,
  type ChatKind,
  chatOf,
  type MemberStatus,
  newChat,
  type Person,
  personOf,
  type StoredMessage,
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

export interface SayOptions {
  replyTo?: number
  threadId?: number
  /** An admin who hides behind the group. */
  anonymous?: boolean
}

/** The people's side of the stand-in: what they do, and what they see. No HTTP. */
export interface Control {
  user(id: number, options?: UserOptions): Person
  group(id: number, options?: ChatOptions): Chat
  supergroup(id: number, options?: ChatOptions): Chat
  channel(id: number, options?: ChatOptions): Chat
  /** Adds a topic to a forum (a supergroup with `forum: true`) and returns its thread id. */
  topic(chatId: number, name: string): number
  /** A person writes; returns the message id. In a channel it is a channel post. */
  say(chatId: number, fromId: number, text: string, options?: SayOptions): number
  /** A person sends a file, such as an OPML list; returns the message id. */
  upload(
    chatId: number,
    fromId: number,
    file: { fileName: string; bytes: Uint8Array; mime?: string; caption?: string },
  ): number
  /** A person presses a button that the message really carries; returns the query id. Throws when it has no such button. */
  press(chatId: number, messageId: number, data: string, fromId: number): string
  /** The bot's answer to a press, when it came; waits at most `timeoutMs` (10 s), then throws. */
  answerTo(queryId: string, timeoutMs?: number): Promise<CallbackAnswer>
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
  closeTopic(chatId: number, threadId: number): void
  deleteTopic(chatId: number, threadId: number): void
  /** The old token answers 401 from now on; the new one works when given. */
  revokeToken(newToken?: string): void
}

/** `waitAnswer` registers interest in the answer to a query. */
export function control(bot: BotState, onAnswer: (listener: (answer: CallbackAnswer) => void) => () => void): Control {
  const { world } = bot

  function create(kind: ChatKind, id: number, options: ChatOptions): Chat {
    const chat = newChat(id, kind, options.title ?? `${kind} ${id}`)
    if (options.username !== undefined) chat.username = options.username
    if (options.forum === true) chat.topics = new Map()
    chat.bot = options.bot ?? (kind === 'channel' ? 'administrator' : 'member')
    for (const [index, member] of (options.members ?? []).entries()) {
      chat.members.set(member, index === 0 ? 'creator' : 'member')
      personOf(world, member).seen = true
    }
    for (const admin of options.admins ?? []) chat.members.set(admin, 'administrator')
    world.chats.set(id, chat)
    return chat
  }

  function received(chat: Chat, fromId: number, content: Partial<StoredMessage>, options: SayOptions): number {
    const person = personOf(world, fromId)
    if (chat.kind === 'private') Object.assign(person, { started: true, blocked: false })
    else person.seen = true
    const from = options.anonymous === true || chat.kind === 'channel' ? 'chat' : fromId
    const place = { replyTo: options.replyTo ?? null, threadId: options.threadId ?? null }
    const message = addMessage(world, chat, { ...content, ...place, from })
    const kind = chat.kind === 'channel' ? 'channel_post' : 'message'
    bot.updates.add({ [kind]: messageJson(world, chat, message) })
    return message.messageId
  }

  function setStatus(chatId: number, status: MemberStatus, byUserId: number): void {
    const chat = chatOf(world, chatId)
    const before = chat.bot
    chat.bot = status
    const self = botJson(world)
    const change = { old_chat_member: memberJson(self, before), new_chat_member: memberJson(self, status) }
    const by = { chat: chatJson(world, chat), from: userJson(personOf(world, byUserId)) }
    bot.updates.add({ my_chat_member: { ...by, date: Math.floor(world.now() / 1000), ...change } })
  }

  function setBlocked(userId: number, blocked: boolean): void {
    personOf(world, userId).blocked = blocked
    setStatus(userId, blocked ? 'kicked' : 'member', userId)
    chatOf(world, userId).bot = 'member'
  }

  return {
    user(id, options = {}) {
      const { name = `user ${id}`, started = false, username, lang } = options
      const optional = { ...(username !== undefined && { username }), ...(lang !== undefined && { lang }) }
      const person: Person = { id, name, started, blocked: false, deactivated: false, seen: false, ...optional }
      world.people.set(id, person)
      if (!world.chats.has(id)) world.chats.set(id, newChat(id, 'private', name))
      return person
    },
    group: (id, options = {}) => create('group', id, options),
    supergroup: (id, options = {}) => create('supergroup', id, options),
    channel: (id, options = {}) => create('channel', id, options),
    topic(chatId, name) {
      const chat = chatOf(world, chatId)
      if (chat.topics === null) throw new Error(`chat ${chatId} is not a forum`)
      const opening = addMessage(world, chat, {
        from: 'chat',
        service: { forum_topic_created: { name, icon_color: 7322096 } },
      })
      chat.topics.set(opening.messageId, { name, closed: false })
      return opening.messageId
    },
    say(chatId, fromId, text, options = {}) {
      return received(chatOf(world, chatId), fromId, { text, entities: withFoundEntities(text, []) }, options)
    },
    upload(chatId, fromId, { fileName, bytes, mime = 'application/octet-stream', caption = '' }) {
      const document = addFile(world, 'documents', { fileName, bytes, mime })
      return received(chatOf(world, chatId), fromId, { document, text: caption }, {})
    },
    press(chatId, messageId, data, fromId) {
      const chat = chatOf(world, chatId)
      const message = chat.messages.get(messageId)
      const labels = message?.keyboard.flat().map((button) => button.callback_data) ?? []
      if (!message || !labels.includes(data))
        throw new Error(`message ${messageId} has no button "${data}", only ${labels.join(', ')}`)
      const id = BigInt(`0x${randomBytes(7).toString('hex')}`).toString()
      bot.callbacks.set(id, { id, fromId, at: world.now(), answer: null })
      const from = userJson(personOf(world, fromId))
      const query = { id, from, message: messageJson(world, chat, message), chat_instance: String(chatId), data }
      bot.updates.add({ callback_query: query })
      return id
    },
    answerTo(queryId, timeoutMs = 10_000) {
      const known = bot.callbacks.get(queryId)
      if (known?.answer) return Promise.resolve(known.answer)
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`the press ${queryId} was not answered`)), timeoutMs)
        const stop = onAnswer((answer) => {
          if (answer.queryId !== queryId) return
          clearTimeout(timer)
          stop()
          resolve(answer)
        })
      })
    },
    block: (userId) => setBlocked(userId, true),
    unblock: (userId) => setBlocked(userId, false),
    deactivate: (userId) => void Object.assign(personOf(world, userId), { deactivated: true }),
    setBotStatus: setStatus,
    kick: (chatId, byUserId) => setStatus(chatId, 'kicked', byUserId),
    deleteChat: (chatId) => void Object.assign(chatOf(world, chatId), { deleted: true }),
    setMayWrite: (chatId, canWrite) => void Object.assign(chatOf(world, chatId), { canWrite }),
    setMember: (chatId, userId, status) => void chatOf(world, chatId).members.set(userId, status),
    migrate(groupId, newId = -1_000_000_000_000 - Math.abs(groupId)) {
      const group = chatOf(world, groupId)
      const supergroup = create('supergroup', newId, { title: group.title, bot: group.bot })
      supergroup.members = new Map(group.members)
      const farewell = addMessage(world, group, { from: 'chat', service: { migrate_to_chat_id: newId } })
      bot.updates.add({ message: messageJson(world, group, farewell) })
      const welcome = addMessage(world, supergroup, { from: 'chat', service: { migrate_from_chat_id: groupId } })
      bot.updates.add({ message: messageJson(world, supergroup, welcome) })
      group.upgradedTo = newId
      return newId
    },
    closeTopic: (chatId, threadId) => void Object.assign(topicOf(world, chatId, threadId), { closed: true }),
    deleteTopic: (chatId, threadId) => void chatOf(world, chatId).topics?.delete(threadId),
    revokeToken: (newToken = '') => void Object.assign(world, { token: newToken }),
  }
}

function topicOf(world: BotState['world'], chatId: number, threadId: number): object {
  const topic = chatOf(world, chatId).topics?.get(threadId)
  if (!topic) throw new Error(`chat ${chatId} has no topic ${threadId}`)
  return topic
}
