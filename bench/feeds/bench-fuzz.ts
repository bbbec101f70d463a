// Spoils feeds in 50,000 ways and reads each: nothing may throw, nothing may take two seconds. Run:
//   npm run bench:fuzz [-- documents=50000] [-- seed]
// What it does not show: hangs of the process that reads (readFeedSafely judges those), and whether what was read is right.
import { gzipSync } from 'node:zlib'
import { type FeedInput, readFeed } from '@rasid/core'
import { mutate, randomFrom } from './mutate.ts'
import { SAMPLES } from './samples.ts'

const DOCUMENTS = Number(process.argv[2] ?? 50_000)
const SEED = Number(process.argv[3] ?? 20_261_122)
const DEADLINE_MS = 2_000
const TYPES = [
  null,
  'application/rss+xml',
  'text/xml; charset=windows-1256',
  'text/html; charset=utf-16',
  'x; charset=none',
]

const say = (line: string) => void process.stdout.write(`${line}\n`)
const random = randomFrom(SEED)
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
let slowest: { cpuMs: number; ms: number; n: number; bytes: number }[] = []
const thrown: string[] = []
const kinds = new Map<string, number>()
let late = 0
let bytes = 0

function read(n: number, input: FeedInput): void {
  const [began, cpu] = [performance.now(), process.cpuUsage()]
  let kind = 'threw'
  try {
    const answer = readFeed(input)
    kind = answer.kind === 'feed' ? `feed ${answer.format}` : answer.reason
  } catch (error) {
    thrown.push(`document ${n}: ${error}`)
  }
  const ms = performance.now() - began
  const { user, system } = process.cpuUsage(cpu)
  // A busy machine is no defect of the reader.
  if ((user + system) / 1000 > DEADLINE_MS) late++
  kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
  slowest.push({ cpuMs: (user + system) / 1000, ms, n, bytes: input.bytes.length })
  if (slowest.length > 100) keepSlowest()
}

function keepSlowest(): void {
  slowest = slowest.sort((a, b) => b.cpuMs - a.cpuMs).slice(0, 5)
}

say(`${DOCUMENTS.toLocaleString('en')} documents from ${SAMPLES.length} samples, seed ${SEED}`)
const [began, cpu] = [performance.now(), process.cpuUsage()]
for (let n = 0; n < DOCUMENTS; n++) {
  const body = mutate(pick(SAMPLES), random)
  // Now and then what a proxy forgot to unpack.
  const sent = random() < 0.005 ? new Uint8Array(gzipSync(body)) : body
  bytes += sent.length
  read(n, { bytes: sent, contentType: pick(TYPES), url: 'https://feeds.example/rss' })
}
const seconds = (performance.now() - began) / 1000
const { user, system } = process.cpuUsage(cpu)
const cpuSeconds = (user + system) / 1e6
say(
  `${(bytes / 1e6).toFixed(0)} MB in ${seconds.toFixed(0)} s, ${cpuSeconds.toFixed(0)} s of CPU (${((cpuSeconds * 1000) / DOCUMENTS).toFixed(2)} ms a document)`,
)
say(`thrown: ${thrown.length} · over ${DEADLINE_MS} ms of CPU: ${late}`)
for (const line of thrown.slice(0, 10)) say(`  ${line}`)
keepSlowest()
say('slowest, by CPU (the clock also counts what else this machine does):')
for (const { cpuMs, ms, n, bytes: size } of slowest) {
  say(`  ${cpuMs.toFixed(1).padStart(8)} ms (${ms.toFixed(1)} by the clock)  document ${n}, ${size} bytes`)
}
const byCount = [...kinds].sort((a, b) => b[1] - a[1])
say(`read as: ${byCount.map(([kind, n]) => `${kind} ${n}`).join(' · ')}`)
process.exitCode = thrown.length + late === 0 ? 0 : 1
