import { type MessageKind, type Pace, pickNext, type SendFacts, type SendOutcome, sendOutcome } from '@rasid/core'
import {
  type ClaimedMessage,
  claimLostMessages,
  claimMessages,
  type Db,
  postponeMessage,
  releaseMessages,
} from '@rasid/store'
import { attempt, type Begun, begin, SENDING_MS } from './attempt-delivery.ts'
import { deliveryHold, releaseDeliveries } from './delivery-hold.ts'
import type { BotRequest } from './message-request.ts'
import { settleDelivery } from './settle-delivery.ts'

/** pino has this shape. */
export interface SendLog {
  warn(facts: object, message: string): void
  error(facts: object, message: string): void
}

export interface SendDeps {
  db: Db
  botId: number
  /** A random id of this process, for its claims. */
  owner: string
  /** Makes the request and says what is known of its end. Must not repeat it, and must give up within 45 s. */
  sendRequest(request: BotRequest): Promise<SendFacts>
  /** Kept over calls: Telegram remembers what was sent a moment ago. */
  pace: Pace
  now(): Date
  log: SendLog
  /** Whether this process is still the one sender of the token; asked before each claim. */
  isSender?(): Promise<boolean>
  /** Told once when the token is refused. */
  onHold?(reason: string): void
  signal?: AbortSignal
}

export interface SendCounts {
  /** Requests by what came of them. */
  outcomes: Partial<Record<SendOutcome['kind'], number>>
  /** The token was refused: ask again in a minute. */
  held: boolean
}

// A claimed message leaves within a few seconds; after a crash others may have it soon.
const CLAIM_MS = 20_000
// Waiting and in flight together: about three seconds of sending. More would only wait in memory, and a crash would leave
// more in flight than need be.
const PAGE = 120
// A chat that must wait longer than this gives its message back instead of keeping the claim.
const PATIENCE_MS = 5_000
// While requests are in flight, new messages are looked for this often …
const LOOK_AGAIN_MS = 250
// … and not more often than this, though every answer ends the wait.
const BETWEEN_LOOKS_MS = 50

/**
 * Sends all that is due, within Telegram's limits, and ends when nothing is: claim → `sending`, committed just before
 * the request → settle. A chat that waits never holds back another. A crash leaves in `sending` only what was in flight.
 */
export async function sendMessages(deps: SendDeps): Promise<SendCounts> {
  const counts: SendCounts = { outcomes: {}, held: false }
  const wasHeld = (await deliveryHold(deps.db, deps.botId)) !== null
  const run: Run = {
    deps,
    counts,
    wasHeld,
    isOther: false,
    lookAt: 0,
    waiting: [],
    inFlight: new Set(),
    refilling: null,
  }
  await settleLost(deps)
  try {
    for (;;) {
      launch(run, readyMessages(run))
      if (!maySend(run)) break
      // Looking for more never stands between the pace's word and a request; only an idle sender waits for it.
      run.refilling ??= startRefill(run)
      if (run.waiting.length + run.inFlight.size > 0) await pause(run)
      else if (!(await run.refilling)) break
    }
  } finally {
    await Promise.allSettled([...run.inFlight, run.refilling])
    await releaseMessages(deps.db, deps.owner)
  }
  return counts
}

interface Run {
  deps: SendDeps
  counts: SendCounts
  wasHeld: boolean
  /** Another process is the one sender by now. */
  isOther: boolean
  /** When it is worth looking for more in the table again. */
  lookAt: number
  waiting: ClaimedMessage[]
  inFlight: Set<Promise<void>>
  /** A look for more that is under way; true when it found something. */
  refilling: Promise<boolean> | null
}

/** Requests that a dead sender left in flight may have arrived. */
async function settleLost(deps: SendDeps): Promise<void> {
  for (const message of await claimLostMessages(deps.db, deps.owner, SENDING_MS)) {
    await settleDelivery(
      deps,
      message,
      sendOutcome({ kind: 'lost-answer', code: 'the sender ended before the answer' }),
    )
  }
}

const maySend = ({ deps, counts, isOther }: Run): boolean => !deps.signal?.aborted && !counts.held && !isOther

