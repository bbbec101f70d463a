import type { ErrorFault, FaultTarget } from './faults.ts'
import type { RefusalParameters } from './refusal.ts'

/** What a sender must conclude; the words of RELIABILITY's outcome classes. */
export type ErrorClass =
  | 'dead-chat'
  | 'moved'
  | 'bad-message'
  | 'edit'
  | 'bug'
  | 'token'
  | 'other-poller'
  | 'wait'
  | 'unknown'

/** One error of the Bot API: its code and its exact text, as the server composes it. */
export interface TelegramError {
  code: number
  description: string
  class: ErrorClass
  parameters?: RefusalParameters
}

const MOVED = { migrate_to_chat_id: -1001000000001 }
const PARSE = "Bad Request: can't parse entities: "
const POLLERS = 'terminated by other getUpdates request; make sure that only one bot instance is running'
const WEBHOOK = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message'
const SURROGATES =
  'Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units'

function rows(code: number, kind: ErrorClass, prefix: string, texts: readonly string[]): TelegramError[] {
  return texts.map((text) => ({ code, description: `${prefix}${text}`, class: kind }))
}

/** The errors that a sender meets, each of which `inject` can answer. Facts from the server's public source. */
export const TELEGRAM_ERRORS: readonly TelegramError[] = [
  ...rows(400, 'dead-chat', 'Bad Request: ', ['chat not found', 'private chat not found', 'PEER_ID_INVALID']),
  ...rows(400, 'bug', 'Bad Request: ', ['chat_id is empty', 'message text is empty', 'text must be non-empty']),
  {
    code: 400,
    description: 'Bad Request: group chat was upgraded to a supergroup chat',
    class: 'moved',
    parameters: MOVED,
  },
  {
    code: 400,
    description: 'Bad Request: group chat was migrated to a supergroup chat',
    class: 'moved',
    parameters: MOVED,
  },
  ...rows(400, 'bad-message', 'Bad Request: ', ['text is too long', 'message is too long', 'entities too long']),
  ...rows(400, 'bug', 'Bad Request: ', ['unsupported parse_mode']),
  ...rows(400, 'bad-message', PARSE, [
    'Unsupported start tag "script" at byte offset 0',
    'Unclosed start tag at byte offset 12',
    'Unclosed start tag "a" at byte offset 12',
    'Unexpected end of name token at byte offset 5',
    'Unexpected end tag at byte offset 5',
    'Unclosed end tag at byte offset 5',
    'Unmatched end tag at byte offset 9, expected "</b>", found "</i>"',
    'Tag "span" must have class "tg-spoiler" at byte offset 0',
    "Can't find end of the entity starting at byte offset 7",
    "Character '.' is reserved and must be escaped with the preceding '\\'",
    "Can't find end of a URL at byte offset 9",
    SURROGATES,
  ]),
  ...rows(400, 'bad-message', 'Bad Request: ', [
    'strings must be encoded in UTF-8',
    'reply markup is too long',
    'BUTTON_URL_INVALID',
  ]),
  ...rows(400, 'dead-chat', 'Bad Request: ', [
    'message thread not found',
    'TOPIC_CLOSED',
    'not enough rights to send text messages to the chat',
    'have no write access to the chat',
  ]),
  ...rows(400, 'edit', 'Bad Request: ', [NOT_MODIFIED, 'message to edit not found']),
  ...rows(401, 'token', 'Unauthorized', ['', ': invalid token specified']),
  ...rows(403, 'dead-chat', 'Forbidden: ', [
    'bot was blocked by the user',
    'user is deactivated',
    "bot can't initiate conversation with a user",
    "the bot can't send messages to the bot",
    "bot can't send messages to the user",
    'bot was kicked from the group chat',
    'bot was kicked from the supergroup chat',
    'bot was kicked from the channel chat',
    'bot is not a member of the group chat',
    'bot is not a member of the supergroup chat',
    'bot is not a member of the channel chat',
    'the group chat was deleted',
  ]),
  ...rows(404, 'token', 'Not Found', ['']),
  ...rows(404, 'bug', 'Not Found: ', ['method not found']),
  ...rows(409, 'other-poller', 'Conflict: ', [POLLERS, WEBHOOK, 'terminated by setWebhook request']),
  { code: 429, description: 'Too Many Requests: retry after 17', class: 'wait', parameters: { retry_after: 17 } },
  ...rows(500, 'unknown', 'Internal Server Error: ', [
    "sent message was immediately deleted and can't be returned",
    'restart',
    'Request aborted',
  ]),
]

/** A fault that answers one of these errors, found by its exact text. */
export function errorFault(
  description: string,
  target: FaultTarget & { processed?: boolean } = {},
): ErrorFault & FaultTarget {
  const known = TELEGRAM_ERRORS.find((error) => error.description === description)
  if (!known) throw new Error(`no such Bot API error: ${description}`)
  const { code, parameters } = known
  return { kind: 'error', code, description, ...(parameters && { parameters }), ...target }
}
