import { BROKEN_OUTLET, DEMO_BASELINE, DEMO_DECOYS, DEMO_OUTLETS } from './demo-data.ts'
import type { NewsArticle, OutletOptions } from './outlet.ts'
import type { Newsroom } from './start-newsroom.ts'

/** A seed article as the caller read it. */
export interface DemoSeed {
  title: string
  summary?: string
  text?: string
}

export interface DemoStep {
  /** After the start of the play. */
  atMs: number
  outlet: string
  article: NewsArticle
  /** `seed`: must match; `copy` and `rewrite`: another outlet's telling of the first seed; `decoy`: must not match. */
  role: 'seed' | 'copy' | 'rewrite' | 'decoy'
  /** Which seed (from 0), or which trap. */
  about: number | string
}

export interface DemoScript {
  outlets: readonly OutletOptions[]
  baseline: readonly { outlet: string; article: NewsArticle }[]
  steps: readonly DemoStep[]
}

// Seeds go to outlets of every format, windows-1256 among them.
const SEED_OUTLETS = ['al-ufuq', 'al-mina', 'al-jisr', 'al-rimal', 'al-sur']
const LEAD_CHARACTERS = 400
const REWORDED: readonly [RegExp, string][] = [
  [/(?<!\p{L})قال(?!\p{L})/gu, 'ذكر'],
  [/(?<!\p{L})أكد(?!\p{L})/gu, 'شدد'],
  [/(?<!\p{L})أعلن(?!\p{L})/gu, 'كشف'],
  [/(?<!\p{L})خلال(?!\p{L})/gu, 'أثناء'],
  [/(?<!\p{L})أن(?!\p{L})/gu, 'بأن'],
]

/**
 * The demo's play: what stands in the feeds before the first visit, then the seeds and the decoys in turn over
 * `spreadMs` (6 s), the first seed also word for word in a second outlet and lightly rewritten in a third.
 */
export function demoScript(given: readonly DemoSeed[], options: { spreadMs?: number } = {}): DemoScript {
  const seeds = given.map((seed) => ({ ...seed, summary: seed.summary ?? leadOf(seed.text ?? '') }))
  const fromSeeds = seeds.map((seed, index): Scene => {
    return {
      outlet: SEED_OUTLETS[index % SEED_OUTLETS.length] ?? 'al-ufuq',
      article: { ...seed },
      role: 'seed',
      about: index,
    }
  })
  const [first] = seeds
  const retold: Scene[] = first
    ? [
        { outlet: 'al-nakhil', article: { ...first }, role: 'copy', about: 0 },
        { outlet: 'al-rimal', article: lightRewrite(first), role: 'rewrite', about: 0 },
      ]
    : []
  const decoys = DEMO_DECOYS.map(
    ({ outlet, article, trap }): Scene => ({ outlet, article, role: 'decoy', about: trap }),
  )
  const scenes = interleave([...fromSeeds.slice(0, 1), ...retold, ...fromSeeds.slice(1)], decoys)
  const stepMs = (options.spreadMs ?? 6000) / Math.max(1, scenes.length)
  return {
    outlets: DEMO_OUTLETS,
    baseline: DEMO_OUTLETS.flatMap(({ name }, index) =>
      [0, 1].map((offset) => ({ outlet: name, article: baselineArticle(index + offset) })),
    ),
    steps: scenes.map((scene, index) => ({ ...scene, atMs: Math.round(index * stepMs) })),
  }
}

type Scene = Omit<DemoStep, 'atMs'>

/** Feeds carry the beginning of the text, cut at a word, when the author gave no summary. */
function leadOf(text: string): string {
  const plain = text.trim().replace(/\s+/g, ' ')
  return plain.length <= LEAD_CHARACTERS ? plain : `${plain.slice(0, plain.lastIndexOf(' ', LEAD_CHARACTERS))}…`
}

function baselineArticle(index: number): NewsArticle {
  return DEMO_BASELINE[index % DEMO_BASELINE.length] ?? { title: '' }
}

function interleave(few: readonly Scene[], many: readonly Scene[]): Scene[] {
  const each = Math.ceil(many.length / Math.max(1, few.length))
  const mixed = few.flatMap((scene, index) => [...many.slice(index * each, (index + 1) * each), scene])
  return few.length === 0 ? [...many] : mixed
}

/** The same story in slightly other words, as agencies' texts come out at other outlets. */
export function lightRewrite(seed: DemoSeed): DemoSeed {
  const reword = (text: string) => REWORDED.reduce((words, [word, other]) => words.replace(word, other), text)
  return {
    title: `متابعات: ${reword(seed.title)}`,
    ...(seed.summary !== undefined && { summary: reword(seed.summary) }),
    ...(seed.text !== undefined && { text: `${reword(seed.text)}\n\nيتابع المحرر تطورات الخبر.` }),
  }
}

/** Adds the script's outlets with their baseline to a newsroom; one of them is broken from the start. */
export function stageDemo(newsroom: Newsroom, script: DemoScript): void {
  for (const outlet of script.outlets) newsroom.addOutlet(outlet)
  for (const { outlet, article } of script.baseline) newsroom.publish(outlet, article)
  newsroom.breakFeed(BROKEN_OUTLET, { kind: 'status', status: 500 })
}

/** Publishes the steps at their times; call it after the baseline was visited. Ends early, without error, on `signal`. */
export async function playDemo(
  newsroom: Newsroom,
  script: DemoScript,
  options: { signal?: AbortSignal; published?: (step: DemoStep, url: string) => void } = {},
): Promise<void> {
  let atMs = 0
  for (const step of script.steps) {
    await wait(step.atMs - atMs, options.signal)
    if (options.signal?.aborted) return
    atMs = step.atMs
    const { url } = newsroom.publish(step.outlet, step.article)
    options.published?.(step, url)
  }
}

function wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
  if (ms <= 0 || signal?.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal?.addEventListener('abort', end)
  })
}
