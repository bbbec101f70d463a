import type { Worker } from '@rasid/worker'
import type { Streams } from '../output.ts'

/** What the worker has done since it started. */
export interface Tally {
  polled: number
  /** Feeds that answered, with news or without; each once. */
  reached: Set<number>
  unreachable: Set<number>
  items: number
  core: number
  related: number
  outage: boolean
}

export interface Progress {
  tally: Tally
  /** Clears the live line, so that something can be printed in its place. */
  clear(): void
}

/** Follows a worker: a live line on a terminal (rewritten in place), nothing elsewhere but what `onMatch` prints. */
export function followWorker(
  worker: Worker,
  streams: Streams & { isTerminal: boolean },
  onMatch: (title: string, tier: string, words: readonly string[]) => void,
): Progress {
  const tally: Tally = {
    polled: 0,
    reached: new Set(),
    unreachable: new Set(),
    items: 0,
    core: 0,
    related: 0,
    outage: false,
  }
  const clear = () => void (streams.isTerminal && streams.out.write('\r\u001b[K'))
  const draw = () => {
    if (streams.isTerminal) streams.out.write(`\r\u001b[K${progressLine(tally)}`)
  }
  worker.events.on('polled', (report) => {
    tally.polled += 1
    tally.items += report.added
    const answered = report.outcome === 'fetched' || report.outcome === 'unchanged'
    const [into, outOf] = answered ? [tally.reached, tally.unreachable] : [tally.unreachable, tally.reached]
    into.add(report.feed.id)
    outOf.delete(report.feed.id)
    for (const match of report.matched) {
      if (match.tier === 'core') tally.core += 1
      else tally.related += 1
      clear()
      onMatch(match.title, match.tier, match.words)
    }
    draw()
  })
  worker.events.on('outage', ({ kind }) => {
    tally.outage = kind === 'began'
  })
  return { tally, clear }
}

/** "visits 12 · answering 10 · unreachable 2 · new items 230 · matches 1 core, 2 related" */
export function progressLine(tally: Tally): string {
  const matches = `matches ${tally.core} core, ${tally.related} related`
  return `visits ${tally.polled} · answering ${tally.reached.size} · unreachable ${tally.unreachable.size} · new items ${tally.items} · ${matches}`
}
