import { composeDigest, type Lang, type StoriesDraft } from '@rasid/core'
import { type Db, storyIds } from '@rasid/store'
import { coverageOf } from './coverage-of.ts'
import { storyViews } from './story-views.ts'

export interface PreviewAsk {
  /** Stories with an article since this instant; the last 24 hours when absent. */
  since?: Date
  tier: 'core' | 'related'
  lang: Lang
}

const DAY_MS = 24 * 3_600_000
const STORIES_SHOWN = 60

/** The digest as a new subscriber would get it now; the archive, labelled so, where there is nothing newer. Marks and sends nothing. */
export async function previewDigest(deps: { db: Db; now(): Date }, ask: PreviewAsk): Promise<StoriesDraft[]> {
  const { db } = deps
  const now = deps.now()
  const period = { from: ask.since ?? new Date(now.getTime() - DAY_MS), to: now }
  const watched = await storyIds(db, { tier: ask.tier, origin: 'watched', since: period.from, limit: STORIES_SHOWN })
  const archive = watched.length === 0
  const ids = archive ? await storyIds(db, { tier: ask.tier, origin: 'archive', limit: STORIES_SHOWN }) : watched
  const stories = await storyViews(db, ids)
  const coverage = await coverageOf(db, period)
  return composeDigest({
    lang: ask.lang,
    tz: 'Asia/Riyadh',
    now,
    period,
    stories,
    coverage,
    archive: archive && ids.length > 0,
    sample: true,
  })
}
