import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CompiledTopic, collectCandidates, surfacesOf } from '@rasid/core'

/** One way to find the topic's words; `run` returns how many it found and the CPU milliseconds it took. */
export interface Engine {
  name: string
  /** Part of the corpus that it reads: slow peers take a tenth, their rate is the same. */
  share: number
  run(texts: readonly string[]): { hits: number; cpuMs: number }
}

function timed(work: () => number): { hits: number; cpuMs: number } {
  const before = process.cpuUsage()
  const hits = work()
  const used = process.cpuUsage(before)
  return { hits, cpuMs: (used.user + used.system) / 1000 }
}

/** Our pass: folding, gaps, boundaries, clitics and raw offsets included. */
export function ownEngine(topic: CompiledTopic): Engine {
  return {
    name: 'rasid, one pass',
    share: 1,
    run: (texts) =>
      timed(() => texts.reduce((hits, text) => hits + collectCandidates(topic, 'text', text).candidates.length, 0)),
  }
}

const allSurfaces = (topic: CompiledTopic): string[] => [
  ...new Set(
    Object.values(topic.source.entities).flatMap((entity) =>
      entity.aliases.flatMap((alias) => surfacesOf(topic, typeof alias === 'string' ? { text: alias } : alias)),
    ),
  ),
]

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** The usual way: a chain of replace() to normalise, then one RegExp with look-arounds. */
export function replaceEngine(topic: CompiledTopic): Engine {
  const words = allSurfaces(topic).sort((a, b) => b.length - a.length)
  const pattern = new RegExp(`(?<!\\p{L})(?:${words.map(escapeRegExp).join('|')})(?!\\p{L})`, 'gu')
  const normalise = (text: string): string =>
    text
      .replace(/[\u064b-\u065f\u0640\u200b-\u200f]/g, '')
      .replace(/[أإآٱ]/g, 'ا')
      .replace(/[ىئی]/g, 'ي')
      .replace(/ة/g, 'ه')
      .replace(/ؤ/g, 'و')
      .replace(/ک/g, 'ك')
      .replace(/[\s«»"()-]+/g, ' ')
  return {
    name: 'replace() + RegExp',
    share: 0.1,
    run: (texts) => timed(() => texts.reduce((hits, text) => hits + (normalise(text).match(pattern)?.length ?? 0), 0)),
  }
}

/**
 * ripgrep over the same text in a file. It is spared what slows it most: it looks for the bare forms as
 * fixed strings, without clitics, word boundaries, folding or offsets.
 */
export function ripgrepEngine(topic: CompiledTopic, folder: string): Engine | undefined {
  if (spawnSync('rg', ['--version']).status !== 0) return undefined
  const words = join(folder, 'words.txt')
  const corpus = join(folder, 'corpus.txt')
  writeFileSync(words, topic.patterns.map((pattern) => pattern.text).join('\n'))
  let written = false
  return {
    name: 'ripgrep -F',
    share: 1,
    run: (texts) => {
      if (!written) writeFileSync(corpus, texts.map((text) => text.replaceAll('\n', ' ')).join('\n'))
      written = true
      // The shell's `times` gives the child's CPU time, which Node does not.
      const script = 'rg -j1 -F --count-matches -f "$1" "$2"; times'
      const { stdout } = spawnSync('bash', ['-c', script, 'rg', words, corpus], { encoding: 'utf8' })
      const [count = '0', , children = ''] = stdout.split('\n')
      const times = [...children.matchAll(/(\d+)m([\d.]+)s/g)]
      const seconds = times.reduce((sum, part) => sum + Number(part[1]) * 60 + Number(part[2]), 0)
      return { hits: Number(count), cpuMs: seconds * 1000 }
    },
  }
}

interface Node {
  next: Map<string, Node>
  fail: Node | undefined
  ends: number
}

/** Aho-Corasick as packages on npm write it: nodes with maps, over normalised text. */
export function mapAhoCorasick(topic: CompiledTopic, normalise: (text: string) => string): Engine {
  const root: Node = { next: new Map(), fail: undefined, ends: 0 }
  for (const word of allSurfaces(topic)) {
    let node = root
    for (const letter of word) {
      const child: Node = node.next.get(letter) ?? { next: new Map(), fail: undefined, ends: 0 }
      node.next.set(letter, child)
      node = child
    }
    node.ends++
  }
  const queue: Node[] = [...root.next.values()]
  for (const node of queue) {
    node.fail ??= root
    for (const [letter, child] of node.next) {
      let back: Node | undefined = node.fail
      while (back !== undefined && !back.next.has(letter)) back = back.fail
      child.fail = back?.next.get(letter) ?? root
      child.ends += child.fail.ends
      queue.push(child)
    }
  }
  return {
    name: 'Aho-Corasick of maps',
    share: 0.1,
    run: (texts) => timed(() => texts.reduce((hits, text) => hits + walk(root, normalise(text)), 0)),
  }
}

function walk(root: Node, text: string): number {
  let hits = 0
  let node = root
  for (const letter of text) {
    while (node !== root && !node.next.has(letter)) node = node.fail ?? root
    node = node.next.get(letter) ?? root
    hits += node.ends
  }
  return hits
}
