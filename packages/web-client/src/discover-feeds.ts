import type { FeedFormat } from '@rasid/core'
import type { TroubleCode } from './failure-words.ts'
import { customaryFeeds, customarySitemaps, isCommentsFeed, namedFeeds, typedAddresses } from './feed-places.ts'
import { type FetchOptions, type FetchOutcome, fetchGuarded } from './fetch-guarded.ts'
import { type ReadOptions, readFeedSafely } from './read-feed-safely.ts'

export interface FoundFeed {
  url: string
  title: string | null
  format: FeedFormat
  items: number
}
/** One request of a search and what it met; `feed` is a success. */
export interface TriedAddress {
  url: string
  result: 'feed' | TroubleCode
}
export type Discovery =
  | { kind: 'found'; feeds: FoundFeed[] }
  | { kind: 'none'; reason: TroubleCode; tried: TriedAddress[] }

export interface DiscoverOptions extends Omit<FetchOptions, 'validators'>, ReadOptions {
  maxRequests?: number
  /** The whole search; somebody waits for its answer. */
  searchMs?: number
}

const MAX_REQUESTS = 12
const SEARCH_MS = 60_000
// Kept back from guessing paths, so that a site without feeds still gets its news sitemap looked for.
const SITEMAP_REQUESTS = 3
const MOST_NAMED = 6

/**
 * Finds the feeds of a site from any address on it: the address itself, what its page names (`<link
 * rel=alternate>`), what the home page names, customary paths, then news sitemaps. Each find was fetched and
 * parsed. Requests go out one after the other, 12 at most; a step that finds something ends the search.
 */
export async function discoverFeeds(typed: string, options: DiscoverOptions = {}): Promise<Discovery> {
  const search = new Search(options)
  const start = await search.start(typedAddresses(typed))
  if (start !== null && search.feeds.length === 0) {
    await search.tryAll(namedFeeds(start.found).slice(0, MOST_NAMED))
    if (search.isOpen) await search.homePage(start.page)
    if (search.isOpen) await search.tryUntilFound(customaryFeeds(start.page), SITEMAP_REQUESTS)
    if (search.isOpen) await search.sitemaps(start.page)
  }
  return search.result()
}

interface Visit {
  page: URL
  found: string[]
  result: TriedAddress['result']
  /** The site said something, if only no. */
  answered: boolean
}

/** The state of one search: what was tried, what was found, and how many requests are left. */
class Search {
  readonly feeds: FoundFeed[] = []
  readonly #tried: TriedAddress[] = []
  readonly #seen = new Set<string>()
  readonly #options: DiscoverOptions
  readonly #timeLimit: AbortSignal
  // Hosts that do not answer, or that asked for rest: they are left alone from then on.
  readonly #closedHosts = new Set<string>()
  #left: number
  #wantsRest = false

  constructor(options: DiscoverOptions) {
    this.#timeLimit = AbortSignal.timeout(options.searchMs ?? SEARCH_MS)
    const signal = AbortSignal.any(options.signal === undefined ? [this.#timeLimit] : [options.signal, this.#timeLimit])
    this.#options = { ...options, signal }
    this.#left = options.maxRequests ?? MAX_REQUESTS
  }

  get isOpen(): boolean {
    return this.feeds.length === 0 && this.#left > 0
  }

  /** The first address that answers at all; null when none does. */
  async start(addresses: readonly string[]): Promise<Visit | null> {
    for (const address of addresses) {
      const visit = await this.#visit(address)
      if (visit?.answered) return visit
    }
    return null
  }

  async tryAll(urls: readonly string[]): Promise<void> {
    for (const url of urls) {
      if (this.#left <= 0) return
      if (isCommentsFeed(url) && this.feeds.length > 0) return
      await this.#visit(url)
    }
  }

  async tryUntilFound(urls: readonly string[], keepBack = 0): Promise<void> {
    for (const url of urls) {
      if (!this.isOpen || this.#left <= keepBack) return
      await this.#visit(url)
    }
  }

  async homePage(page: URL): Promise<void> {
    const visit = await this.#visit(new URL('/', page).href)
    if (visit !== null && this.isOpen) await this.tryAll(namedFeeds(visit.found).slice(0, MOST_NAMED))
  }

  async sitemaps(page: URL): Promise<void> {
    if (this.#closedHosts.has(page.origin)) return
    const robots = await this.#fetch(new URL('/robots.txt', page).href)
    const text = robots.kind === 'fetched' ? Buffer.from(robots.bytes).toString('utf8') : ''
    for (const url of customarySitemaps(page, text)) {
      if (!this.isOpen) return
      const visit = await this.#visit(url)
      if (visit?.result === 'sitemap-index')
        await this.tryUntilFound(customarySitemaps(page, visit.found.map((one) => `Sitemap: ${one}`).join('\n')))
    }
  }

  result(): Discovery {
    if (this.feeds.length > 0) return { kind: 'found', feeds: this.feeds }
    return { kind: 'none', reason: this.#reason(), tried: this.#tried }
  }

  #reason(): TroubleCode {
    if (this.#wantsRest) return 'slow-down'
    if (this.#timeLimit.aborted) return 'timeout'
    const first = this.#tried.at(-1)?.result === 'aborted' ? 'aborted' : this.#tried[0]?.result
    return first === undefined || first === 'feed' ? 'html-page' : first
  }

  async #visit(url: string): Promise<Visit | null> {
    if (this.#seen.has(url) || (URL.canParse(url) && this.#closedHosts.has(new URL(url).origin))) return null
    this.#seen.add(url)
    const visit = await this.#judge(url, await this.#fetch(url))
    this.#tried.push({ url, result: visit.result })
    return visit
  }

  #fetch(url: string): Promise<FetchOutcome> {
    this.#left--
    return fetchGuarded(url, this.#options)
  }

  async #judge(url: string, outcome: FetchOutcome): Promise<Visit> {
    if (outcome.kind === 'fetched') return this.#read(url, outcome)
    const page = new URL(URL.canParse(url) ? url : 'http://invalid/')
    const answered = outcome.kind !== 'failed' || outcome.status !== undefined
    if (outcome.kind === 'slow-down') this.#wantsRest = true
    if (!answered || outcome.kind === 'slow-down') this.#closedHosts.add(page.origin)
    const result = outcome.kind === 'failed' ? outcome.code : outcome.kind === 'unchanged' ? 'empty' : outcome.kind
    return { page, found: [], result, answered }
  }

  async #read(url: string, outcome: Extract<FetchOutcome, { kind: 'fetched' }>): Promise<Visit> {
    const page = new URL(outcome.url)
    const isKnown = outcome.url !== url && this.#seen.has(outcome.url)
    this.#seen.add(outcome.url)
    const read = await readFeedSafely(outcome, this.#options)
    if (read.kind === 'not-a-feed') return { page, found: read.found, result: read.reason, answered: true }
    const { title = null, format, items } = read
    if (!isKnown) this.feeds.push({ url: outcome.permanentUrl ?? url, title, format, items: items.length })
    return { page, found: [], result: 'feed', answered: true }
  }
}
