import { tooManyRequests } from './refusal.ts'
import type { Chat } from './world.ts'

/** How much may be sent. Telegram publishes all but the burst, which is our guess. */
export interface SendLimits {
  /** Messages and edits to all chats in any sliding second. */
  perSecond: number
  /** Messages to one chat that may come at once, before one a second holds. */
  chatBurst: number
  perChatPerSecond: number
  /** Messages to one group in any sliding minute. */
  perGroupPerMinute: number
}

export const TELEGRAM_LIMITS: SendLimits = { perSecond: 30, chatBurst: 3, perChatPerSecond: 1, perGroupPerMinute: 20 }

/** The send limits of one bot: `take` counts a message or throws the 429 that Telegram would answer. */
export interface LimitGate {
  take(chat: Chat): void
}

/** A gate that lets everything pass. */
export const noLimits: LimitGate = { take: () => undefined }

interface Bucket {
  tokens: number
  at: number
}

/** `now` in milliseconds. A refused message is not counted, and its scope stays shut until the time that was said. */
export function limitGate(limits: SendLimits, now: () => number): LimitGate {
  const sent: number[] = []
  const buckets = new Map<number, Bucket>()
  const minutes = new Map<number, number[]>()
  const shut = new Map<number | 'all', number>()

  function refuse(scope: number | 'all', untilMs: number): never {
    const seconds = Math.max(1, Math.ceil((untilMs - now()) / 1000))
    shut.set(scope, now() + seconds * 1000)
    throw tooManyRequests(seconds)
  }

  function checkShut(scope: number | 'all'): void {
    const until = shut.get(scope)
    if (until === undefined) return
    if (until > now()) throw tooManyRequests(Math.ceil((until - now()) / 1000))
    shut.delete(scope)
  }

  function bucketOf(chatId: number): Bucket {
    const bucket = buckets.get(chatId) ?? { tokens: limits.chatBurst, at: now() }
    const grown = ((now() - bucket.at) / 1000) * limits.perChatPerSecond
    return { tokens: Math.min(limits.chatBurst, bucket.tokens + grown), at: now() }
  }

  return {
    take(chat: Chat): void {
      checkShut('all')
      checkShut(chat.id)
      const at = now()
      dropOlder(sent, at - 1000)
      if (sent.length >= limits.perSecond) refuse('all', (sent[0] ?? at) + 1000)
      const bucket = bucketOf(chat.id)
      if (bucket.tokens < 1) refuse(chat.id, at + ((1 - bucket.tokens) / limits.perChatPerSecond) * 1000)
      const isGroup = chat.kind === 'group' || chat.kind === 'supergroup'
      const minute = minutes.get(chat.id) ?? []
      dropOlder(minute, at - 60_000)
      if (isGroup && minute.length >= limits.perGroupPerMinute) refuse(chat.id, (minute[0] ?? at) + 60_000)
      sent.push(at)
      buckets.set(chat.id, { tokens: bucket.tokens - 1, at })
      minutes.set(chat.id, [...minute, at])
    },
  }
}

function dropOlder(times: number[], limit: number): void {
  while (times[0] !== undefined && times[0] <= limit) times.shift()
}
