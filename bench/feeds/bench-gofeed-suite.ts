// How many core fields of gofeed's own test documents our reader gets as gofeed's tests expect them.
// Run: npm run bench:gofeed-suite -- <folder>, the folder `testdata` of a checkout of github.com/mmcdole/gofeed or of Debian's
// source package golang-github-mmcdole-gofeed. gofeed keeps markup in titles, so its titles are brought to plain text first.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { plainText, readFeed } from '@rasid/core'

interface Link {
  href?: string
  rel?: string
}
/** What gofeed's expectations may say of a feed or an item; the names differ between its parsers and its translator. */
interface Expected {
  title?: string
  link?: string
  links?: Link[]
  id?: string
  guid?: string | { value?: string }
  publishedParsed?: string
  pubDateParsed?: string
  items?: Expected[]
  entries?: Expected[]
}

const FOLDERS = ['translator/rss', 'translator/atom', 'parser/rss', 'parser/atom']
const folder = process.argv[2]
if (folder === undefined || !existsSync(join(folder, 'parser'))) {
  process.stderr.write('usage: npm run bench:gofeed-suite -- <the folder testdata of gofeed>\n')
  process.exit(2)
}

let fields = 0
const differences: string[] = []

/** Counts a field that the expectation states; white space does not matter. */
function compare(where: string, ours: string | number | undefined, theirs: string | number | undefined): void {
  if (theirs === undefined || theirs === '') return
  fields += 1
  const [got, wanted] = [ours, theirs].map((value) =>
    String(value ?? '')
      .replace(/\s+/g, ' ')
      .trim(),
  )
  if (got !== wanted) differences.push(`${where}: ${JSON.stringify(ours)}, expected ${JSON.stringify(theirs)}`)
}

const linkOf = ({ link, links = [] }: Expected) =>
  link ?? links.find(({ rel }) => rel === undefined || rel === '' || rel === 'alternate')?.href
const idOf = ({ id, guid }: Expected) => id ?? (typeof guid === 'object' ? guid.value : guid)
const second = (date: string | undefined) => date && new Date(date).toISOString().slice(0, 19)

function check(path: string, expected: Expected): void {
  const read = readFeed({ bytes: readFileSync(path) })
  if (read.kind !== 'feed') {
    compare(`${path} kind`, read.kind, 'feed')
    return
  }
  const items = expected.items ?? expected.entries ?? []
  compare(`${path} title`, read.title, plainText(expected.title ?? ''))
  compare(`${path} link`, read.link, linkOf(expected))
  compare(`${path} items`, read.items.length, items.length > 0 ? items.length : undefined)
  for (const [n, item] of items.entries()) {
    const ours = read.items[n]
    compare(`${path} item title`, ours?.title, plainText(item.title ?? ''))
    compare(`${path} item link`, ours?.link, linkOf(item))
    compare(`${path} item id`, ours?.id, idOf(item))
    compare(`${path} item date`, second(ours?.publishedAt), second(item.publishedParsed ?? item.pubDateParsed))
  }
}

for (const name of FOLDERS.map((part) => join(folder, part))) {
  for (const file of readdirSync(name).filter((entry) => entry.endsWith('.xml'))) {
    const expectation = join(name, file.replace(/xml$/, 'json'))
    const expected: Expected | null = existsSync(expectation) ? JSON.parse(readFileSync(expectation, 'utf8')) : null
    if (expected) check(join(name, file), expected)
  }
}
for (const difference of differences) process.stdout.write(`${difference}\n`)
const right = fields - differences.length
process.stdout.write(`${right} of ${fields} core fields as expected (${((100 * right) / fields).toFixed(1)} %)\n`)
