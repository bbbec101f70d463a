/** What is known about one request to the Bot API. `body` is the parsed JSON, or the raw text when it was not JSON. */
export type SendFacts =
  | { kind: 'response'; status: number; body: unknown }
  /** Nothing was written: DNS, refused connection, TLS, our own abort before the first byte. */
  | { kind: 'no-connection'; code: string }
  /** The request was written, and no whole answer came: timeout, reset, or our process died while it was in flight. */
  | { kind: 'lost-answer'; code: string }

export type DeadChatReason =
  | 'blocked'
  | 'deactivated'
  | 'never-started'
  | 'is-a-bot'
  | 'kicked'
  | 'not-a-member'
  | 'deleted'
  | 'not-found'
  | 'no-rights'
  | 'topic-closed'

/** What can be changed about a message that Telegram refused for its content. `none`: it can never be sent as it is. */
export type Remedy = 'plain' | 'split' | 'smaller-keyboard' | 'none'

export type SendOutcome =
  | { kind: 'sent'; messageId: number | null }
  /** An edit that would change nothing: as good as sent. */
  | { kind: 'unchanged' }
  /** Certainly not sent; the same request may be repeated. */
  | { kind: 'retry'; afterMs: number; code: string }
  /** Certainly not sent; this chat (or the whole bot) must be left alone for so long. */
  | { kind: 'flood'; retryAfterMs: number }
  /** `proofs`: how many such answers in a row it takes before the chat is paused. */
  | { kind: 'dead-chat'; reason: DeadChatReason; proofs: number; description: string }
  /** Refused now, has been seen to pass: try later and keep the subscriber. */
  | { kind: 'not-now'; afterMs: number; description: string }
  | { kind: 'moved'; chatId: number }
  | { kind: 'topic-gone'; description: string }
  | { kind: 'bad-message'; resendPlain: boolean; remedy: Remedy; description: string }
  /** The message to edit is gone; nothing is owed any more. */
  | { kind: 'message-gone'; description: string }
  /** The token is wrong or revoked: nobody's fault among the chats. Hold all deliveries, raise the alarm. */
  | { kind: 'unauthorized'; description: string }
  /** Another instance polls with this token, or a webhook is set. */
  | { kind: 'conflict'; with: 'poller' | 'webhook'; description: string }
  /** It may have been delivered or not; there is no idempotency key to ask by. */
  | { kind: 'unknown'; description: string }

// Refused connections usually pass with the next DNS answer or restart of a proxy; pacing keeps this from being a storm.
const RECONNECT_MS = 5_000
// "can't send messages to the user" was seen to last minutes to hours.
const NOT_NOW_MS = 15 * 60_000
// A Retry-After beyond a day would be a broken answer: look again after a day.
const LONGEST_FLOOD_MS = 24 * 3_600_000
// Chat-not-found also comes for a minute after a token moved between servers; one such answer is not proof.
const REPEATED_PROOF = 3

interface Refusal {
  status: number
  description: string
  parameters: { migrate_to_chat_id?: unknown; retry_after?: unknown }
}

/** Sorts one request's end into what a sender must do. Classes after telegram-bot-api's own error texts; a text that is
 *  not known falls to the safe side: 4xx was refused before anything was sent, 5xx and non-JSON may have been sent. */
export function sendOutcome(facts: SendFacts): SendOutcome {
  if (facts.kind === 'no-connection') return { kind: 'retry', afterMs: RECONNECT_MS, code: facts.code }
  if (facts.kind === 'lost-answer') return { kind: 'unknown', description: facts.code }
  return responseOutcome(facts.status, facts.body)
}

function responseOutcome(status: number, body: unknown): SendOutcome {
  if (!isRecord(body)) {
    // A proxy's page, not Telegram's answer. With 2xx even "sent" is possible.
    return { kind: 'unknown', description: `HTTP ${status}, not JSON` }
  }
  if (body.ok === true) return { kind: 'sent', messageId: messageIdOf(body.result) }
  const description = typeof body.description === 'string' ? body.description : `HTTP ${status}`
  const code = typeof body.error_code === 'number' ? body.error_code : status
  const parameters = isRecord(body.parameters) ? body.parameters : {}
  return refusalOutcome({ status: code, description, parameters })
}

