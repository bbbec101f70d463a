import type { BotState } from './bot-state.ts'
import { withFoundEntities } from './find-entities.ts'
import { messageJson } from './wire.ts'
import { addFile, addMessage, type Chat, chatOf, personOf, type StoredMessage } from './world.ts'

export interface SayOptions {
  replyTo?: number
  threadId?: number
  /** An admin who hides behind the group. */
  anonymous?: boolean
}

export interface SentFile {
  fileName: string
  bytes: Uint8Array
  mime?: string
  caption?: string
}

export interface MessageControl {
  /** A person writes; returns the message id. In a channel it is a channel post. */
  say(chatId: number, fromId: number, text: string, options?: SayOptions): number
  /** A person sends a file, such as an OPML list; returns the message id. */
  upload(chatId: number, fromId: number, file: SentFile): number
}

export function messageControl(bot: BotState): MessageControl {
  return {
    say(chatId, fromId, text, options = {}) {
      const entities = withFoundEntities(text, [])
      return receive(bot, chatOf(bot.world, chatId), fromId, { text, entities }, options)
    },
    upload(chatId, fromId, { fileName, bytes, mime = 'application/octet-stream', caption = '' }) {
      const document = addFile(bot.world, 'documents', { fileName, bytes, mime })
      const entities = withFoundEntities(caption, [])
      return receive(bot, chatOf(bot.world, chatId), fromId, { document, text: caption, entities }, {})
    },
  }
}

/** Writing in private starts the bot, and unblocks it; writing in a group lets the bot see the person. */
function receive(
  bot: BotState,
  chat: Chat,
  fromId: number,
  content: Partial<StoredMessage>,
  options: SayOptions,
): number {
  const person = personOf(bot.world, fromId)
  if (chat.kind === 'private') Object.assign(person, { started: true, blocked: false })
  else person.seen = true
  const from = options.anonymous === true || chat.kind === 'channel' ? 'chat' : fromId
  const place = { replyTo: options.replyTo ?? null, threadId: options.threadId ?? null }
  const message = addMessage(bot.world, chat, { ...content, ...place, from })
  const kind = chat.kind === 'channel' ? 'channel_post' : 'message'
  bot.updates.add({ [kind]: messageJson(bot.world, chat, message) })
  return message.messageId
}
