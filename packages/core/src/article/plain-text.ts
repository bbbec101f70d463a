// biome-ignore-all lint/suspicious/noControlCharactersInRegex: control characters are what is removed here
import { decodeReferences } from '../feed/named-entities.ts'

// Elements that end a word. Without a space there, extraction glues words (عنها + داعش) and the matcher is blind.
const INLINE = new Set(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr o:p q rp rt ruby s samp small span strike strong sub sup time tt u var wbr'.split(
    ' ',
  ),
)
const HIDDEN = new Set(['script', 'style', 'applet', 'template', 'noscript', 'iframe', 'object', 'svg', 'math', 'head'])
const TAG_START = /[A-Za-z/!?]/
const CONTROLS =
  /[\u0000-\u0008\u000E-\u001F\u007F-\u009F\u00AD\uFEFF\uFFFE\uFFFF\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C]/g

/** Folds every run of white space to one space; takes out control characters, bidi controls and lone surrogates. */
export function tidyText(text: string): string {
  return text.replace(CONTROLS, '').replace(/\s+/g, ' ').trim().toWellFormed()
}

/**
 * HTML to one line of plain text, in linear time: tags and comments go, block elements leave a space, scripts and
 * styles go with their content, references are decoded once. A `<` that starts no tag is text.
 */
export function plainText(html: string): string {
  if (!html.includes('<')) return tidyText(decodeReferences(html))
  const parts: string[] = []
  const unclosed = new Set<string>()
  let at = 0
  while (at < html.length) {
    const open = nextTag(html, at)
    parts.push(decodeReferences(html.slice(at, open)))
    if (open === html.length) break
    const tag = readTag(html, open)
    at = HIDDEN.has(tag.name) && !tag.closing ? afterHidden(html, tag, unclosed) : tag.end
    if (!INLINE.has(tag.name)) parts.push(' ')
  }
  return tidyText(parts.join(''))
}

function nextTag(html: string, from: number): number {
  for (let at = html.indexOf('<', from); at !== -1; at = html.indexOf('<', at + 1)) {
    if (TAG_START.test(html[at + 1] ?? '')) return at
  }
  return html.length
}

function readTag(html: string, open: number): { name: string; closing: boolean; end: number } {
  if (html.startsWith('<!--', open)) return { name: 'wbr', closing: false, end: indexAfter(html, '-->', open + 4) }
  if (html.startsWith('<![CDATA[', open)) return { name: 'wbr', closing: false, end: open + 9 }
  const closing = html[open + 1] === '/'
  const name = /[^\s/>]{0,40}/y
  name.lastIndex = open + (closing ? 2 : 1)
  return { name: (name.exec(html)?.[0] ?? '').toLowerCase(), closing, end: tagEnd(html, open) }
}

function indexAfter(html: string, mark: string, from: number): number {
  const found = html.indexOf(mark, from)
  return found === -1 ? html.length : found + mark.length
}

/** A `>` inside a quoted value does not end the tag, unless the quote is never closed. */
function tagEnd(html: string, open: number): number {
  let quote = ''
  let plainEnd = -1
  for (let i = open + 1; i < html.length; i++) {
    const char = html[i] as string
    if (char === '>') {
      if (quote === '') return i + 1
      if (plainEnd === -1) plainEnd = i + 1
    } else if (quote !== '') {
      if (char === quote) quote = ''
    } else if ((char === '"' || char === "'") && html[i - 1] === '=') quote = char
    if (quote !== '' && plainEnd !== -1 && i - plainEnd > 500) return plainEnd
  }
  return plainEnd === -1 ? html.length : plainEnd
}

/** `unclosed` remembers names without a closing tag ahead: looking again for each would take quadratic time. */
function afterHidden(html: string, tag: { name: string; end: number }, unclosed: Set<string>): number {
  if (unclosed.has(tag.name)) return tag.end
  const close = new RegExp(`</${tag.name}\\b[^>]{0,100}>?`, 'gi')
  close.lastIndex = tag.end
  const found = close.exec(html)
  if (found) return found.index + found[0].length
  unclosed.add(tag.name)
  return tag.end
}
