// How many core fields of odd feeds come out right, and how fast an honest feed is read, beside feedsmith, rss-parser and
// Python's feedparser. Run: npm run bench:feeds [-- --json]
// What it does not show: the suite is our own, each row a defect that we met, so our share says only that none came back;
// the peers' shares say how far they are from what our readers need, not from their own aims. Peers get their titles
// stripped and their dates read by our functions. Engines of Node read in this process, feedparser in one of its own.
import type { FeedInput } from '@rasid/core'
import { DATE_DEFECTS, type Defect, LINK_DEFECTS, MARKUP_DEFECTS, TEXT_DEFECTS } from '@rasid/core/testing'
import { readWithFeedparser } from './feedparser.ts'
import { honestFeed } from './honest-feed.ts'
import { readWithFeedsmith, readWithRssParser, readWithTunedRssParser } from './peers.ts'
import { type CoreFeed, type CoreItem, type Engine, readWithRasid } from './read-feed-core.ts'

const DEFECTS: readonly Defect[] = [...TEXT_DEFECTS, ...LINK_DEFECTS, ...MARKUP_DEFECTS, ...DATE_DEFECTS]
const FIELDS = ['feed title', 'count', 'title', 'link', 'id', 'date'] as const
const ITEM_FIELDS = { title: 'title', link: 'link', id: 'id', publishedAt: 'date', updatedAt: 'date' } as const
const ROUNDS = 5

type Field = (typeof FIELDS)[number]
type Tally = Record<Field, { right: number; of: number }>

const ENGINES: Record<string, Engine> = {
  rasid: readWithRasid,
  feedsmith: readWithFeedsmith,
  'rss-parser, tuned': readWithTunedRssParser,
  'rss-parser': readWithRssParser,
}

function inputOf({ input, url, contentLocation, contentType }: Defect): FeedInput {
  return {
    bytes: new TextEncoder().encode(input),
    ...(url && { url }),
    ...(contentLocation && { contentLocation }),
    ...(contentType && { contentType }),
  }
}

/** Every stated core field of every row, right or wrong; a refused document has all of its fields wrong. */
function tally(read: readonly (CoreFeed | null)[]): Tally {
  const sums = Object.fromEntries(FIELDS.map((field) => [field, { right: 0, of: 0 }])) as Tally
  const count = (field: Field, isRight: boolean): void => {
    sums[field].of++
    if (isRight) sums[field].right++
  }
  for (const [index, { expect, items }] of DEFECTS.entries()) {
    const feed = read[index] ?? null
    if ('title' in expect) count('feed title', feed !== null && feed.title === expect.title)
    if (items) count('count', feed?.items.length === items.length)
    for (const [place, item] of (items ?? []).entries()) {
      for (const [name, field] of Object.entries(ITEM_FIELDS)) {
        const key = name as keyof CoreItem
        if (key in item) count(field, feed !== null && feed.items[place]?.[key] === item[key])
      }
    }
  }
  return sums
}

const share = ({ right, of }: { right: number; of: number }): number => Math.round((right / of) * 1000) / 10

function figuresOf(sums: Tally, megabytesPerSecond: number) {
  const all = Object.values(sums).reduce((a, b) => ({ right: a.right + b.right, of: a.of + b.of }))
  const fields = Object.fromEntries(FIELDS.map((field) => [field, share(sums[field])]))
  return { ...fields, all: share(all), 'MB/s': Math.round(megabytesPerSecond * 10) / 10 }
}

/** The best of several rounds: the others were disturbed by something else. */
async function speedOf(engine: Engine, input: FeedInput): Promise<number> {
  let best = 0
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now()
    await engine(input)
    best = Math.max(best, input.bytes.length / 1000 / (performance.now() - start))
  }
  return best
}

const inputs = DEFECTS.map(inputOf)
const honest: FeedInput = { bytes: honestFeed() }
const figures: Record<string, ReturnType<typeof figuresOf>> = {}
for (const [name, engine] of Object.entries(ENGINES)) {
  const read: (CoreFeed | null)[] = []
  for (const input of inputs) read.push(await engine(input))
  figures[name] = figuresOf(tally(read), await speedOf(engine, honest))
}
const feedparser = readWithFeedparser(inputs)
if (feedparser) {
  const seconds = readWithFeedparser([honest])?.seconds ?? Number.POSITIVE_INFINITY
  figures[`feedparser ${feedparser.version}`] = figuresOf(tally(feedparser.feeds), honest.bytes.length / 1e6 / seconds)
}

if (process.argv.includes('--json')) console.log(JSON.stringify({ defects: DEFECTS.length, figures }))
else {
  console.log(
    `${DEFECTS.length} named defects: % of stated core fields right; MB/s on ${(honest.bytes.length / 1e6).toFixed(1)} MB`,
  )
  console.table(figures)
  if (!feedparser) console.log("Python's feedparser is not installed here (apt-get install python3-feedparser).")
}
