import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type SendFacts, type SendOutcome, sendOutcome } from './send-outcome.ts'

type Row = readonly [
  status: number,
  description: string,
  expected: Partial<SendOutcome>,
  parameters?: Record<string, number>,
]

const plain = { kind: 'bad-message', resendPlain: true, remedy: 'plain' } as const
const never = { kind: 'bad-message', resendPlain: false, remedy: 'none' } as const
const parse = "Bad Request: can't parse entities: "

// Every refusal that the Bot API's server composes, with what a sender must do.
const refusals: readonly Row[] = [
  [400, 'Bad Request: chat not found', { kind: 'dead-chat', reason: 'not-found', proofs: 3 }],
  [400, 'Bad Request: private chat not found', { kind: 'dead-chat', reason: 'not-found' }],
  [400, 'Bad Request: chat_id is empty', never],
  [
    400,
    'Bad Request: group chat was upgraded to a supergroup chat',
    { kind: 'moved', chatId: -1001 },
    { migrate_to_chat_id: -1001 },
  ],
  [
    400,
    'Bad Request: group chat was migrated to a supergroup chat',
    { kind: 'moved', chatId: -1001 },
    { migrate_to_chat_id: -1001 },
  ],
  [400, 'Bad Request: message text is empty', never],
  [400, 'Bad Request: text must be non-empty', never],
  [400, 'Bad Request: text is too long', { kind: 'bad-message', resendPlain: false, remedy: 'split' }],
  [400, 'Bad Request: message is too long', { kind: 'bad-message', resendPlain: false, remedy: 'split' }],
  [400, 'Bad Request: entities too long', plain],
  [400, 'Bad Request: unsupported parse_mode', never],
  [400, `${parse}Unsupported start tag "script" at byte offset 0`, plain],
  [400, `${parse}Unclosed start tag at byte offset 12`, plain],
  [400, `${parse}Unexpected end of name token at byte offset 5`, plain],
  [400, `${parse}Unmatched end tag at byte offset 9, expected "</b>", found "</i>"`, plain],
  [400, `${parse}Tag "span" must have class "tg-spoiler" at byte offset 0`, plain],
  [400, `${parse}Can't find end of the entity starting at byte offset 7`, plain],
  [
    400,
    `${parse}Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units`,
    plain,
  ],
  [400, 'Bad Request: strings must be encoded in UTF-8', never],
  [400, 'Bad Request: reply markup is too long', { kind: 'bad-message', remedy: 'smaller-keyboard' }],
  [400, 'Bad Request: BUTTON_URL_INVALID', { kind: 'bad-message', remedy: 'smaller-keyboard' }],
  [400, 'Bad Request: BUTTON_DATA_INVALID', { kind: 'bad-message', remedy: 'smaller-keyboard' }],
  [400, 'Bad Request: message thread not found', { kind: 'topic-gone' }],
  [400, 'Bad Request: TOPIC_CLOSED', { kind: 'dead-chat', reason: 'topic-closed' }],
  [400, 'Bad Request: not enough rights to send text messages to the chat', { kind: 'dead-chat', reason: 'no-rights' }],
  [400, 'Bad Request: have no write access to the chat', { kind: 'dead-chat', reason: 'no-rights' }],
  [400, 'Bad Request: PEER_ID_INVALID', { kind: 'dead-chat', reason: 'not-found' }],
  [
    400,
    'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    { kind: 'unchanged' },
  ],
  [400, 'Bad Request: message to edit not found', { kind: 'message-gone' }],
  [400, 'Bad Request: something that nobody has seen yet', never],
  [401, 'Unauthorized', { kind: 'unauthorized' }],
  [401, 'Unauthorized: invalid token specified', { kind: 'unauthorized' }],
  [403, 'Forbidden: bot was blocked by the user', { kind: 'dead-chat', reason: 'blocked', proofs: 1 }],
  [403, 'Forbidden: user is deactivated', { kind: 'dead-chat', reason: 'deactivated' }],
  [403, "Forbidden: bot can't initiate conversation with a user", { kind: 'dead-chat', reason: 'never-started' }],
  [403, "Forbidden: the bot can't send messages to the bot", { kind: 'dead-chat', reason: 'is-a-bot' }],
  [403, "Forbidden: bot can't send messages to bots", { kind: 'dead-chat', reason: 'is-a-bot' }],
  [403, "Forbidden: bot can't send messages to the user", { kind: 'not-now' }],
  [403, 'Forbidden: bot was kicked from the group chat', { kind: 'dead-chat', reason: 'kicked' }],
  [403, 'Forbidden: bot was kicked from the supergroup chat', { kind: 'dead-chat', reason: 'kicked' }],
  [403, 'Forbidden: bot was kicked from the channel chat', { kind: 'dead-chat', reason: 'kicked' }],
  [403, 'Forbidden: bot is not a member of the group chat', { kind: 'dead-chat', reason: 'not-a-member' }],
  [403, 'Forbidden: bot is not a member of the supergroup chat', { kind: 'dead-chat', reason: 'not-a-member' }],
  [403, 'Forbidden: bot is not a member of the channel chat', { kind: 'dead-chat', reason: 'not-a-member' }],
  [403, 'Forbidden: the group chat was deleted', { kind: 'dead-chat', reason: 'deleted' }],
  [403, 'Forbidden: a reason that nobody has seen yet', { kind: 'not-now' }],
  [404, 'Not Found', { kind: 'unauthorized' }],
  [404, 'Not Found: method not found', never],
  [
    409,
    'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    { kind: 'conflict', with: 'poller' },
  ],
  [
    409,
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    { kind: 'conflict', with: 'webhook' },
  ],
  [409, 'Conflict: terminated by setWebhook request', { kind: 'conflict', with: 'webhook' }],
  [429, 'Too Many Requests: retry after 17', { kind: 'flood', retryAfterMs: 17_000 }, { retry_after: 17 }],
  [429, 'Too Many Requests: retry after 17', { kind: 'flood', retryAfterMs: 17_000 }],
  [429, 'Too Many Requests', { kind: 'flood', retryAfterMs: 1_000 }],
  [429, 'Too Many Requests: retry after 999999', { kind: 'flood', retryAfterMs: 86_400_000 }, { retry_after: 999_999 }],
  [500, "Internal Server Error: sent message was immediately deleted and can't be returned", { kind: 'unknown' }],
  [500, 'Internal Server Error: restart', { kind: 'unknown' }],
  [500, 'Internal Server Error: Request aborted', { kind: 'unknown' }],
]

