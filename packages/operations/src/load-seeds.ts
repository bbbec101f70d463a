import { readFile } from 'node:fs/promises'
import { languageOf } from '@rasid/core'
import { ArticlesMoved, type AssignStory, type Db, knownKeys, recordArchive } from '@rasid/store'
import { parse } from 'yaml'
import { z } from 'zod'
import { judgeArticle, verdictsOf } from './judge-article.ts'
import type { RulesInForce } from './rules-in-force.ts'

const bilingual = z.strictObject({ en: z.string().min(20), ar: z.string().min(20) })

const seedSchema = z.strictObject({
  id: z.string().regex(/^\d{3}_[0-9a-f]{16}$/),
  file: z.string().endsWith('.txt'),
  title: z.string().min(10),
  outlet: z.string().min(2),
  outletFrom: z.string(),
  date: z.iso.date().nullable(),
  written: z.strictObject({ month: z.string().regex(/^\d{4}-\d\d$/), from: z.string() }),
  body: z.strictObject({ from: z.string(), to: z.string() }),
  expect: z.enum(['core', 'related', 'none']),
  facts: z.array(bilingual).min(1),
})

const manifestSchema = z.strictObject({ seeds: z.array(seedSchema).min(1) })

/** A seed article, cut to the article itself: its first paragraph as the summary, and the rest. */
export interface Seed extends z.infer<typeof seedSchema> {
  summary: string
  body: z.infer<typeof seedSchema>['body'] & { text: string }
  /** The day that the text gives, else the first of the month in which it seems to have been written. */
  at: Date
}

const seedFile = (name: string): URL => new URL(import.meta.resolve(`@rasid/seeds/${name}`))

/** Reads manifest and articles. Throws when they disagree: a seed that is not what it is said to be proves nothing. */
export async function readSeeds(): Promise<Seed[]> {
  const manifest = manifestSchema.parse(parse(await readFile(seedFile('manifest.yaml'), 'utf8')))
  return Promise.all(manifest.seeds.map(async (seed) => seedOf(seed, await readFile(seedFile(seed.file), 'utf8'))))
}

function seedOf(seed: z.infer<typeof seedSchema>, file: string): Seed {
  const from = file.indexOf(seed.body.from)
  const to = file.indexOf(seed.body.to, from)
  if (!file.includes(seed.title)) throw new Error(`seed ${seed.id}: its title is not in ${seed.file}`)
  if (from === -1 || to === -1) throw new Error(`seed ${seed.id}: its first or last words are not in ${seed.file}`)
  const text = file.slice(from, to + seed.body.to.length)
  const [summary = '', ...rest] = text.split('\n')
  return {
    ...seed,
    summary: summary.trim(),
    body: { ...seed.body, text: rest.join('\n').trim() },
    at: new Date(`${seed.date ?? `${seed.written.month}-01`}T00:00:00Z`),
  }
}

export interface SeedDeps {
  db: Db
  rules: RulesInForce
  assign: AssignStory
}

/** What a seed came out as. */
export interface LoadedSeed {
  id: string
  title: string
  tier: 'core' | 'related' | 'none'
  /** False: it was stored at an earlier start. */
  added: boolean
}

/**
 * Takes the seeds through match → story → store like any article, as the archive: shown and searchable, never alerted
 * (invariant 9). Their keys make it safe to run at every start.
 */
export async function loadSeeds(deps: SeedDeps, seeds?: Seed[]): Promise<LoadedSeed[]> {
  const loaded: LoadedSeed[] = []
  for (const seed of seeds ?? (await readSeeds())) loaded.push(await loadSeed(deps, seed))
  return loaded
}

async function loadSeed({ db, rules, assign }: SeedDeps, seed: Seed): Promise<LoadedSeed> {
  const { id, title, outlet, summary, at } = seed
  const key = `guid:seed:${id}`
  const text = { title, summary, outlet, at, text: seed.body.text, publishedAt: at, lang: languageOf(title) }
  const judgement = judgeArticle(rules, text)
  const report = { id, title, tier: judgement.tier }
  if ((await knownKeys(db, [key])).has(key)) return { ...report, added: false }
  const article = {
    keys: [key],
    feedId: null,
    outlet,
    title,
    summary,
    url: null,
    author: null,
    lang: text.lang,
    publishedAt: at,
    contentHash: id,
    tier: judgement.tier,
    ruleVersion: judgement.ruleVersion,
    origin: 'archive' as const,
    page: 'none' as const,
    body: seed.body.text,
  }
  const matches = verdictsOf(judgement, text, { origin: 'archive', awaitsPage: false })
  try {
    await recordArchive(db, { article, matches }, assign)
    return { ...report, added: true }
  } catch (error) {
    // Two processes that start at once: the other one stored it.
    if (error instanceof ArticlesMoved) return { ...report, added: false }
    throw error
  }
}
