// How many rewrites of an article are found to be the same story, and how many wrong pairs are merged, beside SimHash and
// PostgreSQL's own pg_trgm on the same pairs, the latter in the embedded server (or that of DATABASE_URL). Run: node bench/stories/bench-stories.ts [--json]
// What it does not show: paraphrases by people, except for the pairs written for the project; other topics; other languages.
import { likenessOf, type StorySignature, storySignature, wordsOf } from '@rasid/core'
import { differentStories, type StoryPair, sameStory } from '@rasid/core/testing'
import { askTrigrams } from './ask-trigrams.ts'
import { hamming, simhash } from './simhash.ts'
import { randomFrom, rewrite, rewriteWords, type SyntheticArticle, syntheticArticles } from './synthetic-articles.ts'

const ARTICLES = 400
// Three bits of 64 is the usual SimHash setting (Manku 2007); 0.3 is pg_trgm's default threshold.
const SIMHASH_BITS = 3
const TRIGRAM_THRESHOLD = 0.3
const HOUR_MS = 3_600_000

interface Text {
  title: string
  summary?: string
}

type Decide = (a: Text, b: Text, hours: number) => boolean

const signatures = new Map<Text, StorySignature>()

function signatureOf(text: Text): StorySignature {
  const known = signatures.get(text) ?? storySignature(text)
  signatures.set(text, known)
  return known
}

const words = (text: Text) => wordsOf(`${text.title} ${text.summary ?? ''}`)

const methods: Record<string, Decide> = {
  rasid: (a, b, hours) =>
    likenessOf(
      { signature: signatureOf(a), at: new Date(0) },
      { signature: signatureOf(b), at: new Date(hours * HOUR_MS) },
    ) !== null,
  'LSH keys alone': (a, b) => {
    const keys = new Set(signatureOf(a).lsh)
    return signatureOf(b).lsh.some((key) => keys.has(key))
  },
  simhash: (a, b) => hamming(simhash(words(a)), simhash(words(b))) <= SIMHASH_BITS,
}

function rewritesOf(articles: readonly SyntheticArticle[], share: number): StoryPair[] {
  const random = randomFrom(Math.round(share * 1000) + 7)
  return articles.map((a) => ({ why: 'rewrite', a, b: rewrite(a, share, rewriteWords, random) }))
}

function unrelatedOf(articles: readonly SyntheticArticle[]): StoryPair[] {
  return articles.slice(1).flatMap((b, at) => {
    const a = articles[at]
    return a && a.subject !== b.subject ? [{ why: 'unrelated', a, b }] : []
  })
}

const articles = syntheticArticles(ARTICLES, 42)
const sets: Record<string, StoryPair[]> = {
  'light rewrites (8 % of words)': rewritesOf(articles, 0.08),
  'a quarter of the words replaced': rewritesOf(articles, 0.25),
  'pairs that are one story': [...sameStory],
  'pairs that must not merge': [...differentStories],
  'other subjects, shared sentences': unrelatedOf(articles),
}

const rowOf = (set: string, method: string, pairs: readonly StoryPair[], merged: number) => ({
  ...{ set, method, pairs: pairs.length, merged, share: Number((merged / pairs.length).toFixed(3)) },
})
const shown = ({ title, summary }: Text) => `${title} ${summary ?? ''}`
const trigrams = await askTrigrams()
const rows: ReturnType<typeof rowOf>[] = []
for (const [set, pairs] of Object.entries(sets)) {
  for (const [method, decide] of Object.entries(methods)) {
    rows.push(rowOf(set, method, pairs, pairs.filter((pair) => decide(pair.a, pair.b, pair.hours ?? 2)).length))
  }
  const similar = await trigrams.similarities(pairs.map(({ a, b }) => [shown(a), shown(b)]))
  rows.push(rowOf(set, 'pg_trgm', pairs, similar.filter((likeness) => likeness >= TRIGRAM_THRESHOLD).length))
}
await trigrams.close()

// After the rows above, so that the code is warm.
function signaturesASecond(): number {
  const start = process.hrtime.bigint()
  for (const article of articles) storySignature(article)
  return Math.round((articles.length / Number(process.hrtime.bigint() - start)) * 1e9)
}

if (process.argv.includes('--json')) console.log(JSON.stringify({ rows, signaturesASecond: signaturesASecond() }))
else {
  console.table(rows)
  console.log(`signatures a second: ${signaturesASecond()}`)
}
