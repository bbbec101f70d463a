import { type MessageKind, type Pace, pickNext, type SendFacts, type SendOutcome, sendOutcome } from '@rasid/core'
import {
  beginSending,
  type ClaimedMessage,
  claimLostMessages,
  claimMessages,
  type Db,
  messageNumber,
  postponeMessage,
  releaseMessages,
} from '@rasid/store'
import { deliveryHold, releaseDeliveries } from './delivery-hold.ts'
import { type BotRequest, messageRequest, type RowDraft } from './message-request.ts'
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
// Longer than any request may take, so that a live request never loses its claim.
const SENDING_MS = 60_000
// About two seconds of sending; more would only wait in memory.
const PAGE = 60
// A chat that must wait longer than this gives its message back instead of keeping the claim.
const PATIENCE_MS = 5_000
// While requests are in flight, new messages are looked for this often.
const LOOK_AGAIN_MS = 250

/**
 * Sends all that is due, within Telegram's limits, and ends when nothing is: claim → `sending`, committed just before
 * the request → settle. A chat that waits never holds back another. A crash leaves in `sending` only what was in flight.
 */
export async function sendMessages(deps: SendDeps): Promise<SendCounts> {
  const counts: SendCounts = { outcomes: {}, held: false }
  const wasHeld = (await deliveryHold(deps.db, deps.botId)) !== null
  const run = { deps, counts, wasHeld, waiting: [] as ClaimedMessage[], inFlight: new Set<Promise<void>>() }
  await settleLost(deps)
  try {
    while (await refill(run)) {
      const next = nextMessage(run)
      if (next.kind === 'send') launch(run, next.message)
      else await pause(run, next.until)
    }
  } finally {
    await Promise.allSettled(run.inFlight)
    await releaseMessages(deps.db, deps.owner)
  }
  return counts
}

interface Run {
  deps: SendDeps
  counts: SendCounts
  wasHeld: boolean
  waiting: ClaimedMessage[]
  inFlight: Set<Promise<void>>
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

/** Claims more when few wait. false: nothing is left to do, or this process must stop sending. */
async function refill(run: Run): Promise<boolean> {
  const { deps, waiting, counts } = run
  if (deps.signal?.aborted || counts.held) return false
  if (waiting.length >= PAGE / 2) return true
  if (deps.isSender && !(await deps.isSender())) return false
  // While the token is refused, one message at a time asks whether it still is.
  const limit = run.wasHeld ? 1 - waiting.length - run.inFlight.size : PAGE - waiting.length
  const claim = { botId: deps.botId, owner: deps.owner, limit: Math.max(limit, 0), leaseMs: CLAIM_MS }
  for (const message of limit > 0 ? await claimMessages(deps.db, claim) : []) await keepOrPostpone(run, message)
  return waiting.length > 0 || run.inFlight.size > 0
}

async function keepOrPostpone({ deps, waiting }: Run, message: ClaimedMessage): Promise<void> {
  const now = deps.now().getTime()
  const waitMs = deps.pace.readyAt(message.to.chatId, now) - now
  if (waitMs > PATIENCE_MS && Number.isFinite(waitMs)) await postponeMessage(deps.db, message, waitMs)
  else waiting.push(message)
}

function nextMessage({ deps, waiting }: Run) {
  const offers = waiting.map((message, order) => ({
    chatId: message.to.chatId,
    kind: message.kind as MessageKind,
    order,
    message,
  }))
  const next = pickNext(offers, deps.pace, deps.now().getTime())
  return next.kind === 'send' ? { kind: 'send' as const, message: next.message.message } : next
}

function launch(run: Run, message: ClaimedMessage): void {
  const { deps, inFlight } = run
  run.waiting.splice(run.waiting.indexOf(message), 1)
  deps.pace.left(message.to.chatId, deps.now().getTime())
  const sending = deliver(run, message)
    .catch((error) => deps.log.error({ err: error, message: message.id }, 'a delivery could not be settled'))
    .finally(() => inFlight.delete(sending))
  inFlight.add(sending)
}

async function deliver(run: Run, message: ClaimedMessage): Promise<void> {
  const { deps, counts } = run
  const outcome = await attempt(deps, message)
  if (!outcome) return
  counts.outcomes[outcome.kind] = (counts.outcomes[outcome.kind] ?? 0) + 1
  if (outcome.kind === 'unauthorized') counts.held = true
  if (outcome.kind === 'sent' && run.wasHeld) {
    run.wasHeld = false
    await releaseDeliveries(deps.db, deps.botId)
  }
  await settleDelivery(deps, message, outcome)
}

/** Makes the request, if the claim is still ours. The pace counts from the answer, not from when it was settled. */
async function attempt(deps: SendDeps, message: ClaimedMessage): Promise<SendOutcome | null> {
  try {
    const edits = (message.draft as RowDraft).edits
    const target = edits === undefined ? null : await messageNumber(deps.db, edits)
    if (!(await beginSending(deps.db, message.id, deps.owner, SENDING_MS))) return null
    if (edits !== undefined && target === null) {
      return { kind: 'message-gone', description: 'the message to edit was never sent' }
    }
    return sendOutcome(await deps.sendRequest(messageRequest(message, target)))
  } finally {
    deps.pace.answered(message.to.chatId, deps.now().getTime())
  }
}

/** Until the pace allows a request, an answer comes, or it is time to look for new messages. */
async function pause({ deps, inFlight }: Run, until: number): Promise<void> {
  const ms = Math.min(Math.max(until - deps.now().getTime(), 1), LOOK_AGAIN_MS)
  let timer: NodeJS.Timeout | undefined
  const waited = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([waited, ...inFlight])
  clearTimeout(timer)
}
