import { randomUUID } from 'node:crypto'
import {
  activeHosts,
  assignArticle,
  createDiskWatch,
  createNetworkWatch,
  createRobotsRules,
  type DiskDeps,
  type DiskWatch,
  type PollDeps,
  type PollLog,
  rulesInForce,
} from '@rasid/operations'
import type { Db } from '@rasid/store'

/** What a worker is given; everything else it makes itself. */
export interface WorkerDeps {
  db: Db
  /** How we appear to publishers, and what the guard lets through. */
  visitor: PollDeps['visitor']
  log: PollLog
  /** The clock of display and durations; claims go by the database's. */
  now?: () => Date
  /** Another folder of topic files than the shipped one. */
  topics?: URL
  /** Days that unmatched articles are kept. */
  keepDays?: number
  /** Where the disk can be measured, and how much of it must stay free. */
  disk?: Pick<DiskDeps, 'freeBytes' | 'lowBytes'>
}

/** The state of one worker process: its lease owner, what it knows of the network and of robots.txt files. */
export interface WorkerState {
  /** Reads rules and hosts anew for one tick. */
  tickDeps(): Promise<PollDeps>
  owner: string
  disk: DiskWatch
}

export function createWorkerState(deps: WorkerDeps, signal: AbortSignal): WorkerState {
  const now = deps.now ?? (() => new Date())
  const owner = randomUUID()
  const robots = createRobotsRules()
  let hosts = 2
  const network = createNetworkWatch(now, () => hosts)
  const { db, visitor, log } = deps
  return {
    owner,
    disk: createDiskWatch({ db, now, log, freeBytes: null, lowBytes: 0, ...deps.disk }),
    async tickDeps() {
      const rules = await rulesInForce(db, deps.topics)
      hosts = await activeHosts({ db })
      return { db, owner, visitor, rules, assign: assignArticle, network, robots, now, log, signal }
    },
  }
}
