import { styleText } from 'node:util'
import type { DemoScript, Telegram } from '@rasid/stand-ins'
import type { Worker } from '@rasid/worker'
import type { Streams } from '../output.ts'
import { formatName } from './cast.ts'
import { READERS } from './readers.ts'

/** Tells what happens, each thing with the second at which it happened. */
export interface Narrator {
  /** A numbered heading. */
  chapter(title: string): void
  print(...lines: string[]): void
  /** One line with its second; what follows it stands below, each alone on its line. */
  event(line: string, ...below: string[]): void
  followWorker(worker: Worker, script: DemoScript): void
  followTelegram(telegram: Telegram): void
}

/** How far in everything stands that is not an event. */
export const INDENT = ' '.repeat(9)

/** Writes to `streams.out`; bold and dim only where a terminal shows them. `seconds` is the time since the start. */
export function narrator(streams: Streams, seconds: () => number): Narrator {
  const stream = streams.out as NodeJS.WriteStream
  const print = (...lines: string[]) => void stream.write(`${lines.map((line) => line.trimEnd()).join('\n')}\n`)
  let chapters = 0
  const event: Narrator['event'] = (line, ...below) => {
    const stamp = styleText('dim', `${seconds().toFixed(1).padStart(5)} s`, { stream })
    print(`${stamp}  ${line}`, ...below.map((text) => `${INDENT}${text}`))
  }
  return {
    print,
    event,
    chapter: (title) => print('', styleText('bold', `${++chapters}. ${title}`, { stream })),
    followWorker: (worker, script) => followWorker(worker, script, event),
    followTelegram: (telegram) => followTelegram(telegram, event),
  }
}

/** A line for each poll with news, a block for each match, and a line a round for all the rest. */
function followWorker({ events }: Worker, script: DemoScript, event: Narrator['event']): void {
  events.on('polled', ({ feed, added, matched }) => {
    if (added === 0) return
    const outlet = script.outlets.find(({ name }) => new URL(feed.url).hostname === `${name}.test`)
    const name = outlet?.name ?? feed.outlet
    event(`poll   ${name.padEnd(10)} ${formatName(outlet).padEnd(10)} ${count(added, 'new article')}`)
    for (const { tier, title, words } of matched) {
      event(`match  ${name.padEnd(10)} ${tier.padEnd(10)} title, and the words that matched:`, title, words.join(' · '))
    }
  })
  events.on('round', ({ reports }) => {
    const those = (outcome: string) => reports.filter((report) => report.outcome === outcome)
    const quiet = [
      { n: those('unchanged').length, what: 'unchanged (304)' },
      { n: those('failed').length, what: 'failed (500)' },
    ].flatMap(({ n, what }) => (n === 0 ? [] : [`${n} ${what}`]))
    if (quiet.length > 0) event(`round  ${count(reports.length, 'visit')}, of them ${quiet.join(' and ')}`)
  })
  events.on('page', ({ title, raised, tier }) => {
    if (raised) event(`page   read, and raised to ${tier}:`, title)
  })
}

function followTelegram(telegram: Telegram, event: Narrator['event']): void {
  telegram.on('request', ({ method, status, messageId, chatId, description }) => {
    const reader = READERS.find(({ id }) => id === chatId)?.said
    if (status >= 400) event(`bot    Telegram refused ${method}: ${description}`)
    else if (method === 'sendMessage') event(`bot    message ${messageId} to ${reader}`)
  })
}

/** "1 item", "3 items", "5 stories" */
export function count(n: number, noun: string): string {
  return `${n} ${n === 1 ? noun : `${noun}s`.replace(/ys$/, 'ies')}`
}
