// One linear scanner of markup, by the rules of the tree parser that reads it afterwards.

/** `item` of `rss:item`, in lower case. */
export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1).toLowerCase()
}

/** Where a comment, CDATA section, instruction or declaration that starts at `at` ends; null when an element starts there. */
export function skipNonElement(text: string, at: number): number | null {
  const endOf = (mark: string, from: number): number => {
    const found = text.indexOf(mark, from)
    return found === -1 ? text.length : found + mark.length
  }
  if (text.startsWith('<!--', at)) return endOf('-->', at + 4)
  if (text.startsWith('<![CDATA[', at)) return endOf(']]>', at + 9)
  if (text.startsWith('<?', at)) return endOf('>', at + 2)
  if (text.startsWith('<!', at)) return endOf('>', at + 2)
  return null
}

/** The next `<` from `from` on that starts markup (a tree parser would take any), or -1. */
export function nextMarkup(text: string, from: number): number {
  let at = text.indexOf('<', from)
  while (at !== -1 && !/[A-Za-z_/!?]/.test(text[at + 1] ?? '')) at = text.indexOf('<', at + 1)
  return at
}

// A name of this length is no name; without the limit a run of `<` would be scanned from each of them.
const TAG_NAME = /[^\s/><]{1,200}/y

/** A tag as it stands in the text; `name` in lower case, with its prefix. */
export interface Tag {
  name: string
  closing: boolean
  selfClosing: boolean
  end: number
  /** A quote in it is never closed. */
  broken: boolean
  /** It ends in an unquoted value and `/>`: the tree parser would take the slash for part of the value. */
  bareValue: boolean
}

/** The tag that starts at `at`. `lost` belongs to one scan: see `tagEnd`. */
export function tagAt(text: string, at: number, lost: Set<string>): Tag {
  const closing = text[at + 1] === '/'
  TAG_NAME.lastIndex = at + (closing ? 2 : 1)
  const name = TAG_NAME.exec(text)?.[0].toLowerCase() ?? ''
  const found = tagEnd(text, at + 1 + name.length, lost)
  const end = Math.abs(found)
  const selfClosing = text[end - 2] === '/'
  const bareValue = selfClosing && /=[^\s"'=]{1,500}$/.test(text.slice(Math.max(at, end - 502), end - 2))
  return { name, closing, selfClosing, end, broken: found < 0, bareValue }
}

/**
 * Where the tag whose name ends at `at` ends, by the quoting rules of the tree parser: a quote counts after `=` only.
 * Below zero when a quote is never closed: then the tag ends at its first `>`, or it would swallow the document.
 * `lost` remembers such quotes, for looking to the end again from each tag would take quadratic time.
 */
function tagEnd(text: string, at: number, lost: Set<string>): number {
  let afterEquals = false
  for (let i = at; i < text.length; i++) {
    const char = text[i] as string
    if (char === '>') return i + 1
    if (afterEquals && (char === '"' || char === "'")) {
      const close = lost.has(char) ? -1 : text.indexOf(char, i + 1)
      if (close === -1 || isOpenQuote(text, i, close)) {
        if (close === -1) lost.add(char)
        const plain = text.indexOf('>', i)
        return plain === -1 ? text.length : -(plain + 1)
      }
      i = close
      afterEquals = false
    } else if (char === '=') afterEquals = true
    else if (char !== ' ' && char !== '\n' && char !== '\t' && char !== '\r') afterEquals = false
  }
  return text.length
}

/** A closing quote that letters follow opens the next value: if there is a tag between, this one was forgotten. */
function isOpenQuote(text: string, from: number, close: number): boolean {
  if (/[\s/>?]/.test(text[close + 1] ?? '>')) return false
  const open = text.indexOf('<', from)
  return open !== -1 && open < close
}

/** The elements that are open at a place of the text. */
export class OpenTags {
  readonly stack: string[] = []
  private readonly counts = new Map<string, number>()

  open(name: string): void {
    this.stack.push(name)
    this.counts.set(name, this.count(name) + 1)
  }

  count(name: string): number {
    return this.counts.get(name) ?? 0
  }

  /** Closes up to the nearest `name`; a closing tag that was never opened is ignored. */
  close(name: string): void {
    if (this.count(name) === 0) return
    for (let top = this.stack.pop(); top !== undefined; top = this.stack.pop()) {
      this.counts.set(top, this.count(top) - 1)
      if (top === name) return
    }
  }
}

const NEVER_NESTED = new Set(
  'area base br col embed hr img input link meta param source track wbr p li dt dd tr td th option'.split(' '),
)

/** Whether HTML nests deeper than `limit`, in linear time; elements that close themselves do not count. */
export function nestsDeeper(html: string, limit: number): boolean {
  const tags = new OpenTags()
  const lost = new Set<string>()
  for (let at = html.indexOf('<'); at !== -1; ) {
    const after = skipNonElement(html, at)
    if (after !== null) {
      at = html.indexOf('<', after)
      continue
    }
    const tag = tagAt(html, at, lost)
    if (/^[a-z]/.test(tag.name) && !NEVER_NESTED.has(tag.name)) {
      if (tag.closing) tags.close(tag.name)
      else if (!tag.selfClosing) tags.open(tag.name)
    }
    if (tags.stack.length > limit) return true
    at = html.indexOf('<', tag.end)
  }
  return false
}
