import type { FeedDocument, FeedInput, HtmlSelectors, NotAFeed, readHtmlSource, SelectorProblem } from '@rasid/core'
import { createReadPool, type ReadPool } from './read-pool.ts'
import type { ReadResult } from './reader-process.ts'

type Broken = Extract<ReadResult, { kind: 'broken' }>

/**
 * A document that could not be read at all: it hung, outgrew its memory or took its process down; or a page on which
 * the selectors find nothing.
 */
export interface UnreadableFeed {
  kind: 'not-a-feed'
  reason: Broken['reason'] | 'selectors-find-nothing'
  found: string[]
}
export interface ReadOptions {
  /** Another pool than the one that all callers share. */
  pool?: ReadPool
}

let sharedPool: ReadPool | null = null

/** The pool that serves every caller that brings none of its own; started at first use. */
export function sharedReadPool(): ReadPool {
  sharedPool ??= createReadPool()
  return sharedPool
}

/** Ends the shared children. The next read starts new ones. */
export async function closeReaders(): Promise<void> {
  await sharedPool?.close()
}

/**
 * `readFeed` of core in a pooled child process: at most 2 s and a bounded heap, so that no document can stall or
 * end the caller. Rejects only when no child process can be started, which is our trouble and not the feed's.
 */
export async function readFeedSafely(
  input: FeedInput,
  { pool = sharedReadPool() }: ReadOptions = {},
): Promise<FeedDocument | NotAFeed | UnreadableFeed> {
  const result = await pool.run('readFeed', input)
  if (result.kind === 'value') return result.value as FeedDocument | NotAFeed
  return { kind: 'not-a-feed', reason: result.reason, found: [] }
}

/** `readHtmlSource` of core in the same pool. A page on which nothing is found is told apart from one that should be a feed. */
export async function readHtmlSafely(
  page: FeedInput & { now?: Date },
  selectors: HtmlSelectors,
  { pool = sharedReadPool() }: ReadOptions = {},
): Promise<FeedDocument | NotAFeed | UnreadableFeed | SelectorProblem> {
  const result = await pool.run('readHtmlSource', { page, selectors })
  if (result.kind === 'broken') return { kind: 'not-a-feed', reason: result.reason, found: [] }
  const read = result.value as ReturnType<typeof readHtmlSource>
  const isEmpty = read.kind === 'not-a-feed' && read.reason === 'html-page'
  return isEmpty ? { ...read, reason: 'selectors-find-nothing' } : read
}
