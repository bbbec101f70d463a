import type { Call } from './call.ts'
import type { LimitGate } from './limits.ts'
import type { UpdateQueue } from './updates.ts'
import type { World } from './world.ts'

/** The answer to one press of a button: a pop-up (`alert`) or a short notice; empty when only acknowledged. */
export interface CallbackAnswer {
  queryId: string
  text: string
  alert: boolean
  url: string | null
}

export interface CallbackQuery {
  id: string
  fromId: number
  at: number
  answer: CallbackAnswer | null
}

export interface Webhook {
  url: string
  secret: string | null
  lastError: { at: number; text: string } | null
}

/** What belongs to the bot itself, apart from the chats. */
export interface BotState {
  world: World
  updates: UpdateQueue
  gate: LimitGate
  callbacks: Map<string, CallbackQuery>
  answered: (answer: CallbackAnswer) => void
  /** `scope|language` → commands. */
  commands: Map<string, unknown[]>
  /** `name|language` → text, for name, description and short description. */
  profile: Map<string, string>
  webhook: Webhook | null
}

/** A Bot API method: the value of `result`, or a thrown Refusal. */
export type Method = (bot: BotState, call: Call) => unknown
