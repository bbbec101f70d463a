import type { AssignStory, Db } from '@rasid/store'
import type { FetchOptions } from '@rasid/web-client'
import type { NetworkWatch } from './network-watch.ts'
import type { PollLog } from './poll-report.ts'
import type { RobotsRules } from './robots-rules.ts'
import type { RulesInForce } from './rules-in-force.ts'

/** What visits need from outside; made once a tick, because rules may have changed. */
export interface PollDeps {
  db: Db
  /** A random id of this process; what it leases stands under it. */
  owner: string
  /** How we appear to publishers, and what the guard lets through. */
  visitor: Pick<FetchOptions, 'userAgent' | 'allowHosts' | 'proxy' | 'lookup'>
  rules: RulesInForce
  assign: AssignStory
  network: NetworkWatch
  robots: RobotsRules
  now: () => Date
  log: PollLog
  /** Breaks off what is under way. */
  signal?: AbortSignal
  /** Begins nothing new. */
  stopping?: AbortSignal
}

/** How we appear to one feed's publisher: under our own name unless an operator gave another one. */
export function visitorFor(
  visitor: PollDeps['visitor'],
  { userAgent }: { userAgent: string | null },
): PollDeps['visitor'] {
  return userAgent ? { ...visitor, userAgent } : visitor
}
