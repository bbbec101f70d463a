import { type Db, factsNamed, type ListedMessage, type MessageSums, messageList, messageSums } from '@rasid/store'
import { type DeliveryHold, HOLD_PREFIX } from './delivery-hold.ts'

/** What a list of messages is asked for by: where they stand on their way. */
export const MESSAGE_VIEWS = {
  owed: ['owed', 'claimed'],
  sending: ['sending'],
  unknown: ['unknown'],
  dead: ['dead'],
  sent: ['sent'],
} as const satisfies Record<string, readonly ListedMessage['state'][]>

export type MessageView = keyof typeof MESSAGE_VIEWS

/** Messages of every bot, the newest first. `before`: below this number, from `next` of the page before. */
export async function listMessages(
  deps: { db: Db },
  ask: { view?: MessageView; before?: number; limit: number },
): Promise<{ messages: ListedMessage[]; next: number | null }> {
  const { view, before, limit } = ask
  const found = await messageList(deps.db, {
    ...(view && { states: MESSAGE_VIEWS[view] }),
    ...(before !== undefined && { before }),
    limit: limit + 1,
  })
  const messages = found.slice(0, limit)
  return { messages, next: found.length > limit ? (messages.at(-1)?.id ?? null) : null }
}

/** How deliveries are, of every bot of this installation. */
export interface DeliveryState {
  sums: MessageSums
  /** Bots whose token is refused: nothing is sent for them until it works again. */
  holds: DeliveryHold[]
}

export async function deliveryState(deps: { db: Db }): Promise<DeliveryState> {
  const [sums, holds] = await Promise.all([messageSums(deps.db), factsNamed<DeliveryHold>(deps.db, HOLD_PREFIX)])
  return { sums, holds }
}
