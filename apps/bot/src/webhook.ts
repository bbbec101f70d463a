import { createHash, timingSafeEqual } from 'node:crypto'
import type { Update } from 'grammy/types'
import type { BotLog } from './bot-deps.ts'
import { describeError } from './describe-error.ts'

/** What a web server mounts: Telegram posts updates to `path`. */
export interface Webhook {
  path: string
  /** Answers 200 once the update is handled; anything else makes Telegram send it again. */
  handle(request: Request): Promise<Response>
}

const SECRET_HEADER = 'x-telegram-bot-api-secret-token'
// A message of Telegram's greatest length with all its entities stays far below.
const LONGEST_BODY = 1024 * 1024

export interface WebhookDeps {
  botId: number
  secret: string
  log: BotLog
  /** Handles one update; null while Telegram has not told yet who we are. */
  handler(): ((update: Update) => Promise<void>) | null
}

/** The receiving side of a webhook. The updates of one chat are handled in their order, whatever comes at once. */
export function createWebhook(deps: WebhookDeps): Webhook {
  const chats = new Map<number, Promise<void>>()
  return {
    path: webhookPath(deps.botId),
    async handle(request) {
      if (!isSecret(request.headers.get(SECRET_HEADER), deps.secret)) return new Response(null, { status: 401 })
      const handler = deps.handler()
      if (!handler) return new Response(null, { status: 503 })
      const update = readUpdate(await request.text())
      if (!update) return new Response(null, { status: 400 })
      return inTurn(chats, chatOf(update), () => answerTo(deps, handler, update))
    },
  }
}

/** The bot's id keeps two bots behind one address apart; it is no secret. */
export const webhookPath = (botId: number): string => `/telegram/${botId}`

/** Compares in constant time: digests of one length, so that neither the secret nor its length can be felt for. */
export function isSecret(given: string | null, secret: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given ?? ''), digest(secret)) && given !== null
}

function readUpdate(body: string): Update | null {
  if (body.length > LONGEST_BODY) return null
  try {
    const update: unknown = JSON.parse(body)
    return typeof update === 'object' && update !== null && 'update_id' in update ? (update as Update) : null
  } catch {
    return null
  }
}

async function answerTo(
  { log }: WebhookDeps,
  handler: (update: Update) => Promise<void>,
  update: Update,
): Promise<Response> {
  try {
    await handler(update)
    return new Response(null, { status: 200 })
  } catch (error) {
    log.error({ err: describeError(error) }, 'an update could not be handled')
    return new Response(null, { status: 500 })
  }
}

function inTurn<T>(chats: Map<number, Promise<void>>, chat: number, work: () => Promise<T>): Promise<T> {
  const before = chats.get(chat) ?? Promise.resolve()
  const result = before.then(work)
  const done = result.then(
    () => {},
    () => {},
  )
  chats.set(chat, done)
  void done.then(() => {
    if (chats.get(chat) === done) chats.delete(chat)
  })
  return result
}

function chatOf(update: Update): number {
  const message = update.message ?? update.channel_post ?? update.callback_query?.message ?? update.my_chat_member
  return message?.chat.id ?? 0
}