/** Looks for more when few wait; null when there is no reason to. */
function startRefill(run: Run): Promise<boolean> | null {
  const { deps, waiting, inFlight } = run
  const taken = waiting.length + inFlight.size
  if (waiting.length > PAGE / 3 || taken >= PAGE) return null
  if (taken > 0 && deps.now().getTime() < run.lookAt) return null
  const look = refill(run).then((found) => {
    run.refilling = null
    return found
  })
  // A failed look stays, and ends the run where it is waited for next.
  look.catch(() => {})
  return look
}

async function refill(run: Run): Promise<boolean> {
  const { deps, waiting, inFlight } = run
  run.isOther = deps.isSender !== undefined && !(await deps.isSender())
  if (run.isOther) return false
  // While the token is refused, one message at a time asks whether it still is.
  const limit = Math.max((run.wasHeld ? 1 : PAGE) - waiting.length - inFlight.size, 0)
  const claim = { botId: deps.botId, owner: deps.owner, limit, leaseMs: CLAIM_MS }
  const claimed = limit > 0 ? await claimMessages(deps.db, claim) : []
  for (const message of claimed) await keepOrPostpone(run, message)
  run.lookAt = deps.now().getTime() + BETWEEN_LOOKS_MS
  return claimed.length > 0
}

async function keepOrPostpone({ deps, waiting }: Run, message: ClaimedMessage): Promise<void> {
  const now = deps.now().getTime()
  const waitMs = deps.pace.readyAt(message.to.chatId, now) - now
  if (waitMs > PATIENCE_MS && Number.isFinite(waitMs)) await postponeMessage(deps.db, message, waitMs)
  else waiting.push(message)
}

/** All that the pace lets leave now, each with its place in the pace taken. */
function readyMessages({ deps, waiting }: Run): ClaimedMessage[] {
  const ready: ClaimedMessage[] = []
  for (;;) {
    const next = nextMessage(deps, waiting)
    if (next.kind === 'wait') return ready
    waiting.splice(waiting.indexOf(next.message), 1)
    deps.pace.left(next.message.to.chatId, deps.now().getTime())
    ready.push(next.message)
  }
}

function nextMessage(deps: SendDeps, waiting: readonly ClaimedMessage[]) {
  const offers = waiting.map((message, order) => ({
    chatId: message.to.chatId,
    kind: message.kind as MessageKind,
    order,
    message,
  }))
  const next = pickNext(offers, deps.pace, deps.now().getTime())
  return next.kind === 'send' ? { kind: 'send' as const, message: next.message.message } : next
}

function launch(run: Run, messages: readonly ClaimedMessage[]): void {
  const { deps, inFlight } = run
  if (messages.length === 0) return
  const begun = begin(deps, messages)
  for (const message of messages) {
    const sending = deliver(run, message, begun)
      .catch((error) => deps.log.error({ err: error, message: message.id }, 'a delivery could not be settled'))
      .finally(() => inFlight.delete(sending))
    inFlight.add(sending)
  }
}

async function deliver(run: Run, message: ClaimedMessage, begun: Promise<Begun>): Promise<void> {
  const { deps, counts } = run
  const outcome = await attempt(deps, message, begun)
  if (!outcome) return
  counts.outcomes[outcome.kind] = (counts.outcomes[outcome.kind] ?? 0) + 1
  if (outcome.kind === 'unauthorized') counts.held = true
  if (outcome.kind === 'sent' && run.wasHeld) {
    run.wasHeld = false
    await releaseDeliveries(deps.db, deps.botId)
  }
  await settleDelivery(deps, message, outcome)
}

/** Until the pace allows a request, an answer comes, or it is time to look for new messages. */
async function pause({ deps, inFlight, waiting, refilling }: Run): Promise<void> {
  const next = nextMessage(deps, waiting)
  if (next.kind === 'send') return
  const ms = Math.min(Math.max(next.until - deps.now().getTime(), 1), LOOK_AGAIN_MS)
  let timer: NodeJS.Timeout | undefined
  const waited = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([waited, ...inFlight, ...(refilling ? [refilling] : [])]).finally(() => clearTimeout(timer))
}
