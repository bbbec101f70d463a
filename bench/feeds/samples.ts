// Sound feeds of every format and charset, to be spoilt. The newsroom writes them, so that they are what the tests serve.
import { type Charset, type FeedFormat, type OutletOptions, startNewsroom } from '@rasid/stand-ins'

const FORMATS: readonly FeedFormat[] = ['rss', 'atom', 'rdf', 'json']
const CHARSETS: readonly Charset[] = ['utf-8', 'windows-1256', 'iso-8859-6']

function outlets(): OutletOptions[] {
  return FORMATS.flatMap((format) =>
    CHARSETS.filter((charset) => format !== 'json' || charset === 'utf-8').map((charset) => ({
      ...{ name: `${format}-${charset}`, title: `وكالة ${format}`, format, charset },
    })),
  )
}

async function serve(): Promise<Uint8Array[]> {
  const newsroom = await startNewsroom({ outlets: outlets(), now: () => Date.UTC(2026, 10, 22) })
  try {
    for (const { name } of newsroom.outlets()) {
      for (let n = 0; n < 6; n++) {
        const [title, summary] = [`خبر <b>رقم</b> ${n} & "غيره"`, `تفاصيل الخبر ${n} من ${name}`]
        newsroom.publish(name, { title, summary, author: 'مراسل' })
      }
    }
    const bodies = newsroom.outlets().map(async ({ feedUrl }) => (await fetch(feedUrl)).arrayBuffer())
    return (await Promise.all(bodies)).map((body) => new Uint8Array(body))
  } finally {
    await newsroom.close()
  }
}

const PAGE = `<!doctype html><html><head><meta charset="utf-8"><link rel="alternate" type="application/rss+xml" href="/rss">
</head><body><p>نص</p></body></html>`
const SITEMAP = `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://a.example/1</loc><news:news><news:title>خبر</news:title>
<news:publication_date>2026-11-22</news:publication_date></news:news></url></urlset>`

/** The bytes of every sample. */
export const SAMPLES: readonly Uint8Array[] = [
  ...(await serve()),
  ...[PAGE, SITEMAP].map((text) => new TextEncoder().encode(text)),
]
