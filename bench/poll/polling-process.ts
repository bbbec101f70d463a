// One worker for the bench, in a process of its own: node polling-process.ts <database URL> <port> <feeds>. Every visit is the
// worker's own (claim, fetch, decode, parse, match, record); only the resolver is replaced, so that each feed has a host.
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import {
  activeHosts,
  assignArticle,
  createNetworkWatch,
  createRobotsRules,
  pollDueFeeds,
  rulesInForce,
} from '@rasid/operations'
import { loopbackLookup } from '@rasid/stand-ins'
import { openStore } from '@rasid/store'
import { parseAllowHosts, sharedReadPool } from '@rasid/web-client'

/** What one round came to. */
export interface Round {
  polled: number
  reached: number
  added: number
  ms: number
  /** CPU of this process, the reading children not included. */
  cpuMs: number
  /** The most resident memory of this process while it ran, and of its reading children together at its end. */
  rssMb: number
  readersMb: number
}

const [databaseUrl = '', port = '', feeds = '0'] = process.argv.slice(2)
const { db } = openStore(databaseUrl, { applicationName: 'rasid-bench' })
const { allowHosts } = parseAllowHosts(Array.from({ length: Number(feeds) }, (_, n) => `f${n}.test:${port}`).join(','))
const silent = () => {}
const hosts = await activeHosts({ db })
const now = () => new Date()
const deps = {
  ...{ db, owner: randomUUID(), rules: await rulesInForce(db), assign: assignArticle, now },
  network: createNetworkWatch(now, () => hosts),
  robots: createRobotsRules(),
  visitor: { userAgent: 'Rasid/bench', allowHosts, lookup: loopbackLookup },
  log: { debug: silent, info: silent, warn: silent, error: (told: unknown) => console.error(told) },
}

const MB = 1024 * 1024

async function round(): Promise<Round> {
  let rss = process.memoryUsage.rss()
  const watch = setInterval(() => {
    rss = Math.max(rss, process.memoryUsage.rss())
  }, 50)
  const [began, cpu] = [performance.now(), process.cpuUsage()]
  const { polled, reached, added } = await pollDueFeeds(deps)
  const ms = performance.now() - began
  const { user, system } = process.cpuUsage(cpu)
  clearInterval(watch)
  return { polled, reached, added, ms, cpuMs: (user + system) / 1000, rssMb: rss / MB, readersMb: readersMb() }
}

/** From /proc where there is one, else 0. */
function readersMb(): number {
  const kilobytes = sharedReadPool()
    .pids()
    .map((pid) => {
      try {
        return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
      } catch {
        return 0
      }
    })
  return kilobytes.reduce((sum, one) => sum + one, 0) / 1024
}

process.on('message', async () => process.send?.(await round()))
process.on('disconnect', () => process.exit(0))
process.send?.('ready')
