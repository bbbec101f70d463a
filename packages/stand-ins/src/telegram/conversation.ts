import type { Entity } from './entity.ts'
import { renderHtml } from './render-html.ts'
import type { Chat, StoredFile, StoredMessage, World } from './world.ts'

/** Who wrote a message, as a person sees it; `'bot'` for the bot. */
export type Sender = 'bot' | { id: number; name: string; username?: string }

/** One message as a person sees it in the chat. */
export interface ConversationMessage {
  messageId: number
  from: Sender
  text: string
  entities: readonly Entity[]
  /** Safe HTML, see renderHtml. */
  html: string
  /** Rows of buttons: `data` for those that can be pressed, `url` for links. */
  keyboard: readonly (readonly { text: string; data?: string; url?: string }[])[]
  date: Date
  editedAt: Date | null
  edits: number
  silent: boolean
  /** Whether the first link shows its preview. */
  preview: boolean
  replyTo: number | null
  threadId: number | null
  pinned: boolean
  photo?: StoredFile
  document?: StoredFile
}

/** What a person sees in a chat, oldest first; deleted messages are gone, service messages are left out. */
export function conversationOf(world: World, chat: Chat): ConversationMessage[] {
  return [...chat.messages.values()]
    .filter((message) => message.service === undefined)
    .sort((a, b) => a.messageId - b.messageId)
    .map((message) => conversationMessage(world, chat, message))
}

function conversationMessage(world: World, chat: Chat, message: StoredMessage): ConversationMessage {
  const { messageId, text, entities, edits, silent, preview, replyTo, threadId, pinned, photo, document } = message
  return {
    ...{ messageId, text, entities, edits, silent, preview, replyTo, threadId, pinned },
    from: senderOf(world, chat, message),
    html: renderHtml(text, entities),
    keyboard: message.keyboard.map((row) =>
      row.map(({ text: label, callback_data: data, url }) => ({
        text: label,
        ...(data !== undefined && { data }),
        ...(url !== undefined && { url }),
      })),
    ),
    date: new Date(message.date),
    editedAt: message.editedAt === null ? null : new Date(message.editedAt),
    ...(photo && { photo }),
    ...(document && { document }),
  }
}

function senderOf(world: World, chat: Chat, message: StoredMessage): Sender {
  if (message.from === 'bot') return 'bot'
  if (message.from === 'chat') return { id: chat.id, name: chat.title }
  const person = world.people.get(message.from)
  return {
    ...{ id: message.from, name: person?.name ?? '' },
    ...(person?.username !== undefined && { username: person.username }),
  }
}