function facts(status: number, description: string, parameters?: Record<string, number>): SendFacts {
  return {
    kind: 'response',
    status,
    body: { ok: false, error_code: status, description, ...(parameters && { parameters }) },
  }
}

const named = refusals.map(([status, description, expected, parameters]) => ({
  status,
  description,
  expected,
  parameters,
}))

describe('a refusal', () => {
  it.each(named)('$status $description', ({ status, description, expected, parameters }) => {
    expect(sendOutcome(facts(status, description, parameters))).toMatchObject(expected)
  })
})

const rest: readonly { why: string; facts: SendFacts; expected: Partial<SendOutcome> }[] = [
  {
    why: 'sent',
    facts: { kind: 'response', status: 200, body: { ok: true, result: { message_id: 42 } } },
    expected: { kind: 'sent', messageId: 42 },
  },
  {
    why: 'an edit answered by true',
    facts: { kind: 'response', status: 200, body: { ok: true, result: true } },
    expected: { kind: 'sent', messageId: null },
  },
  {
    why: 'a proxy’s page',
    facts: { kind: 'response', status: 502, body: '<html>Bad Gateway</html>' },
    expected: { kind: 'unknown' },
  },
  {
    why: 'a page with status 200',
    facts: { kind: 'response', status: 200, body: '<html>' },
    expected: { kind: 'unknown' },
  },
  { why: 'an array', facts: { kind: 'response', status: 200, body: [] }, expected: { kind: 'unknown' } },
  { why: 'null', facts: { kind: 'response', status: 500, body: null }, expected: { kind: 'unknown' } },
  {
    why: 'JSON that says neither',
    facts: { kind: 'response', status: 418, body: {} },
    expected: { kind: 'bad-message' },
  },
  { why: 'DNS', facts: { kind: 'no-connection', code: 'ENOTFOUND' }, expected: { kind: 'retry', code: 'ENOTFOUND' } },
  { why: 'refused', facts: { kind: 'no-connection', code: 'ECONNREFUSED' }, expected: { kind: 'retry' } },
  { why: 'reset after writing', facts: { kind: 'lost-answer', code: 'ECONNRESET' }, expected: { kind: 'unknown' } },
  { why: 'our process died', facts: { kind: 'lost-answer', code: 'crash' }, expected: { kind: 'unknown' } },
]

it.each(rest)('$why is $expected.kind', ({ facts: given, expected }) => {
  expect(sendOutcome(given)).toMatchObject(expected)
})

// The collected list of real errors, where it lies beside the checkout: no row may fall into a class that its advice forbids.
const collected = new URL('../../../../../shared/telegram-errors.tsv', import.meta.url)

describe.runIf(existsSync(collected))('the collected list of errors', () => {
  const rows = existsSync(collected)
    ? readFileSync(collected, 'utf8')
        .split('\n')
        .map((line) => line.split('\t'))
    : []
  const advised: readonly [RegExp, readonly SendOutcome['kind'][]][] = [
    [/UNKNOWN|unknown/, ['unknown']],
    [/pause|permanent/, ['dead-chat', 'topic-gone']],
    [/^stop sending for everybody|as above \(token\)/, ['unauthorized']],
    [/^stop/, ['dead-chat', 'unauthorized']],
    [/resend|dead-letter|bug/, ['bad-message']],
    [/retry later/, ['not-now']],
  ]
  it.each(rows.filter(([code]) => /^\d{3}$/.test(code ?? '') && code !== '200'))(
    '%s %s',
    (code, description = '', names = '', advice = '') => {
      const parameters = names.includes('migrate')
        ? { migrate_to_chat_id: -100 }
        : names.includes('retry')
          ? { retry_after: 17 }
          : undefined
      const body = description.startsWith('<html>') ? description : undefined
      const given: SendFacts = body
        ? { kind: 'response', status: Number(code), body }
        : facts(Number(code), description, parameters)
      const kinds = advised.find(([words]) => words.test(advice))?.[1]
      const outcome = sendOutcome(given)
      if (parameters) expect(['moved', 'flood']).toContain(outcome.kind)
      else if (kinds) expect(kinds).toContain(outcome.kind)
    },
  )
})
