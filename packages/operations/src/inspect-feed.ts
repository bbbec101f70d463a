import type { FeedDocument, NotAFeed } from '@rasid/core'
import {
  type FetchFailure,
  type FetchOptions,
  fetchGuarded,
  readFeedSafely,
  type UnreadableFeed,
} from '@rasid/web-client'

export type InspectSource =
  | { kind: 'url'; url: string }
  /** Bytes of a file; `url` is what relative links in it are relative to. */
  | { kind: 'bytes'; bytes: Uint8Array; url?: string; contentType?: string }

export type Inspected =
  | FeedDocument
  | NotAFeed
  | UnreadableFeed
  | FetchFailure
  | { kind: 'slow-down'; retryAfterMs: number }

/** Reads a feed as a visit would, and keeps nothing: `rasid feeds inspect`. */
export async function inspectFeed(
  visitor: Pick<FetchOptions, 'userAgent' | 'allowHosts' | 'proxy' | 'lookup'>,
  source: InspectSource,
): Promise<Inspected> {
  if (source.kind === 'bytes') {
    const { bytes, url = null, contentType = null } = source
    return readFeedSafely({ bytes, url, contentType })
  }
  const outcome = await fetchGuarded(source.url, visitor)
  switch (outcome.kind) {
    case 'failed':
      return outcome
    case 'slow-down':
      return { kind: 'slow-down', retryAfterMs: outcome.retryAfterMs }
    case 'unchanged':
      return { kind: 'not-a-feed', reason: 'empty', found: [] }
    case 'fetched': {
      const { bytes, contentType, url, contentLocation } = outcome
      return readFeedSafely({ bytes, contentType, url, contentLocation })
    }
    default:
      return outcome satisfies never
  }
}
