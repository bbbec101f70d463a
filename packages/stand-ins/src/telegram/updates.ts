import { Refusal } from './refusal.ts'

/** An Update object without its number. */
export type UpdateContent = Record<string, unknown>
export type Update = { update_id: number } & UpdateContent

// Telegram leaves these out unless they are asked for by name.
const OPT_IN = new Set(['chat_member', 'message_reaction', 'message_reaction_count'])
const OTHER_POLLER = 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running'

interface Poll {
  limit: number
  answer: (updates: Update[]) => void
  fail: (refusal: Refusal) => void
  timer: NodeJS.Timeout
}

export interface UpdateQueue {
  /** Keeps an update for the bot, unless its kind is not wanted. */
  add(content: UpdateContent): void
  /** getUpdates; waits up to `timeoutMs` for the first update. A second poller ends the first with 409. */
  poll(options: { offset: number; limit: number; timeoutMs: number; signal: AbortSignal }): Promise<Update[]>
  allow(kinds: readonly string[] | undefined): void
  allowed(): readonly string[]
  pending(): readonly Update[]
  confirm(updateId: number): void
  drop(): void
  /** Ends the waiting poll with 409 for setWebhook, or empty-handed when the server closes. */
  endPoll(reason: 'webhook' | 'close'): void
  onAdd(listener: () => void): void
}

/** The updates that the bot has not confirmed, in order. */
export function updateQueue(firstId: number): UpdateQueue {
  let waiting: Poll | null = null
  let queue: Update[] = []
  let nextId = firstId
  let kinds: readonly string[] = []
  const listeners: (() => void)[] = []

  function finish(how: (poll: Poll) => void): void {
    const poll = waiting
    if (!poll) return
    waiting = null
    clearTimeout(poll.timer)
    how(poll)
  }

  function isWanted(content: UpdateContent): boolean {
    const kind = Object.keys(content)[0] ?? ''
    return kinds.length === 0 ? !OPT_IN.has(kind) : kinds.includes(kind)
  }

  function confirmBefore(offset: number): void {
    if (offset < 0) queue = queue.slice(offset)
    else if (offset > 0) queue = queue.filter((update) => update.update_id >= offset)
  }

  return {
    add(content) {
      if (!isWanted(content)) return
      queue.push({ update_id: nextId++, ...content })
      finish((poll) => poll.answer(queue.slice(0, poll.limit)))
      for (const listener of listeners) listener()
    },
    poll({ offset, limit, timeoutMs, signal }) {
      finish((poll) => poll.fail(new Refusal(409, OTHER_POLLER)))
      confirmBefore(offset)
      if (queue.length > 0 || timeoutMs <= 0) return Promise.resolve(queue.slice(0, limit))
      return new Promise((answer, fail) => {
        const timer = setTimeout(() => finish((poll) => poll.answer([])), timeoutMs)
        const poll: Poll = { limit, answer, fail, timer }
        waiting = poll
        signal.addEventListener('abort', () => waiting === poll && finish((gone) => gone.answer([])), { once: true })
      })
    },
    allow(wanted) {
      if (wanted !== undefined) kinds = wanted
    },
    allowed: () => kinds,
    pending: () => queue,
    confirm(updateId) {
      queue = queue.filter((update) => update.update_id !== updateId)
    },
    drop() {
      queue = []
    },
    endPoll(reason) {
      if (reason === 'close') finish((poll) => poll.answer([]))
      else finish((poll) => poll.fail(new Refusal(409, 'Conflict: terminated by setWebhook request')))
    },
    onAdd(listener) {
      listeners.push(listener)
    },
  }
}
