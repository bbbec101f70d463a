import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { recordArchive } from '@rasid/store'
import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import { assignArticle } from '../assign-story.ts'
import { judgeArticle, verdictsOf } from '../judge-article.ts'
import { rulesInForce } from '../rules-in-force.ts'
import { TEST_TOPIC } from './test-topic.ts'

export const TEST_CASES = `cases:
  - { expect: core, title: روسيا وطالبان تلتقيان, why: both are there }
  - { expect: none, title: الكرملين وطالبان يلتقيان, why: the Kremlin is no alias yet }
`

/** A database and a folder of topic files of the test's own. */
export interface TopicWorld {
  database: FreshDatabase
  directory: URL
  folder: string
  /** Stores an article as a visit would, judged by the rules in force; its id. */
  store(article: StoredArticle): Promise<number>
  close(): Promise<void>
}

export interface StoredArticle {
  title: string
  summary?: string
  body?: string
  origin?: 'archive' | 'baseline' | 'live'
  outlet?: string
  at?: Date
  url?: string
  /** The match waits for its page. */
  awaitsPage?: boolean
}

export async function topicWorld(
  files: Record<string, string> = { 'a.yaml': TEST_TOPIC, 'a.cases.yaml': 'cases: []' },
): Promise<TopicWorld> {
  const database = await freshDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'topics-'))
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  const directory = pathToFileURL(`${folder}/`)
  let count = 0
  return {
    ...{ database, directory, folder },
    async store(article) {
      count += 1
      const { title, summary = '', body = null, origin = 'live', outlet = 'الوسيلة', at = new Date() } = article
      const { url = `https://news.example/${count}`, awaitsPage = false } = article
      const { db } = database.store
      const rules = await rulesInForce(db, directory)
      const text = { title, summary, text: body, outlet, lang: 'ar', publishedAt: at, at }
      const judgement = judgeArticle(rules, text)
      const matches = verdictsOf(judgement, text, { origin, awaitsPage })
      const draft = {
        ...{ title, summary, outlet, url, lang: 'ar', author: null, feedId: null, publishedAt: at, origin, body },
        ...{ keys: [`url:${url}`], contentHash: title, tier: judgement.tier, ruleVersion: judgement.ruleVersion },
        page: awaitsPage ? ('wanted' as const) : ('none' as const),
      }
      return recordArchive(db, { article: draft, matches }, assignArticle)
    },
    async close() {
      await database.drop()
      await rm(folder, { recursive: true })
    },
  }
}
