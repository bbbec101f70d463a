import { sendOutcome, texts } from '@rasid/core'
import { claimLease, releaseLease } from '@rasid/store'
import type { Api } from 'grammy'
import type { Update } from 'grammy/types'
import type { BotDeps } from './bot-deps.ts'
import { ALLOWED_UPDATES } from './create-bot.ts'
import { describeError } from './describe-error.ts'
import { factsOf } from './telegram-api.ts'
import { tellConflict } from './tell-conflict.ts'

export interface PollUpdatesDeps extends BotDeps {
  api: Api
  /** A random id of this process, for the poller's lease. */
  owner: string
  /** Handles one update; throws only when the update must come again. */
  handle(update: Update): Promise<void>
  /** Telegram refused the token. */
  onUnauthorized(reason: string): Promise<void>
  signal: AbortSignal
}

// Telegram ends an empty poll after this.
const POLL_SECONDS = 25
// How long a killed poller keeps the next one waiting; prolonged all the while that a poll and its handling take.
const LEASE_MS = 20_000
const STAND_BY_MS = 5_000
const CONFLICT_MS = 10_000
const HELD_MS = 60_000
// An update that fails so often would stop all others for ever.
const TRIES = 5

/**
 * One turn of long polling, for `runLoop`: one poller a token by lease, a second instance stands by. Updates are
 * confirmed only once handled, so a crash brings them again. Returns how long to rest.
 */
export function pollUpdates(deps: PollUpdatesDeps): () => Promise<number> {
  const state = { offset: 0, standingBy: false, webhookGone: false, tries: 0 }
  return async () => {
    if (!(await claimLease(deps.db, leaseOf(deps), deps.owner, LEASE_MS))) return standBy(deps, state)
    state.standingBy = false
    const keeping = setInterval(() => void keepLease(deps), LEASE_MS / 3)
    try {
      return await pollOnce(deps, state)
    } catch (error) {
      return deps.signal.aborted ? 0 : restAfter(deps, state, error)
    } finally {
      clearInterval(keeping)
    }
  }
}

async function pollOnce(deps: PollUpdatesDeps, state: PollState): Promise<number> {
  if (!state.webhookGone) state.webhookGone = await deps.api.deleteWebhook(undefined, deps.signal as never)
  const ask = { offset: state.offset, timeout: POLL_SECONDS, allowed_updates: ALLOWED_UPDATES }
  return handleAll(deps, state, await deps.api.getUpdates(ask, deps.signal as never))
}

// A database that is away for a moment is heard of by the turn itself.
async function keepLease(deps: PollUpdatesDeps): Promise<void> {
  await claimLease(deps.db, leaseOf(deps), deps.owner, LEASE_MS).catch(() => false)
}

const leaseOf = ({ botId }: { botId: number }): string => `poller:${botId}`

/** Gives the lease back, so that a stand-by takes over at once. */
export function endPolling(deps: Pick<PollUpdatesDeps, 'db' | 'botId' | 'owner'>): Promise<void> {
  return releaseLease(deps.db, leaseOf(deps), deps.owner)
}

interface PollState {
  offset: number
  standingBy: boolean
  webhookGone: boolean
  tries: number
}

function standBy(deps: PollUpdatesDeps, state: PollState): number {
  if (!state.standingBy) deps.log.warn({ bot: deps.botId }, texts('en').operators.secondInstance)
  state.standingBy = true
  return STAND_BY_MS
}

// Chats do not wait for one another; the updates of one chat keep their order.
async function handleAll(deps: PollUpdatesDeps, state: PollState, updates: readonly Update[]): Promise<number> {
  const byChat = Map.groupBy(updates, chatOf)
  const results = await Promise.allSettled([...byChat.values()].map((own) => handleInOrder(deps, own)))
  const failed = results.filter((result) => result.status === 'rejected')
  state.tries = failed.length > 0 ? state.tries + 1 : 0
  for (const { reason } of failed) deps.log.error({ err: describeError(reason) }, 'an update could not be handled')
  // Those that were handled are safe to come again: answers are unique by the update's number.
  if (failed.length > 0 && state.tries < TRIES) return 1_000 * state.tries
  state.tries = 0
  state.offset = Math.max(state.offset, ...updates.map((update) => update.update_id + 1))
  return 0
}

async function handleInOrder(deps: PollUpdatesDeps, updates: readonly Update[]): Promise<void> {
  for (const update of updates) await deps.handle(update)
}

function chatOf(update: Update): number {
  const message = update.message ?? update.channel_post ?? update.callback_query?.message ?? update.my_chat_member
  return message?.chat.id ?? 0
}

async function restAfter(deps: PollUpdatesDeps, state: PollState, error: unknown): Promise<number> {
  const outcome = sendOutcome(factsOf(error))
  switch (outcome.kind) {
    case 'unauthorized':
      await deps.onUnauthorized(outcome.description)
      return HELD_MS
    case 'conflict':
      if (outcome.with === 'webhook') state.webhookGone = false
      else await tellConflict(deps)
      return CONFLICT_MS
    case 'flood':
      return outcome.retryAfterMs
    default:
      deps.log.warn({ err: describeError(error) }, 'Telegram could not be asked for updates')
      return 3_000
  }
}
