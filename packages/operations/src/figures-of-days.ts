import {
  type DayOfMatches,
  type Db,
  type FeedCounts,
  feedCounts,
  type MessageSums,
  matchesByDay,
  messageSums,
  type NamedPrecision,
  type OutletMatches,
  type Precision,
  precisionBy,
  precisionByTier,
  topOutlets,
} from '@rasid/store'

/** What an installation found in some days, what readers thought of it, and how it stands now. */
export interface FiguresOfDays {
  /** Oldest first, every day of the period. */
  days: DayOfMatches[]
  /** Those with the most matches of the period. */
  outlets: OutletMatches[]
  /** All votes there are, of any time. */
  precision: { tiers: Precision[]; outlets: NamedPrecision[]; rules: NamedPrecision[] }
  feeds: FeedCounts
  messages: MessageSums
}

const NAMES_SHOWN = 10

/** The figures of the last `days` local days of a zone (an IANA name), today the last, for `rasid stats`. */
export async function figuresOfDays(
  { db, now }: { db: Db; now(): Date },
  ask: { days: number; zone: string; topic?: string },
): Promise<FiguresOfDays> {
  const period = { ...ask, until: now() }
  return {
    days: await matchesByDay(db, period),
    outlets: await topOutlets(db, { ...period, limit: NAMES_SHOWN }),
    precision: {
      tiers: await precisionByTier(db),
      outlets: await precisionBy(db, 'outlet', NAMES_SHOWN),
      rules: await precisionBy(db, 'rule', NAMES_SHOWN),
    },
    feeds: await feedCounts(db),
    messages: await messageSums(db),
  }
}
