import { claimFact, type Db, readFact, takeFact } from '@rasid/store'

/** Deliveries of a bot are held: nothing is sent and nobody is marked, until its token works again. */
export interface DeliveryHold {
  /** Telegram's own words, for instance "Unauthorized". */
  reason: string
  since: string
}

export const HOLD_PREFIX = 'delivery-hold:'
const nameOf = (botId: number): string => `${HOLD_PREFIX}${botId}`

/** Whether deliveries are held, for `/healthz`, the page and `rasid doctor`; null when they are not. */
export async function deliveryHold(db: Db, botId: number): Promise<DeliveryHold | null> {
  return (await readFact<DeliveryHold>(db, nameOf(botId))) ?? null
}

/** Holds deliveries. true the first time: then the alarm is due, once. */
export function holdDeliveries(db: Db, botId: number, hold: DeliveryHold): Promise<boolean> {
  return claimFact(db, nameOf(botId), hold)
}

/** A request was answered with the token: whatever held is over. */
export async function releaseDeliveries(db: Db, botId: number): Promise<void> {
  await takeFact(db, nameOf(botId))
}
