import { encodeText } from './charset.ts'
import { feedFile, type Outlet, type PublishedArticle } from './outlet.ts'

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const TYPES = {
  rss: 'application/rss+xml',
  atom: 'application/atom+xml',
  rdf: 'application/rdf+xml',
  json: 'application/feed+json',
}

export interface FeedBody {
  bytes: Buffer
  contentType: string
}

/** The outlet's feed as it stands now: the same articles always give the same bytes. */
export function writeFeed(outlet: Outlet): FeedBody {
  const articles = outlet.articles.slice(0, outlet.shows)
  const isHeaderSaid = outlet.charsetIn === 'both' || outlet.charsetIn === 'header'
  const contentType = TYPES[outlet.format] + (isHeaderSaid ? `; charset=${outlet.charset}` : '')
  if (outlet.format === 'json') return { bytes: Buffer.from(writeJson(outlet, articles)), contentType }
  const body = { rss: writeRss, atom: writeAtom, rdf: writeRdf }[outlet.format](outlet, articles)
  return { bytes: encodeText(declaration(outlet) + body, outlet.charset), contentType }
}

function declaration(outlet: Outlet): string {
  const isSaid = outlet.charsetIn === 'both' || outlet.charsetIn === 'declaration'
  return `<?xml version="1.0"${isSaid ? ` encoding="${outlet.charset}"` : ''}?>\n`
}

function writeRss(outlet: Outlet, articles: readonly PublishedArticle[]): string {
  const items = articles.map((article) =>
    [
      '<item>',
      element('title', article.title),
      element('link', article.url),
      `<guid isPermaLink="false">${escapeXml(article.id)}</guid>`,
      element('pubDate', article.publishedAt.toUTCString()),
      article.author === null ? '' : element('dc:creator', article.author),
      `<description><![CDATA[<p>${escapeXml(article.summary)}</p>]]></description>`,
      '</item>',
    ].join('\n'),
  )
  const ttl = outlet.ttlMinutes === null ? '' : element('ttl', String(outlet.ttlMinutes))
  const head = `${element('title', outlet.title)}\n${element('link', `${outlet.origin}/`)}\n${element('description', outlet.title)}\n${element('language', outlet.language)}\n${ttl}`
  return `<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>\n${head}\n${items.join('\n')}\n</channel></rss>\n`
}

function writeAtom(outlet: Outlet, articles: readonly PublishedArticle[]): string {
  const entries = articles.map((article) =>
    [
      '<entry>',
      element('id', article.id),
      `<title type="html">${escapeXml(escapeXml(article.title))}</title>`,
      `<link rel="alternate" href="${escapeXml(article.url)}"/>`,
      element('published', article.publishedAt.toISOString()),
      element('updated', (article.updatedAt ?? article.publishedAt).toISOString()),
      article.author === null ? '' : `<author>${element('name', article.author)}</author>`,
      element('summary', article.summary),
      '</entry>',
    ].join('\n'),
  )
  const self = `${outlet.origin}/${feedFile('atom')}`
  const head = `${element('id', self)}\n${element('title', outlet.title)}\n<link href="${outlet.origin}/"/>\n<link rel="self" href="${self}"/>\n${element('updated', outlet.changedAt.toISOString())}`
  return `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${outlet.language}">\n${head}\n${entries.join('\n')}\n</feed>\n`
}

function writeRdf(outlet: Outlet, articles: readonly PublishedArticle[]): string {
  const list = articles.map((article) => `<rdf:li rdf:resource="${escapeXml(article.url)}"/>`).join('')
  const items = articles.map((article) =>
    [
      `<item rdf:about="${escapeXml(article.url)}">`,
      element('title', article.title),
      element('link', article.url),
      element('description', article.summary),
      element('dc:date', article.publishedAt.toISOString()),
      '</item>',
    ].join('\n'),
  )
  const channel = `<channel rdf:about="${outlet.origin}/">\n${element('title', outlet.title)}\n${element('link', `${outlet.origin}/`)}\n${element('description', outlet.title)}\n<items><rdf:Seq>${list}</rdf:Seq></items>\n</channel>`
  return `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">\n${channel}\n${items.join('\n')}\n</rdf:RDF>\n`
}

function writeJson(outlet: Outlet, articles: readonly PublishedArticle[]): string {
  const items = articles.map((article) => ({
    ...{ id: article.id, url: article.url, title: article.title, summary: article.summary },
    content_html: `<p>${escapeXml(article.summary)}</p>`,
    date_published: article.publishedAt.toISOString(),
    ...(article.author !== null && { authors: [{ name: article.author }] }),
  }))
  const head = { version: 'https://jsonfeed.org/version/1.1', title: outlet.title, language: outlet.language }
  const links = { home_page_url: `${outlet.origin}/`, feed_url: `${outlet.origin}/${feedFile('json')}` }
  return JSON.stringify({ ...head, ...links, items }, null, 1)
}

function element(name: string, text: string): string {
  return `<${name}>${escapeXml(text)}</${name}>`
}

/** Text for XML and HTML, also inside quoted attributes. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (char) => ESCAPES[char] ?? char)
}
