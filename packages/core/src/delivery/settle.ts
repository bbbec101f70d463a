import type { DeadChatReason, SendOutcome } from './send-outcome.ts'

export type MessageKind = 'alert' | 'digest' | 'edit' | 'reply'

/** `owed` waits · `claimed` has a sender · `sending` a request is in flight (committed just before it) · `sent` ·
 *  `unknown` sent twice without an answer, given up · `dead` can never be delivered. */
export type MessageState = 'owed' | 'claimed' | 'sending' | 'sent' | 'unknown' | 'dead'

/** The part of a message's row that decides what comes next. */
export interface OwedMessage {
  kind: MessageKind
  /** Certain failures so far, for the backoff and the give-up. */
  attempts: number
  /** Requests that ended without a known outcome. One is resent, marked; the second is final. */
  unknowns: number
  /** How it was sent: as plain text, without buttons. */
  plain: boolean
  bare: boolean
}

/** The row's new values. `notBefore` only with `owed`; `messageId` only with `sent`. */
export interface SettledMessage {
  state: 'owed' | 'sent' | 'unknown' | 'dead'
  notBefore: Date | null
  messageId: number | null
  attempts: number
  unknowns: number
  plain: boolean
  bare: boolean
  /** The next send must say that it may be a repeat (`markRepeated`). */
  marked: boolean
  /** Why it waits or died, for the row; never holds the token since it comes from Telegram's own description. */
  note: string | null
}

/** What else the sender must do, besides writing the row. */
export type SettleEffect =
  | { kind: 'pause-chat'; reason: DeadChatReason; proofs: number }
  | { kind: 'chat-lives' }
  | { kind: 'move-chat'; chatId: number }
  | { kind: 'leave-topic' }
  | { kind: 'wait-chat'; forMs: number }
  | { kind: 'hold-bot'; reason: string }
  | { kind: 'split-message' }
  // What no message shows. A dead message tells for itself, by its note in the status message.
  | { kind: 'tell-operators'; of: 'topic-left' | 'second-instance' }

export interface Settlement {
  message: SettledMessage
  effects: SettleEffect[]
}

// Backoff of certain failures: 5 s, 10 s … at most 10 minutes, so that an evening without network ends with all delivered.
const LONGEST_RETRY_MS = 10 * 60_000
// The first answer may only be late: half a minute lets a restarting Bot API server settle before the marked repeat.
const REPEAT_AFTER_MS = 30_000
// A held token is looked at every minute; nothing is lost, nothing is counted against the chat.
const HELD_MS = 60_000
// "can't send to the user" for two days is no longer passing: the message is dead, the subscriber stays.
const NOT_NOW_ATTEMPTS = 192

/** The next state of a message whose request has ended, and what follows for its chat or the bot. `now` is the database's clock.
 *  A row found in `sending` after a crash is settled with `{kind: 'unknown'}`. */
