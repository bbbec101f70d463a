import { plainText, tidyText } from './plain-text.ts'

/** What a page says of itself in its head, in schema.org terms. */
export interface PageMetadata {
  title?: string
  outlet?: string
  author?: string
  published?: string
  modified?: string
  image?: string
  body?: string
  /** False when the publisher marks the page as paid. */
  free?: boolean
  kind?: string
}

type Json = Record<string, unknown>

const ARTICLE_TYPES =
  /(?:Article|NewsArticle|BlogPosting|Report|LiveBlogPosting|OpinionNewsArticle|SocialMediaPosting)$/
const MOST_NODES = 500
const LONGEST_JSON = 1_000_000

/** The article that a page's JSON-LD scripts describe; `scripts` is their raw text, broken ones are skipped. */
export function metadataFromJsonLd(scripts: readonly string[]): PageMetadata {
  const nodes = scripts.flatMap(nodesOf)
  const article = nodes.find((node) => typesOf(node).some((type) => ARTICLE_TYPES.test(type)))
  if (!article) return {}
  const body = text(article.articleBody)
  return defined({
    title: line(article.headline) ?? line(article.name),
    outlet: line(nameOf(article.publisher)),
    author: namesOf(article.author),
    published: text(article.datePublished),
    modified: text(article.dateModified),
    image: imageOf(article.image),
    body,
    free: /^(?:false|no)$/i.test(String(article.isAccessibleForFree ?? '')) ? false : undefined,
    kind: 'article',
  })
}

function nodesOf(script: string): Json[] {
  if (script.length > LONGEST_JSON) return []
  const found: Json[] = []
  const todo: unknown[] = [parsed(script)]
  while (todo.length > 0 && found.length < MOST_NODES) {
    const value = todo.shift()
    if (Array.isArray(value)) todo.push(...value.slice(0, MOST_NODES))
    else if (isRecord(value)) {
      found.push(value)
      if (value['@graph']) todo.push(value['@graph'])
      if (value.mainEntity) todo.push(value.mainEntity)
    }
  }
  return found
}

/** Raw line breaks inside strings are the usual defect of hand-made JSON-LD. */
function parsed(script: string): unknown {
  const trimmed = script
    .replace(/^\s*(?:<!--|\/\*\s*<!\[CDATA\[\s*\*\/|<!\[CDATA\[)/, '')
    .replace(/(?:-->|\/\*\s*\]\]>\s*\*\/|\]\]>)\s*$/, '')
  for (const candidate of [trimmed, trimmed.replace(/[\r\n\t]+/g, ' ')]) {
    try {
      return JSON.parse(candidate)
    } catch {
      // The next candidate is the repaired text; after it the script says nothing.
    }
  }
  return null
}

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function typesOf(node: Json): string[] {
  const type = node['@type']
  return (Array.isArray(type) ? type : [type]).filter((name) => typeof name === 'string')
}

function text(value: unknown): string | undefined {
  const first = Array.isArray(value) ? value.find((part) => typeof part === 'string') : value
  return typeof first === 'string' && first.trim() !== '' ? first.trim() : undefined
}

function line(value: unknown): string | undefined {
  const written = text(value)
  return written === undefined ? undefined : plainText(written).slice(0, 1000) || undefined
}

function nameOf(value: unknown): unknown {
  const one = Array.isArray(value) ? value[0] : value
  return isRecord(one) ? one.name : one
}

function namesOf(value: unknown): string | undefined {
  const people = (Array.isArray(value) ? value : [value]).slice(0, 10).map((person) => line(nameOf(person)))
  const names = people.filter((name) => name !== undefined && !/^https?:/.test(name))
  return names.length > 0 ? [...new Set(names)].join('، ').slice(0, 300) : undefined
}

function imageOf(value: unknown): string | undefined {
  const one = Array.isArray(value) ? value[0] : value
  return isRecord(one) ? text(one.url ?? one.contentUrl) : text(one)
}

/** What `<meta>` tags say, by lower-case name or property; the first of a name counts. */
export function metadataFromTags(tags: ReadonlyMap<string, string>): PageMetadata {
  const first = (...names: string[]): string | undefined =>
    names.map((name) => tags.get(name)).find((value) => value !== undefined && value.trim() !== '')
  const author = first('author', 'article:author', 'dc.creator', 'parsely-author', 'byl')
  return defined({
    title: line(first('og:title', 'twitter:title', 'dc.title', 'parsely-title')),
    outlet: line(first('og:site_name', 'application-name', 'dc.publisher')),
    author: author && !/^https?:/.test(author) ? tidyText(author).slice(0, 300) : undefined,
    published: first(
      'article:published_time',
      'article:published',
      'og:published_time',
      'datepublished',
      'dc.date.issued',
      'dc.date',
      'pubdate',
      'publishdate',
      'date',
      'parsely-pub-date',
      'sailthru.date',
      'cxenseparse:recs:publishtime',
    ),
    modified: first('article:modified_time', 'og:updated_time', 'datemodified', 'last-modified', 'dc.date.modified'),
    image: first('og:image', 'og:image:url', 'twitter:image', 'twitter:image:src'),
    kind: first('og:type')?.toLowerCase(),
  })
}

function defined<T extends object>(record: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
}
