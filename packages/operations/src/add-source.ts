import { articleFromItem, type FeedDocument, type HtmlSelectors } from '@rasid/core'
import { feedByUrl, insertFeed, recordAudit } from '@rasid/store'
import { fetchGuarded, readHtmlSafely, type Trouble } from '@rasid/web-client'
import { createNetworkWatch } from './network-watch.ts'
import type { PreviewDeps } from './preview-feed.ts'
import { createRobotsRules } from './robots-rules.ts'
import { rulesInForce } from './rules-in-force.ts'

export interface SourceAsk {
  url: string
  selectors: HtmlSelectors
  /** The publisher, as readers know it; the page's title when not given. */
  outlet?: string
  actor: string
}

/** What the selectors find on the page now. */
export interface SourcePreview {
  url: string
  outlet: string
  items: number
  /** Items in a language that some topic reads. */
  readable: number
  /** The first three. */
  shown: { title: string; url: string | null; publishedAt: Date | null; summary: string }[]
}

export type SourceTry =
  | { kind: 'tried'; preview: SourcePreview }
  | { kind: 'known'; id: number; outlet: string; url: string }
  | { kind: 'bad-selector'; field: keyof HtmlSelectors }
  | { kind: 'no-source'; trouble: Trouble; detail: string | null }

export type SourceAdded = Exclude<SourceTry, { kind: 'tried' }> | { kind: 'added'; id: number; preview: SourcePreview }

const SHOWN = 3

/** Reads a page without a feed by selectors and keeps nothing: what an operator looks at before it is saved. */
export async function trySource(deps: PreviewDeps, ask: SourceAsk): Promise<SourceTry> {
  const known = await feedByUrl(deps.db, ask.url)
  if (known) return { kind: 'known', id: known.id, outlet: known.outlet, url: known.url }
  // A reader may visit a feed; reading pages by their design is what robots.txt is about.
  if (URL.canParse(ask.url)) {
    const network = createNetworkWatch(deps.now)
    const allowed = await createRobotsRules().allow({ ...deps, network }, ask.url)
    if (allowed === 'no') return { kind: 'no-source', trouble: { reason: 'robots-refuse' }, detail: null }
  }
  const outcome = await fetchGuarded(ask.url, deps.visitor)
  if (outcome.kind === 'failed') return { kind: 'no-source', trouble: outcome, detail: outcome.detail }
  if (outcome.kind !== 'fetched') {
    const reason = outcome.kind === 'slow-down' ? 'slow-down' : 'empty'
    return { kind: 'no-source', trouble: { reason }, detail: null }
  }
  const { bytes, contentType, url, contentLocation } = outcome
  const read = await readHtmlSafely({ bytes, contentType, url, contentLocation, now: deps.now() }, ask.selectors)
  if (read.kind === 'bad-selector') return read
  if (read.kind === 'not-a-feed') return { kind: 'no-source', trouble: read, detail: null }
  return { kind: 'tried', preview: await previewOf(deps, { ...ask, url: outcome.permanentUrl ?? ask.url }, read) }
}

/** Tries a source and follows it when it finds anything: from then on it is a feed like any other. */
export async function addSource(deps: PreviewDeps, ask: SourceAsk): Promise<SourceAdded> {
  const tried = await trySource(deps, ask)
  if (tried.kind !== 'tried') return tried
  const { url, outlet } = tried.preview
  return deps.db.transaction(async (tx) => {
    const source = { url, outlet, siteUrl: url, selectors: ask.selectors, addedBy: ask.actor }
    const { id, added } = await insertFeed(tx, source)
    if (!added) return { kind: 'known', id, outlet, url }
    const detail = { id, selectors: ask.selectors }
    await recordAudit(tx, { actor: ask.actor, action: 'feed-add-source', subject: url, detail })
    return { kind: 'added', id, preview: tried.preview }
  })
}

async function previewOf(deps: PreviewDeps, ask: SourceAsk, document: FeedDocument): Promise<SourcePreview> {
  const outlet = ask.outlet?.trim() || document.title || new URL(ask.url).host
  const context = { feedId: 0, feedUrl: ask.url, outlet, firstSeenAt: deps.now() }
  const articles = document.items.map((item) => articleFromItem(item, context))
  const { languages } = await rulesInForce(deps.db)
  return {
    url: ask.url,
    outlet,
    items: articles.length,
    readable: articles.filter(({ lang }) => languages.has(lang)).length,
    shown: articles.slice(0, SHOWN).map(({ title, url = null, publishedAt = null, summary }) => ({
      ...{ title, url, publishedAt, summary },
    })),
  }
}
