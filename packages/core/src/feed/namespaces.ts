// Canonical prefix by namespace address. '' is the vocabulary of RSS, Atom and CDF itself, whose elements publishers
// mix freely; an address is compared in lower case and without a closing slash or hash.
const PREFIXES: Readonly<Record<string, string>> = {
  'http://www.w3.org/2005/atom': '',
  'http://purl.org/atom/ns': '',
  'http://purl.org/rss/1.0': '',
  'http://purl.org/rss/1.0/modules/rss091': '',
  'http://my.netscape.com/rdf/simple/0.9': '',
  'http://channel.netscape.com/rdf/simple/0.9': '',
  'http://backend.userland.com/rss': '',
  'http://backend.userland.com/rss2': '',
  'http://backend.userland.com/rss091': '',
  'http://blogs.law.harvard.edu/tech/rss': '',
  'http://cyber.law.harvard.edu/rss': '',
  'http://example.com/newformat': '',
  'http://example.com/necho': '',
  'http://purl.org/echo': '',
  'uri/of/echo/namespace': '',
  'http://purl.org/pie': '',
  'http://www.sitemaps.org/schemas/sitemap/0.9': '',
  'http://www.google.com/schemas/sitemap/0.9': '',
  'http://www.google.com/schemas/sitemap/0.84': '',
  'http://www.google.com/schemas/sitemap-news/0.9': 'news',
  'http://purl.org/rss/1.0/modules/content': 'content',
  'http://purl.org/dc/elements/1.1': 'dc',
  'http://purl.org/dc/elements/1.0': 'dc',
  'http://purl.org/dc/terms': 'dcterms',
  'http://www.itunes.com/dtds/podcast-1.0.dtd': 'itunes',
  'http://www.itunes.com/dtd/podcast-1.0.dtd': 'itunes',
  'http://example.com/dtds/podcast-1.0.dtd': 'itunes',
  'http://search.yahoo.com/mrss': 'media',
  'http://purl.org/rss/1.0/modules/syndication': 'sy',
  'http://purl.org/rss/1.0/modules/link': 'l',
  'http://rssnamespace.org/feedburner/ext/1.0': 'feedburner',
  'http://www.w3.org/1999/02/22-rdf-syntax-ns': 'rdf',
  'http://www.w3.org/1999/xhtml': 'xhtml',
  'http://www.w3.org/xml/1998/namespace': 'xml',
  'http://schemas.pocketsoap.com/rss/mydescmodule': 'szf',
  'http://www.w3.org/2003/01/geo/wgs84_pos': 'geo',
}

// What an undeclared prefix is taken for: half of the hand-made feeds forget the declaration.
const USUAL = new Set([
  'content',
  'dc',
  'dcterms',
  'itunes',
  'media',
  'sy',
  'feedburner',
  'rdf',
  'xhtml',
  'news',
  'xml',
])
const OWN = new Set(['atom', 'atom10', 'atom03', 'a10', 'rss', 'atom2'])

/** The canonical prefix of a namespace address, or null for one that means nothing to us. */
export function prefixOfNamespace(address: string): string | null {
  return (
    PREFIXES[
      address
        .trim()
        .toLowerCase()
        .replace(/[/#]+$/, '')
    ] ?? null
  )
}

/** The canonical prefix of a prefix that the document never declared. */
export function prefixUndeclared(prefix: string): string {
  if (OWN.has(prefix)) return ''
  return USUAL.has(prefix) ? prefix : `?${prefix}`
}
