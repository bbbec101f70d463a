import { Refusal } from './refusal.ts'

/** An Update object without its number. */
export type UpdateContent = Record<string, unknown>
export type Update = { update_id: number } & UpdateContent

// Telegram leaves these out unless they are asked for by name.
const OPT_IN = new Set(['chat_member', 'message_reaction', 'message_reaction_count'])
const OTHER_POLLER = 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running'
const END_OF_POLL = {
  webhook: new Refusal(409, 'Conflict: terminated by setWebhook request'),
  revoked: new Refusal(401, 'Unauthorized'),
  close: null,
}

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
  /** Ends the waiting poll: 409 for setWebhook, 401 for a revoked token, empty-handed when the server closes. */
  endPoll(reason: 'webhook' | 'revoked' | 'close'): void
  /** Tells the listeners that updates may wait, as after a webhook was set. */
  wake(): void
  onAdd(listener: () => void): void
}

/** The updates that the bot has not confirmed, in order. */
export function updateQueue(firstId: number): UpdateQueue {
  const seat = pollSeat()
  let queue: Update[] = []
  let nextId = firstId
  let kinds: readonly string[] = []
  const listeners: (() => void)[] = []

  return {
    add(content) {
      if (!isWanted(content, kinds)) return
      queue.push({ update_id: nextId++, ...content })
      seat.leave((poll) => poll.answer(queue.slice(0, poll.limit)))
      for (const listener of listeners) listener()
    },
    poll({ offset, limit, timeoutMs, signal }) {
      seat.leave((poll) => poll.fail(new Refusal(409, OTHER_POLLER)))
      queue = unconfirmed(queue, offset)
      if (queue.length > 0 || timeoutMs <= 0) return Promise.resolve(queue.slice(0, limit))
      return seat.wait(limit, timeoutMs, signal)
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
      const refusal = END_OF_POLL[reason]
      seat.leave((poll) => (refusal ? poll.fail(refusal) : poll.answer([])))
    },
    wake() {
      for (const listener of listeners) listener()
    },
    onAdd(listener) {
      listeners.push(listener)
    },
  }
}

function isWanted(content: UpdateContent, kinds: readonly string[]): boolean {
  const kind = Object.keys(content)[0] ?? ''
  return kinds.length === 0 ? !OPT_IN.has(kind) : kinds.includes(kind)
}

/** An offset confirms what is before it; a negative one keeps only so many of the newest. */
function unconfirmed(queue: Update[], offset: number): Update[] {
  if (offset < 0) return queue.slice(offset)
  return offset > 0 ? queue.filter((update) => update.update_id >= offset) : queue
}

interface PollSeat {
  wait(limit: number, timeoutMs: number, signal: AbortSignal): Promise<Update[]>
  /** Ends the waiting poll, if there is one. */
  leave(how: (poll: Poll) => void): void
}

/** Room for one waiting poll. */
function pollSeat(): PollSeat {
  let waiting: Poll | null = null

  function leave(how: (poll: Poll) => void): void {
    const poll = waiting
    if (!poll) return
    waiting = null
    clearTimeout(poll.timer)
    how(poll)
  }

  return {
    leave,
    wait: (limit, timeoutMs, signal) =>
      new Promise((answer, fail) => {
        const timer = setTimeout(() => leave((poll) => poll.answer([])), timeoutMs)
        const poll: Poll = { limit, answer, fail, timer }
        waiting = poll
        signal.addEventListener('abort', () => waiting === poll && leave((gone) => gone.answer([])), { once: true })
      }),
  }
}
