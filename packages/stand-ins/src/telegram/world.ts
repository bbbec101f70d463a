import { randomBytes } from 'node:crypto'
import type { Entity } from './entity.ts'
import type { Keyboard } from './keyboard.ts'

export type ChatKind = 'private' | 'group' | 'supergroup' | 'channel'
export type MemberStatus = 'creator' | 'administrator' | 'member' | 'left' | 'kicked'

/** A person with a Telegram account. */
export interface Person {
  id: number
  name: string
  username?: string
  lang?: string
  /** Has written to the bot: only then may the bot write first. */
  started: boolean
  blocked: boolean
  deactivated: boolean
  /** Seen by the bot in a group: known, but not started. */
  seen: boolean
}

export interface Topic {
  name: string
  closed: boolean
}

export interface StoredFile {
  id: string
  path: string
  fileName: string
  mime: string
  bytes: Uint8Array
  width?: number
  height?: number
}

export interface StoredMessage {
  messageId: number
  /** The bot, a person's id, or the chat itself (a channel post, an anonymous admin). */
  from: 'bot' | 'chat' | number
  date: number
  text: string
  entities: Entity[]
  keyboard: Keyboard
  editedAt: number | null
  edits: number
  silent: boolean
  preview: boolean
  replyTo: number | null
  threadId: number | null
  pinned: boolean
  photo?: StoredFile
  document?: StoredFile
  service?: Record<string, unknown>
}

export interface Chat {
  id: number
  kind: ChatKind
  title: string
  username?: string
  topics: Map<number, Topic> | null
  members: Map<number, MemberStatus>
  bot: MemberStatus
  upgradedTo: number | null
  deleted: boolean
  /** False: the bot is a member who may not write. */
  canWrite: boolean
  messages: Map<number, StoredMessage>
  lastMessageId: number
}

/** Everything the stand-in knows; methods and the control side both work on it. */
export interface World {
  bot: { id: number; name: string; username: string }
  token: string
  now: () => number
  people: Map<number, Person>
  chats: Map<number, Chat>
  files: Map<string, StoredFile>
  /** Private chats and basic groups share one counter per account; supergroups and channels have their own. */
  lastMessageId: number
  changed: (chatId: number) => void
}

export function personOf(world: World, id: number): Person {
  const person = world.people.get(id)
  if (!person) throw new Error(`no user ${id}: create it with user(${id}, …) first`)
  return person
}

export function chatOf(world: World, id: number): Chat {
  const chat = world.chats.get(id)
  if (!chat) throw new Error(`no chat ${id}: create it with user(), group(), supergroup() or channel() first`)
  return chat
}

/** A chat with its fields at rest. */
export function newChat(id: number, kind: ChatKind, title: string): Chat {
  return {
    ...{ id, kind, title, topics: null, members: new Map(), bot: 'member', upgradedTo: null },
    ...{ deleted: false, canWrite: true, messages: new Map(), lastMessageId: 0 },
  }
}

/** Stores a message under its next number. */
export function addMessage(world: World, chat: Chat, content: Partial<StoredMessage>): StoredMessage {
  const isOwnCount = chat.kind === 'supergroup' || chat.kind === 'channel'
  const messageId = isOwnCount ? ++chat.lastMessageId : ++world.lastMessageId
  const message: StoredMessage = {
    ...{ messageId, from: 'bot', date: world.now(), text: '', entities: [], keyboard: [], editedAt: null, edits: 0 },
    ...{ silent: false, preview: true, replyTo: null, threadId: null, pinned: false },
    ...content,
  }
  chat.messages.set(messageId, message)
  world.changed(chat.id)
  return message
}

/** Keeps uploaded bytes under an id and a path that cannot be guessed. */
export function addFile(
  world: World,
  folder: string,
  file: { fileName: string; mime: string; bytes: Uint8Array },
): StoredFile {
  const id = randomBytes(18).toString('base64url')
  const stored = { ...file, id, path: `${folder}/file_${world.files.size}${extensionOf(file.fileName)}` }
  world.files.set(id, stored)
  return stored
}

function extensionOf(fileName: string): string {
  return /\.[A-Za-z0-9]{1,8}$/.exec(fileName)?.[0] ?? ''
}
