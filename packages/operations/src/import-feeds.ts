import { readFile } from 'node:fs/promises'
import { type Lang, type OpmlProblem, parseOpml, type RefusedOutline } from '@rasid/core'
import { claimFact, type Db, insertFeed, recordAudit } from '@rasid/store'
import { checkUrl, type FailureCode, failureWords } from '@rasid/web-client'

export interface ImportReport {
  added: { id: number; url: string; outlet: string }[]
  /** Already followed; left as they are. */
  known: { id: number; url: string }[]
  problems: (OpmlProblem | RefusedOutline<FailureCode>)[]
}

// Feeds that come together are first visited over this long, so that a list of thousands is no burst.
const SPREAD_FIRST_VISITS_MS = 60_000
const NO_BURST = 100

/**
 * Adds the feeds of an OPML list; a feed's title in the list is its outlet. What cannot be followed is reported by
 * line and holds nothing back.
 */
export async function importFeeds(
  db: Db,
  opml: string,
  options: { actor: string; allowHosts?: readonly string[] },
): Promise<ImportReport> {
  const { feeds, problems } = parseOpml(opml, (url) => {
    const checked = checkUrl(url, options.allowHosts)
    return checked.kind === 'failed' ? checked.code : null
  })
  const report: ImportReport = { added: [], known: [], problems }
  await db.transaction(async (tx) => {
    for (const [n, { title, url, siteUrl }] of feeds.entries()) {
      const dueInMs = feeds.length > NO_BURST ? (n / feeds.length) * SPREAD_FIRST_VISITS_MS : 0
      const feed = { url, outlet: title, siteUrl: siteUrl ?? null, addedBy: options.actor, dueInMs }
      const { id, added } = await insertFeed(tx, feed)
      if (added) report.added.push({ id, url, outlet: title })
      else report.known.push({ id, url })
    }
    const detail = { added: report.added.length, known: report.known.length, problems: report.problems.length }
    await recordAudit(tx, { actor: options.actor, action: 'feeds-import', detail })
  })
  return report
}

/** Why an address of a list is not followed, in one line. */
export function refusalWords(why: FailureCode, lang: Lang): string {
  return failureWords({ code: why }, lang).what
}

const STARTER_FEEDS = new URL(import.meta.resolve('@rasid/seeds/starter-feeds.opml'))

/** Adds the starter feeds, once an installation: one that an operator removed does not come back. Returns how many. */
export async function addStarterFeeds(db: Db): Promise<number> {
  return db.transaction(async (tx) => {
    if (!(await claimFact(tx, 'starter-feeds', { list: 'starter-feeds.opml' }))) return 0
    const { added } = await importFeeds(tx, await readFile(STARTER_FEEDS, 'utf8'), { actor: 'starter' })
    return added.length
  })
}
