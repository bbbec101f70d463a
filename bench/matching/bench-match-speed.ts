// How fast the topic's words are found and articles judged, beside peers, by CPU time.
//   node bench/matching/bench-match-speed.ts [articles.jsonl[.gz]] [megabytes=100] [rounds=7]
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type CompiledTopic, collectCandidates, foldArabic, matchArticle } from '@rasid/core'
import { fillCorpus, readArticles } from './corpus.ts'
import { shippedTopic } from './labelled.ts'
import { naiveHits } from './naive-reference.ts'
import { type Engine, mapAhoCorasick, ownEngine, replaceEngine, ripgrepEngine } from './speed-engines.ts'

const say = (line: string): void => void process.stdout.write(`${line}\n`)

// The naive way takes about 20 ms an article; this many is enough to meet every kind of hit.
const COMPARED = 400

function assertEqualToNaive(topic: CompiledTopic, texts: readonly string[]): void {
  const step = Math.max(1, Math.floor(texts.length / COMPARED))
  let hits = 0
  let compared = 0
  for (let at = 0; at < texts.length; at += step) {
    const text = texts[at] as string
    const own = new Set(
      collectCandidates(topic, 'text', text).candidates.map(
        ({ alias, start, end }) => `${alias.entity ?? alias.kind}|${start}|${end}`,
      ),
    )
    const naive = naiveHits(topic, text)
    assert.deepEqual([...own].sort(), naive)
    hits += naive.length
    compared++
  }
  say(`equal to the naive reference: ${hits} hits in ${compared} articles`)
}

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

interface Run {
  texts: readonly string[]
  bytes: number
  times: number[]
  hits: number
}

function printEngines(engines: readonly Engine[], texts: readonly string[], rounds: number): void {
  const runs = new Map<Engine, Run>()
  for (const engine of engines) {
    const part = texts.slice(0, Math.ceil(texts.length * engine.share))
    runs.set(engine, { texts: part, bytes: Buffer.byteLength(part.join('')), times: [], hits: 0 })
  }
  for (let round = 0; round < rounds; round++)
    for (const [engine, run] of runs) {
      const { cpuMs, hits } = engine.run(run.texts)
      run.times.push(cpuMs)
      run.hits = hits
    }
  for (const [{ name }, { texts: part, bytes, times, hits }] of runs) {
    const ms = median(times)
    const speed = `${(bytes / 1e3 / ms).toFixed(0).padStart(5)} MB/s · ${((part.length * 1000) / ms).toFixed(0).padStart(7)} articles/s`
    say(`${name.padEnd(22)} ${speed} · ${hits} hits in ${(bytes / 1e6).toFixed(0)} MB (median of ${times.length})`)
  }
}

function printVerdicts(topic: CompiledTopic, texts: readonly string[], rounds: number): void {
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    times.push(cpuMsOf(() => texts.forEach((text) => void matchArticle(topic, { text }))))
  }
  say(
    `whole verdict          ${((texts.length * 1000) / median(times)).toFixed(0)} articles/s on this news (median of ${rounds})`,
  )
  const long = texts
    .filter((text) => /طالبان/.test(text))
    .join('\n')
    .slice(0, 12_000)
    .padEnd(11_000, ' خبر')
  const each = Array.from({ length: 300 }, () => cpuMsOf(() => matchArticle(topic, { text: long }))).sort(
    (x, y) => x - y,
  )
  const bytes = Buffer.byteLength(long)
  say(
    `20 KB article, dense   p50 ${each[150]?.toFixed(2)} ms · p99 ${each[297]?.toFixed(2)} ms of CPU (${bytes} bytes)`,
  )
}

function cpuMsOf(work: () => unknown): number {
  const before = process.cpuUsage()
  work()
  const used = process.cpuUsage(before)
  return (used.user + used.system) / 1000
}

function main(): void {
  const [path, megabytes = '100', rounds = '7'] = process.argv.slice(2)
  const started = performance.now()
  const startedCpu = process.cpuUsage()
  const topic = shippedTopic()
  const loadCpu = process.cpuUsage(startedCpu)
  say(
    `topic loaded in ${(performance.now() - started).toFixed(0)} ms (${((loadCpu.user + loadCpu.system) / 1000).toFixed(0)} of CPU): ${topic.patterns.length} patterns, ${topic.automaton.states + topic.cueAutomaton.states} states, ${topic.automaton.classes} classes`,
  )
  const { texts, source } = readArticles(path)
  assertEqualToNaive(topic, texts)
  const corpus = fillCorpus(texts, Number(megabytes))
  say(
    `${(corpus.bytes / 1e6).toFixed(0)} MB, ${corpus.texts.length} ${source}, repeated; peers do less: no offsets, and ripgrep no folding`,
  )
  const folder = mkdtempSync(join(tmpdir(), 'rasid-bench-'))
  const ripgrep = ripgrepEngine(topic, folder)
  if (ripgrep === undefined) say('ripgrep                left out: rg is not installed')
  const engines = [ownEngine(topic), ripgrep, replaceEngine(topic), mapAhoCorasick(topic, foldArabic)].filter(
    (engine) => engine !== undefined,
  )
  printEngines(engines, corpus.texts, Number(rounds))
  printVerdicts(topic, texts, Number(rounds))
  rmSync(folder, { recursive: true })
}

main()
