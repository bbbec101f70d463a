// The only door to publishers. What is not listed here is nobody else's business.
export { hostPortOf, parseAllowHosts } from './allow-hosts.ts'
export type { CacheHints, Validators } from './cache-hints.ts'
export { type CheckedUrl, checkUrl } from './check-url.ts'
export {
  type DiscoverOptions,
  type Discovery,
  discoverFeeds,
  type FoundFeed,
  type TriedAddress,
} from './discover-feeds.ts'
export { FAILURE_CODES, type FailureClass, type FailureCode, type FetchFailure, failed } from './failure.ts'
export { type FailureWords, failureWords, type Trouble, type TroubleCode } from './failure-words.ts'
export { type FetchOptions, type FetchOutcome, fetchGuarded } from './fetch-guarded.ts'
export { FETCH_LIMITS, type FetchLimits } from './fetch-limits.ts'
export { isGlobalUnicast } from './global-address.ts'
export { maskUrl } from './mask-url.ts'
export { closePublisherAgents, type ProxySettings } from './publisher-agent.ts'
export {
  closeReaders,
  type ReadOptions,
  readFeedSafely,
  readHtmlSafely,
  sharedReadPool,
  type UnreadableFeed,
} from './read-feed-safely.ts'
export { createReadPool, type ReadPool, type ReadPoolOptions } from './read-pool.ts'
export type { ReadFailure, ReadResult } from './reader-process.ts'
export { robotsAllows, sitemapsIn } from './robots.ts'
