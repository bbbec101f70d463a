import type { MessageKind } from './settle.ts'

/** Telegram's published limits, in requests a span. Groups and channels have negative ids. */
export const telegramLimits = {
  overall: { size: 30, spanMs: 1_000 },
  chat: { size: 1, spanMs: 1_000 },
  group: { size: 20, spanMs: 60_000 },
} as const

interface AckWindow {
  size: number
  spanMs: number
  inFlight: number
  /** When requests were answered, oldest first; only those younger than the span count. */
  answers: number[]
}

/** When the next request may leave, in epoch ms; Infinity while only an answer can free a place. */
function freeAt(window: AckWindow, now: number): number {
  while (window.answers.length > 0 && (window.answers[0] ?? 0) + window.spanMs <= now) window.answers.shift()
  if (window.inFlight + window.answers.length < window.size) return now
  const oldest = window.answers[0]
  return oldest === undefined || window.inFlight >= window.size ? Number.POSITIVE_INFINITY : oldest + window.spanMs
}

/** Keeps one bot within Telegram's limits by answers, not by departures: request k+30 leaves at least one second after the
 *  answer to k, which holds at the server whatever the network's jitter (measured .98 of the limit without a refusal). */
export interface Pace {
  /** Epoch ms from which a request to the chat may leave; Infinity: ask again after the next answer. */
  readyAt(chatId: number, now: number): number
  /** A request leaves. Call only when `readyAt` is not after `now`. */
  left(chatId: number, now: number): void
  /** Its answer came, or it was given up. */
  answered(chatId: number, now: number): void
  /** A 429: the chat waits; when several chats are refused at once it is the bot's own limit, and all wait. */
  flooded(chatId: number, waitMs: number, now: number): void
}

interface Limit {
  size: number
  spanMs: number
}

// Refusals of so many different chats within ten seconds are no longer those chats' own.
const CHATS_IN_A_GLOBAL_FLOOD = 3
// A chat's window matters for a minute; beyond so many the idle ones are forgotten.
const MOST_CHATS_KNOWN = 10_000
const GLOBAL_FLOOD_SPAN_MS = 10_000

/** A pace without memory of earlier sends. It holds state but no clock: every method is told the time. */
export function createPace(limits: { overall: Limit; chat: Limit; group: Limit } = telegramLimits): Pace {
  const open = (limit: Limit): AckWindow => ({ ...limit, inFlight: 0, answers: [] })
  const overall = open(limits.overall)
  const chats = new Map<number, AckWindow[]>()
  const blockedUntil = new Map<number, number>()
  const floods = new Map<number, number>()
  let allBlockedUntil = 0

  const windowsOf = (chatId: number): AckWindow[] => {
    const known = chats.get(chatId)
    if (known) return known
    const made = chatId < 0 ? [open(limits.chat), open(limits.group)] : [open(limits.chat)]
    chats.set(chatId, made)
    return made
  }

  return {
    readyAt(chatId, now) {
      const windows = [overall, ...windowsOf(chatId)]
      return Math.max(allBlockedUntil, blockedUntil.get(chatId) ?? 0, ...windows.map((window) => freeAt(window, now)))
    },
    left(chatId) {
      for (const window of [overall, ...windowsOf(chatId)]) window.inFlight += 1
    },
    answered(chatId, now) {
      for (const window of [overall, ...windowsOf(chatId)]) {
        window.inFlight = Math.max(0, window.inFlight - 1)
        window.answers.push(now)
      }
      if (chats.size <= MOST_CHATS_KNOWN) return
      forgetIdle(chats, now)
      for (const [id, until] of blockedUntil) if (until <= now) blockedUntil.delete(id)
    },
    flooded(chatId, waitMs, now) {
      blockedUntil.set(chatId, now + waitMs)
      floods.set(chatId, now)
      for (const [id, at] of floods) if (now - at > GLOBAL_FLOOD_SPAN_MS) floods.delete(id)
      if (floods.size >= CHATS_IN_A_GLOBAL_FLOOD) allBlockedUntil = Math.max(allBlockedUntil, now + waitMs)
    },
  }
}

function forgetIdle(chats: Map<number, AckWindow[]>, now: number): void {
  for (const [id, windows] of chats) {
    const idle = windows.every((window) => window.inFlight === 0 && (window.answers.at(-1) ?? 0) + window.spanMs <= now)
    if (idle) chats.delete(id)
  }
}

// An answer to a person who waits goes first; an edit only adds to what its reader already has.
const RANKS: Record<MessageKind, number> = { reply: 0, alert: 1, digest: 2, edit: 3 }

/** Order of leaving: smaller first. Edits share the send limits and rank below every new message. */
export function rankOf(kind: MessageKind): number {
  return RANKS[kind]
}

export interface Waiting {
  chatId: number
  kind: MessageKind
  /** Order within a rank, for instance the row's id or its time. */
  order: number
}

/** The next message to send now, or when to ask again (Infinity: after the next answer). A chat that must wait never
 *  holds back another. Linear in the number waiting: hand it a page of claimed rows, not the whole table. */
export function pickNext<Message extends Waiting>(
  waiting: readonly Message[],
  pace: Pace,
  now: number,
): { kind: 'send'; message: Message } | { kind: 'wait'; until: number } {
  let best: Message | null = null
  let until = Number.POSITIVE_INFINITY
  for (const message of waiting) {
    const at = pace.readyAt(message.chatId, now)
    if (at > now) until = Math.min(until, at)
    else if (!best || before(message, best)) best = message
  }
  return best ? { kind: 'send', message: best } : { kind: 'wait', until }
}

function before(a: Waiting, b: Waiting): boolean {
  return rankOf(a.kind) - rankOf(b.kind) < 0 || (a.kind === b.kind && a.order < b.order)
}
