import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { loopbackLookup } from '@rasid/stand-ins'
import Parser from 'rss-parser'
import { Agent } from 'undici'

/** A peer over part of the feeds: how many it read, in how long. */
export interface PeerRun {
  feeds: number
  ms: number
}

/**
 * The floor: plain undici requests to the same hosts at the same concurrency; bodies read and thrown away. Connections are
 * those that its first pass left open, which no poller of many hosts has, or a new one each.
 */
export async function floor(
  port: number,
  feeds: number,
  { concurrency, connections }: { concurrency: number; connections: 'kept' | 'new' },
): Promise<PeerRun> {
  const agent = new Agent({ connect: { lookup: loopbackLookup } })
  const etags = new Map<number, string>()
  const ask = async (n: number) => {
    const etag = etags.get(n)
    const headers = { 'user-agent': 'floor', ...(etag !== undefined && { 'if-none-match': etag }) }
    const target = { origin: `http://f${n}.test:${port}`, path: '/rss', reset: connections === 'new' }
    const answer = await agent.request({ ...target, method: 'GET', headers })
    await answer.body.arrayBuffer()
    if (typeof answer.headers.etag === 'string') etags.set(n, answer.headers.etag)
  }
  await eachOf(feeds, concurrency, ask)
  const began = performance.now()
  await eachOf(feeds, concurrency, ask)
  const ms = performance.now() - began
  await agent.close()
  return { feeds, ms }
}

const TERMS = /طالبان|روسيا|موسكو|داعش|أفغانستان/

/** The stack that most bots have: rss-parser's own fetching, a list of regular expressions, a set of seen guids. */
export async function naive(port: number, feeds: number, concurrency: number): Promise<PeerRun> {
  const parser = new Parser()
  const seen = new Set<string>()
  let hits = 0
  const ask = async (n: number) => {
    const { items } = await parser.parseURL(`http://127.0.0.1:${port}/f${n}/rss`)
    for (const { guid = '', title = '', contentSnippet = '' } of items) {
      if (!seen.has(guid) && TERMS.test(`${title} ${contentSnippet}`)) hits++
      seen.add(guid)
    }
  }
  await eachOf(feeds, concurrency, ask)
  const began = performance.now()
  await eachOf(feeds, concurrency, ask)
  return { feeds, ms: performance.now() - began + hits * 0 }
}

async function eachOf(count: number, concurrency: number, work: (n: number) => Promise<void>): Promise<void> {
  let next = 0
  const lane = async () => {
    while (next < count) await work(next++)
  }
  await Promise.all(Array.from({ length: concurrency }, lane))
}

/** newsboat's second reload of the same feeds, with its cache filled; null when it is not installed. */
export async function newsboat(port: number, feeds: number): Promise<(PeerRun & { version: string }) | null> {
  const said = spawnSync('newsboat', ['--version'], { encoding: 'utf8' })
  if (said.status !== 0) return null
  const folder = mkdtempSync(join(tmpdir(), 'rasid-newsboat-'))
  try {
    const urls = Array.from({ length: feeds }, (_, n) => `http://127.0.0.1:${port}/f${n}/rss`)
    writeFileSync(join(folder, 'urls'), `${urls.join('\n')}\n`)
    writeFileSync(join(folder, 'config'), 'reload-threads 16\nmax-items 0\n')
    const files = ['-u', join(folder, 'urls'), '-c', join(folder, 'cache.db'), '-C', join(folder, 'config')]
    const reload = () =>
      promisify(execFile)('newsboat', [...files, '-x', 'reload'], { env: { ...process.env, HOME: folder } })
    await reload()
    const began = performance.now()
    await reload()
    return { feeds, ms: performance.now() - began, version: said.stdout.split(' - ')[0] ?? '' }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