function refusalOutcome(refusal: Refusal): SendOutcome {
  const { status, description } = refusal
  switch (status) {
    case 400:
      return badRequestOutcome(refusal)
    case 401:
      return { kind: 'unauthorized', description }
    case 403:
      return forbiddenOutcome(description)
    case 404:
      // "Not Found" alone is a wrong token or path; "method not found" is our own mistake.
      return /method not found/i.test(description)
        ? { kind: 'bad-message', resendPlain: false, remedy: 'none', description }
        : { kind: 'unauthorized', description }
    case 409:
      return { kind: 'conflict', with: /webhook/i.test(description) ? 'webhook' : 'poller', description }
    case 413:
      return { kind: 'bad-message', resendPlain: false, remedy: 'split', description }
    case 429:
      return { kind: 'flood', retryAfterMs: floodMs(refusal) }
    default:
      return status >= 400 && status < 500
        ? { kind: 'bad-message', resendPlain: false, remedy: 'none', description }
        : { kind: 'unknown', description }
  }
}

type Rule<Answer> = readonly [pattern: RegExp, answer: Answer]

const GONE_CHATS: readonly Rule<{ reason: DeadChatReason; proofs: number }>[] = [
  [/bot was blocked/i, { reason: 'blocked', proofs: 1 }],
  [/user is deactivated/i, { reason: 'deactivated', proofs: 1 }],
  [/can't initiate conversation/i, { reason: 'never-started', proofs: 1 }],
  [/can't send messages to (?:the )?bots?$/i, { reason: 'is-a-bot', proofs: 1 }],
  [/bot was kicked/i, { reason: 'kicked', proofs: 1 }],
  [/bot is not a member/i, { reason: 'not-a-member', proofs: 1 }],
  [/chat was deleted/i, { reason: 'deleted', proofs: 1 }],
  [/chat not found/i, { reason: 'not-found', proofs: REPEATED_PROOF }],
  [/PEER_ID_INVALID/, { reason: 'not-found', proofs: REPEATED_PROOF }],
  [/TOPIC_CLOSED/, { reason: 'topic-closed', proofs: 1 }],
  [/not enough rights|have no write access|CHAT_WRITE_FORBIDDEN|CHAT_RESTRICTED/i, { reason: 'no-rights', proofs: 1 }],
]

const REMEDIES: readonly Rule<Remedy>[] = [
  // A chat that takes no photos takes words: its subscription goes on. Sent as plain text, a message leaves its picture behind.
  [/rights to send (?:photos|media)|CHAT_SEND_(?:PHOTOS|MEDIA)_FORBIDDEN|IMAGE_PROCESS_FAILED|PHOTO_[A-Z_]+/, 'plain'],
  [/caption is too long|MEDIA_CAPTION_TOO_LONG/i, 'plain'],
  [/can't parse entities|entities too long|ENTITY_BOUNDS_INVALID/i, 'plain'],
  [/(?:message|text) is too long|MESSAGE_TOO_LONG/i, 'split'],
  [/reply markup is too long|BUTTON_[A-Z_]+_INVALID|BUTTON_DATA_INVALID|REPLY_MARKUP/i, 'smaller-keyboard'],
]

function deadChat(description: string): SendOutcome | null {
  const rule = GONE_CHATS.find(([pattern]) => pattern.test(description))
  return rule ? { kind: 'dead-chat', ...rule[1], description } : null
}

function badRequestOutcome({ description, parameters }: Refusal): SendOutcome {
  // On the parameter, never on the text: two wordings are in the wild.
  const chatId = Number(parameters.migrate_to_chat_id)
  if (Number.isSafeInteger(chatId) && chatId !== 0) return { kind: 'moved', chatId }
  if (/message is not modified/i.test(description)) return { kind: 'unchanged' }
  if (/message to edit not found|message can't be edited|MESSAGE_ID_INVALID/i.test(description)) {
    return { kind: 'message-gone', description }
  }
  if (/message thread not found|TOPIC_DELETED/i.test(description)) return { kind: 'topic-gone', description }
  const remedy = REMEDIES.find(([pattern]) => pattern.test(description))?.[1]
  if (remedy) return { kind: 'bad-message', resendPlain: remedy === 'plain', remedy, description }
  return deadChat(description) ?? { kind: 'bad-message', resendPlain: false, remedy: 'none', description }
}

function forbiddenOutcome(description: string): SendOutcome {
  // Anything forbidden that is not known to be final is taken for passing: losing a subscriber is worse than a late try.
  return deadChat(description) ?? { kind: 'not-now', afterMs: NOT_NOW_MS, description }
}

function floodMs({ parameters, description }: Refusal): number {
  const seconds = Number(parameters.retry_after ?? /retry after (\d+)/i.exec(description)?.[1])
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds * 1_000, LONGEST_FLOOD_MS) : 1_000
}

function messageIdOf(result: unknown): number | null {
  return isRecord(result) && typeof result.message_id === 'number' ? result.message_id : null
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
