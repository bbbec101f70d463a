import {
  countChats,
  coverage,
  type Db,
  type NamedPrecision,
  type Precision,
  precisionBy,
  precisionByTier,
  sentByKind,
  storiesSince,
  visitSums,
} from '@rasid/store'

const WEEK_MS = 7 * 24 * 3_600_000
// The most voted outlets and rules; the others have too few votes to say anything.
const NAMES_SHOWN = 5

/** What an installation did in the last seven days, and what its readers thought of it. */
export interface WeekFigures {
  visits: number
  added: number
  matched: number
  stories: number
  sent: Awaited<ReturnType<typeof sentByKind>>
  chats: { active: number; ended: number }
  precision: { tiers: Precision[]; outlets: NamedPrecision[]; rules: NamedPrecision[] }
}

/** Sums up the last seven days for `/stats`. */
export async function weekFigures(deps: { db: Db; botId: number; now(): Date }): Promise<WeekFigures> {
  const { db, botId } = deps
  const until = deps.now()
  const since = new Date(until.getTime() - WEEK_MS)
  const { visits, added } = await visitSums(db, { since, until })
  const { matched } = await coverage(db, { since, until })
  return {
    ...{ visits, added, matched, stories: await storiesSince(db, since) },
    sent: await sentByKind(db, botId, since),
    chats: await countChats(db, botId),
    precision: {
      tiers: await precisionByTier(db),
      outlets: await precisionBy(db, 'outlet', NAMES_SHOWN),
      rules: await precisionBy(db, 'rule', NAMES_SHOWN),
    },
  }
}