export function settle(message: OwedMessage, outcome: SendOutcome, now: Date): Settlement {
  const next = (change: Partial<SettledMessage>, effects: SettleEffect[] = []): Settlement => ({
    message: { ...kept(message), ...change },
    effects,
  })
  const later = (ms: number, change: Partial<SettledMessage> = {}): Partial<SettledMessage> => ({
    state: 'owed',
    notBefore: new Date(now.getTime() + ms),
    ...change,
  })
  switch (outcome.kind) {
    case 'sent':
      return next({ state: 'sent', messageId: outcome.messageId, marked: false }, [{ kind: 'chat-lives' }])
    case 'unchanged':
      return next({ state: 'sent', marked: false }, [{ kind: 'chat-lives' }])
    case 'retry':
      return next(
        later(retryMs(outcome.afterMs, message.attempts), { attempts: message.attempts + 1, note: outcome.code }),
      )
    case 'flood':
      return next(later(outcome.retryAfterMs), [{ kind: 'wait-chat', forMs: outcome.retryAfterMs }])
    case 'not-now':
      return message.attempts + 1 >= NOT_NOW_ATTEMPTS
        ? next(dead(outcome.description))
        : next(later(outcome.afterMs, { attempts: message.attempts + 1, note: outcome.description }))
    case 'dead-chat':
      return settleDeadChat(message, outcome, now)
    case 'moved':
      return next(later(0), [{ kind: 'move-chat', chatId: outcome.chatId }])
    case 'topic-gone':
      return next(later(0, { note: outcome.description }), [
        { kind: 'leave-topic' },
        { kind: 'tell-operators', of: 'topic-left' },
      ])
    case 'bad-message':
      return settleBadMessage(message, outcome, now)
    case 'message-gone':
      return next(dead(outcome.description))
    case 'unauthorized':
      return next(later(HELD_MS), [{ kind: 'hold-bot', reason: outcome.description }])
    case 'conflict':
      return next(later(HELD_MS), [{ kind: 'tell-operators', of: 'second-instance' }])
    case 'unknown':
      return settleUnknown(message, outcome.description, now)
    default:
      return outcome satisfies never
  }
}

function kept(message: OwedMessage): SettledMessage {
  const { attempts, unknowns, plain, bare } = message
  return {
    state: 'owed',
    notBefore: null,
    messageId: null,
    attempts,
    unknowns,
    plain,
    bare,
    marked: unknowns > 0 && message.kind !== 'edit',
    note: null,
  }
}

function dead(note: string): Partial<SettledMessage> {
  return { state: 'dead', note, marked: false }
}

function retryMs(afterMs: number, attempts: number): number {
  return Math.min(afterMs * 2 ** Math.min(attempts, 20), LONGEST_RETRY_MS)
}

// The message dies with the first proof only if one proof is enough; else it waits, and the chat's row counts the proofs.
function settleDeadChat(message: OwedMessage, outcome: SendOutcome & { kind: 'dead-chat' }, now: Date): Settlement {
  const { reason, proofs, description } = outcome
  const effects: SettleEffect[] = [{ kind: 'pause-chat', reason, proofs }]
  if (message.attempts + 1 < proofs) {
    const notBefore = new Date(now.getTime() + retryMs(60_000, message.attempts))
    return { message: { ...kept(message), notBefore, attempts: message.attempts + 1, note: description }, effects }
  }
  return { message: { ...kept(message), ...dead(description) }, effects }
}

function settleBadMessage(message: OwedMessage, outcome: SendOutcome & { kind: 'bad-message' }, now: Date): Settlement {
  const { remedy, description } = outcome
  const again = { ...kept(message), notBefore: now, attempts: message.attempts + 1, note: description }
  if (remedy === 'plain' && !message.plain) return { message: { ...again, plain: true }, effects: [] }
  if (remedy === 'smaller-keyboard' && !message.bare) return { message: { ...again, bare: true }, effects: [] }
  // Drafts are composed under the limit, so a message that is too long is a bug: its halves are still owed.
  const effects: SettleEffect[] = remedy === 'split' ? [{ kind: 'split-message' }] : []
  return { message: { ...kept(message), ...dead(description) }, effects }
}

// An edit repeats harmlessly: the second one changes nothing. Anything else is sent once more, marked, and counted.
function settleUnknown(message: OwedMessage, description: string, now: Date): Settlement {
  const unknowns = message.unknowns + 1
  const base = { ...kept(message), unknowns, note: description }
  const notBefore = new Date(now.getTime() + REPEAT_AFTER_MS)
  if (message.kind === 'edit')
    return { message: { ...base, state: unknowns > 5 ? 'dead' : 'owed', notBefore }, effects: [] }
  if (unknowns > 1) return { message: { ...base, state: 'unknown', marked: true }, effects: [] }
  return { message: { ...base, state: 'owed', notBefore, marked: true }, effects: [] }
}
