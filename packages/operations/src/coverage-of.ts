import { coverage, type Db } from '@rasid/store'

/** What was looked at in a period, for a digest's footer. */
export async function coverageOf(db: Db, period: { from: Date; to: Date }) {
  const { feeds, reached, items, matched } = await coverage(db, { since: period.from, until: period.to })
  return { feedsTotal: feeds, feedsReached: reached, items, matches: matched }
}
