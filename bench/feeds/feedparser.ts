import { spawnSync } from 'node:child_process'
import type { FeedInput } from '@rasid/core'
import { asText, asTitle, type CoreFeed } from './read-feed-core.ts'

const SCRIPT = `
import sys, json, base64, calendar, time, warnings
import feedparser
warnings.simplefilter('ignore')
def moment(t):
    return calendar.timegm(t) * 1000 if t else None
def core(e):
    g = lambda k: dict.get(e, k)
    return [g('title'), g('link'), g('id'), moment(g('published_parsed')), moment(g('updated_parsed'))]
out = []
start = time.time()
for d in json.load(sys.stdin):
    try:
        headers = {'content-type': d['type'], 'content-location': d['location']}
        f = feedparser.parse(base64.b64decode(d['bytes']), response_headers={k: v for k, v in headers.items() if v})
        out.append([dict.get(f.feed, 'title'), [core(e) for e in f.entries]])
    except Exception:
        out.append(None)
print(json.dumps({'seconds': time.time() - start, 'version': feedparser.__version__, 'feeds': out}))
`

type Row = [string | null, (string | number | null)[][]] | null

export interface FeedparserAnswer {
  version: string
  seconds: number
  feeds: (CoreFeed | null)[]
}

/** Python's feedparser over all documents in one process; null where no python3 here has it. */
export function readWithFeedparser(inputs: readonly FeedInput[]): FeedparserAnswer | null {
  const documents = inputs.map(({ bytes, contentType, url, contentLocation }) => ({
    bytes: Buffer.from(bytes).toString('base64'),
    type: contentType ?? 'application/xml',
    location: contentLocation ?? url ?? null,
  }))
  for (const python of ['python3', '/usr/bin/python3']) {
    const run = spawnSync(python, ['-c', SCRIPT], { input: JSON.stringify(documents), maxBuffer: 2 ** 28 })
    if (run.status !== 0) continue
    const answer = JSON.parse(run.stdout.toString()) as { seconds: number; version: string; feeds: Row[] }
    return { ...answer, feeds: answer.feeds.map(coreOf) }
  }
  return null
}

function coreOf(row: Row): CoreFeed | null {
  if (!row) return null
  const date = (moment: unknown) => (typeof moment === 'number' ? new Date(moment).toISOString() : undefined)
  const items = row[1].map(([title, link, id, published, updated]) => ({
    ...{ title: asTitle(title), link: asText(link), id: asText(id) ?? asText(link) },
    // It says one date of the two where only one is known; neither is held against it.
    ...{ publishedAt: date(published) ?? date(updated), updatedAt: date(updated) ?? date(published) },
  }))
  return { title: asTitle(row[0]), items }
}
