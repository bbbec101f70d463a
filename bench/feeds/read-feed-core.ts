import { type FeedInput, parseDate, plainText, readFeed } from '@rasid/core'

/** The core fields of one item, titles as plain text and dates as ISO 8601, whichever engine read them. */
export interface CoreItem {
  title?: string | undefined
  link?: string | undefined
  id?: string | undefined
  publishedAt?: string | undefined
  updatedAt?: string | undefined
}

export interface CoreFeed {
  title?: string | undefined
  items: CoreItem[]
}

/** Null where the engine refuses the document. */
export type Engine = (input: FeedInput) => CoreFeed | null | Promise<CoreFeed | null>

export const readWithRasid: Engine = (input) => {
  const feed = readFeed(input)
  return feed.kind === 'feed' ? feed : null
}

/** An engine's own title, brought to plain text for it: what a caller of that engine would have to do. */
export function asTitle(given: unknown): string | undefined {
  return typeof given === 'string' && given.trim() !== '' ? plainText(given) || undefined : undefined
}

/** An engine's own date text, read for it. */
export function asDate(given: unknown): string | undefined {
  if (given instanceof Date) return given.toISOString()
  return typeof given === 'string' ? parseDate(given)?.toISOString() : undefined
}

/** A text that is not empty, else undefined. */
export function asText(given: unknown): string | undefined {
  return typeof given === 'string' && given.trim() !== '' ? given.trim() : undefined
}
