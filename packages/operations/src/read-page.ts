import type { PageReading } from '@rasid/core'
import {
  type Edition,
  feedUserAgent,
  matchTiers,
  type PageRecord,
  postponePage,
  recordPage,
  type WantedPage,
} from '@rasid/store'
import { fetchGuarded, maskUrl, sharedReadPool } from '@rasid/web-client'
import { isHigher, judgeArticle, matchedWords, verdictsOf } from './judge-article.ts'
import { type PollDeps, visitorFor } from './poll-deps.ts'
import { unlessAborted } from './unless-aborted.ts'

/** What reading one article's page came to. */
export interface PageReport {
  articleId: number
  title: string
  url: string
  outcome: 'read' | 'failed' | 'postponed'
  /** The article's tier now, and whether the page raised it. */
  tier: 'core' | 'related' | 'none'
  raised: boolean
  words: string[]
  editions: Edition[]
  note: string
}

type Found =
  | { kind: 'text'; page: Extract<PageReading, { kind: 'article' }> }
  | { kind: 'none'; again: boolean | 'always'; note: string }

// A match waits ten minutes for its page: three tries fit.
const MAX_ATTEMPTS = 3
const RETRY_MS = 90_000

/**
 * Step 9 of the data path: reads a matched or entity-bearing article's page and judges the article anew with it. The
 * page may raise a verdict, never lower it. Robots, walls and failures end in a note, and the match stays as it was.
 */
export async function readPage(deps: PollDeps, article: WantedPage): Promise<PageReport> {
  const found = await pageText(deps, article)
  const base = {
    articleId: article.id,
    title: article.title,
    url: maskUrl(article.url),
    raised: false,
    words: [],
    editions: [],
  }
  let report: PageReport
  if (found.kind === 'text') report = { ...base, ...(await recordText(deps, article, found.page)) }
  else if (found.again === 'always' || (found.again && article.pageAttempts < MAX_ATTEMPTS)) {
    await postponePage(deps.db, article.id, RETRY_MS, found.note)
    report = { ...base, outcome: 'postponed', tier: article.tier, note: found.note }
  } else {
    const { note } = found
    const record: PageRecord = { article, page: 'failed', note, ruleVersion: deps.rules.version, matches: [] }
    const editions = await recordPage(deps.db, record, deps.assign)
    report = { ...base, outcome: 'failed', tier: article.tier, note: found.note, editions }
  }
  const { outcome, tier, raised, note, url } = report
  deps.log.info({ article: article.id, url, outcome, tier, raised, note }, 'page')
  return report
}

async function pageText(deps: PollDeps, article: WantedPage): Promise<Found> {
  const allowed = await deps.robots.allow(deps, article.url)
  if (allowed !== 'yes') {
    const note = allowed === 'no' ? 'robots.txt asks us not to read this page' : 'robots.txt could not be read'
    return { kind: 'none', again: allowed === 'out' ? 'always' : allowed === 'later', note }
  }
  const signal = deps.signal && { signal: deps.signal }
  const userAgent = article.feedId === null ? null : await feedUserAgent(deps.db, article.feedId)
  const outcome = await fetchGuarded(article.url, {
    ...visitorFor(deps.visitor, { userAgent }),
    ...signal,
    accept: 'text/html, application/xhtml+xml;q=0.9, */*;q=0.1',
  })
  // What our own end or outage cost is no attempt of this page.
  deps.signal?.throwIfAborted()
  if (!deps.network.heard(article.url, outcome))
    return { kind: 'none', again: 'always', note: 'our own network is out' }
  if (outcome.kind === 'failed') return { kind: 'none', again: outcome.class === 'temporary', note: outcome.detail }
  if (outcome.kind === 'slow-down') return { kind: 'none', again: true, note: `asked to slow down (${outcome.status})` }
  if (outcome.kind === 'unchanged') return { kind: 'none', again: false, note: 'an empty page' }
  const { bytes, contentType, url } = outcome
  // In a child process like feeds: what a publisher sends must not stall or end this one.
  const reading = sharedReadPool().run('readArticlePage', { bytes, contentType, url, now: deps.now() })
  const read = await unlessAborted(reading, deps.signal)
  if (read.kind === 'broken')
    return { kind: 'none', again: false, note: `the page could not be parsed: ${read.reason}` }
  const page = read.value as PageReading
  if (page.kind === 'article') return { kind: 'text', page }
  return {
    kind: 'none',
    again: false,
    note:
      page.kind === 'wall' ? `a wall instead of the article: ${page.reason}` : `no article on the page: ${page.reason}`,
  }
}

async function recordText(
  deps: PollDeps,
  article: WantedPage,
  page: Extract<PageReading, { kind: 'article' }>,
): Promise<Pick<PageReport, 'outcome' | 'tier' | 'raised' | 'words' | 'editions' | 'note'>> {
  const { title, summary, outlet, lang, publishedAt, origin } = article
  const dated = publishedAt ?? page.publishedAt ?? null
  const text = { title, summary, outlet, lang, text: page.text, publishedAt: dated, at: dated ?? article.firstSeenAt }
  const judgement = judgeArticle(deps.rules, text)
  const before = await matchTiers(deps.db, article.id)
  const matches = verdictsOf(judgement, text, { origin, awaitsPage: false })
    .filter(({ topic, tier }) => !isHigher(before.get(topic) ?? 'none', tier))
    .map((match) => ({ articleId: article.id, ...match }))
  const raised = isHigher(judgement.tier, article.tier)
  const tier = raised ? judgement.tier : article.tier
  const note = `${page.text.length} characters${raised ? `, raised to ${tier}` : ''}`
  const record: PageRecord = {
    article,
    page: 'read',
    note,
    read: { body: page.text, author: page.author ?? null, publishedAt: page.publishedAt ?? null, tier },
    ruleVersion: judgement.ruleVersion,
    matches,
  }
  const editions = await recordPage(deps.db, record, deps.assign)
  return { outcome: 'read', tier, raised, words: matchedWords(judgement), editions, note }
}
