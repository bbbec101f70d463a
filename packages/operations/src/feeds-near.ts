import { formatDate, isolate, type Lang, texts } from '@rasid/core'
import { allFeeds, type Db, type Feed, visitsIn } from '@rasid/store'
import { isSameSite } from './rediscover-feed.ts'
import { shownAddress } from './shown-address.ts'

/** A followed feed of the site that an address is of, which could have brought it. */
export interface NearFeed {
  /** Its address is as it may be shown. */
  feed: Pick<Feed, 'id' | 'outlet' | 'status' | 'lastSuccessAt' | 'addedAt'> & { address: string }
  /** The kept visits of the day before the address's own day until the day after it; null when it names no day. */
  visits: { all: number; good: number; gaps: number } | null
}

/** What of a site is followed. */
export interface FeedsNear {
  host: string
  /** The day that stands in the address, as many publishers write it: 2026-11-22; null when none does. */
  day: string | null
  feeds: NearFeed[]
}

const DAY_MS = 86_400_000
// 2026/3/8, 2026-03-08 or 20260308, and no part of a longer number.
const DAY_IN_ADDRESS =
  /(?<!\d)(?<year>20\d\d)(?:(?<between>[/-])(?<month>\d{1,2})\k<between>(?<day>\d{1,2})|(?<mm>\d\d)(?<dd>\d\d))(?!\d)/

/** Which stored feeds could have brought an address, and whether they were visited around its day. */
export async function feedsNear(db: Db, url: string): Promise<FeedsNear> {
  const day = dayIn(url)
  const followed = await allFeeds(db)
  const near = followed.filter((feed) => isSameSite(url, [feed.url, ...siteOf(feed)]))
  const period =
    day === null ? null : { since: new Date(day.getTime() - DAY_MS), until: new Date(day.getTime() + 2 * DAY_MS) }
  const feeds = near.map(async (feed): Promise<NearFeed> => {
    const { id, outlet, status, lastSuccessAt, addedAt } = feed
    const shown = { id, outlet, status, lastSuccessAt, addedAt, address: shownAddress(feed.url) }
    return { feed: shown, visits: period && (await visitsIn(db, id, period)) }
  })
  return { host: new URL(url).hostname, day: day && isoDay(day), feeds: await Promise.all(feeds) }
}

const siteOf = ({ siteUrl }: Feed) => (siteUrl !== null && URL.canParse(siteUrl) ? [siteUrl] : [])
const isoDay = (at: Date) => at.toISOString().slice(0, 10)

function dayIn(url: string): Date | null {
  const { year, month, day, mm, dd } = DAY_IN_ADDRESS.exec(new URL(url).pathname)?.groups ?? {}
  const written = [Number(year), Number(month ?? mm), Number(day ?? dd)] as const
  const at = new Date(Date.UTC(written[0], written[1] - 1, written[2]))
  // The 13th month and the 31st of a shorter one are no day but a number.
  return at.getUTCMonth() + 1 === written[1] && at.getUTCDate() === written[2] ? at : null
}

/** The same in sentences, one a line. */
export function nearLines({ host, day, feeds }: FeedsNear, lang: Lang): string[] {
  const words = texts(lang).explain
  const ltr = (text: string) => (lang === 'ar' ? isolate(text) : text)
  if (feeds.length === 0) return [words.nearNone(ltr(host)), words.nearAdd(ltr(`rasid feeds add https://${host}/`))]
  const date = (at: Date) => formatDate(at, { lang, tz: 'UTC' })
  return feeds.flatMap(({ feed, visits }) => [
    words.nearFeed(feed.outlet, feed.id, feed.address),
    ...(feed.status === 'active' ? [] : [words[feed.status === 'paused' ? 'nearPaused' : 'nearGone']]),
    feed.lastSuccessAt === null ? words.nearNever : words.nearLastGood(date(feed.lastSuccessAt)),
    ...(visits === null || day === null ? [] : dayLines({ feed, visits }, { day, date, lang })),
  ])
}

function dayLines(
  { feed, visits }: { feed: NearFeed['feed']; visits: NonNullable<NearFeed['visits']> },
  { day, date, lang }: { day: string; date(at: Date): string; lang: Lang },
): string[] {
  const words = texts(lang).explain
  const on = date(new Date(day))
  if (isoDay(feed.addedAt) > day) return [words.nearLater(on, date(feed.addedAt))]
  if (visits.all === 0) return [words.nearNoVisits(on)]
  if (visits.good === 0) return [words.nearNoGood(on)]
  return [visits.gaps > 0 ? words.nearGaps(on, visits.good) : words.nearCovered(on, visits.good)]
}
