import { load } from 'cheerio'

const DECLARATION = /<!ENTITY\s+([\w.-]{1,64})\s+(?:"([^"]{0,1000})"|'([^']{0,1000})')\s*>/g
const REFERENCE = /&([A-Za-z][\w.-]{0,63});/g
const ANY_REFERENCE = /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,31}));|&(amp|lt|gt|quot|nbsp)\b/g
const XML_OWN = new Set(['lt', 'gt', 'amp', 'quot', 'apos'])
// A kilobyte of entity named a million times is the classic bomb: past this, references stay as written.
const MAX_ADDED_CHARS = 1_000_000
const MEMORY_NAMES = 4000

/**
 * Replaces named references that XML does not know: those declared in the document's own DOCTYPE (`prolog`) and those
 * of HTML. Declared values that contain references to others are refused, so nothing can grow by nesting.
 */
export function expandEntities(body: string, prolog: string): string {
  const declared = declaredEntities(prolog)
  let added = 0
  return body.replace(REFERENCE, (written, name: string) => {
    if (XML_OWN.has(name)) return written
    const value = declared.get(name) ?? htmlEntity(name)?.replace(/[&<>]/g, (char) => `&#${char.charCodeAt(0)};`)
    if (value === undefined || added > MAX_ADDED_CHARS) return written
    added += value.length
    return value
  })
}

/** Decodes the character references of HTML, once: `&amp;lt;` becomes `&lt;`. Unknown names stay as written. */
export function decodeReferences(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(ANY_REFERENCE, (written, decimal?: string, hex?: string, name?: string, bare?: string) => {
    if (decimal !== undefined) return character(Number.parseInt(decimal, 10))
    if (hex !== undefined) return character(Number.parseInt(hex, 16))
    return htmlEntity(name ?? bare ?? '') ?? written
  })
}

function character(point: number): string {
  if (point >= 0x80 && point <= 0x9f) return new TextDecoder('windows-1252').decode(Uint8Array.of(point))
  if (point === 0 || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return ''
  return String.fromCodePoint(point)
}

function declaredEntities(prolog: string): Map<string, string> {
  const found = new Map<string, string>()
  if (!prolog.includes('<!ENTITY')) return found
  for (const [, name, double, single] of prolog.matchAll(DECLARATION)) {
    const value = double ?? single ?? ''
    const safe = !value.includes('&') || /^&#?\w{1,32};$/.test(value)
    if (name && safe && !found.has(name)) found.set(name, value)
  }
  return found
}

// The table of HTML's 2,231 names lives in cheerio's parser; asking it once a name is enough.
const asked = new Map<string, string | undefined>()

function htmlEntity(name: string): string | undefined {
  if (asked.has(name)) return asked.get(name)
  if (asked.size > MEMORY_NAMES) asked.clear()
  const reference = `&${name};`
  const decoded = load(reference, null, false).text()
  const value = decoded === reference ? undefined : decoded
  asked.set(name, value)
  return value
}
