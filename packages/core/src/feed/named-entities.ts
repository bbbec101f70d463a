import { load } from 'cheerio/slim'

const DECLARATION =
  /<!ENTITY\s+([\w.-]{1,64})\s+(?:"([^"]{0,1000})"\s*|'([^']{0,1000})'\s*|(?:SYSTEM|PUBLIC)\s[^<>]{0,1000})>/g
// Also the two that people write without their semicolon; inside an address (`&lt=3`) they are words.
const REFERENCE = /&([A-Za-z][\w.-]{0,63});|&(amp|lt|gt)(?![\w;=])/g
const ANY_REFERENCE = /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,31}));|&(amp|lt|gt|quot|nbsp)\b/g
const XML_OWN = new Set(['lt', 'gt', 'amp', 'quot', 'apos'])
// A kilobyte of entity named a million times is the classic bomb: past this, references stay as written.
const MAX_ADDED_CHARS = 1_000_000
// The names of HTML 4 and the few of HTML 5 that editors produce; the table behind them lives in cheerio's parser.
const HTML_NAMES =
  'quot amp apos lt gt nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml OElig oelig Scaron scaron Yuml fnof circ tilde Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho Sigma Tau Upsilon Phi Chi Psi Omega alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigmaf sigma tau upsilon phi chi psi omega thetasym upsih piv ensp emsp thinsp zwnj zwj lrm rlm ndash mdash lsquo rsquo sbquo ldquo rdquo bdquo dagger Dagger bull hellip permil prime Prime lsaquo rsaquo oline frasl euro image weierp real trade alefsym larr uarr rarr darr harr crarr lArr uArr rArr dArr hArr forall part exist empty nabla isin notin ni prod sum minus lowast radic prop infin ang and or cap cup int there4 sim cong asymp ne equiv le ge sub sup nsub sube supe oplus otimes perp sdot lceil rceil lfloor rfloor lang rang loz spades clubs hearts diams AMP LT GT QUOT COPY REG hyphen dash comma period colon semi excl quest lpar rpar lbrack rbrack num percnt plus equals sol bsol lowbar grave commat dollar ast verbar NewLine Tab check cross phone star starf horbar'

/**
 * Replaces named references that XML does not know: those declared in the document's own DOCTYPE (`prolog`) and those
 * of HTML. Declared values that contain references to others are refused, so nothing can grow by nesting.
 */
export function expandEntities(body: string, prolog: string): string {
  const declared = declaredEntities(prolog)
  const parts: string[] = []
  let copied = 0
  let added = 0
  for (const reference of body.matchAll(REFERENCE)) {
    const name = reference[1] ?? ''
    if (reference[2] !== undefined) {
      parts.push(body.slice(copied, reference.index), `${reference[0]};`)
      copied = reference.index + reference[0].length
      // Every piece costs memory beyond its letters; past some 100,000 of them this is no slip but an attack.
      added += 8
      if (added > MAX_ADDED_CHARS) break
      continue
    }
    if (XML_OWN.has(name)) continue
    const value =
      declared.get(name) ??
      htmlEntities()
        .get(name)
        ?.replace(/[&<>]/g, (char) => `&#${char.charCodeAt(0)};`)
    if (value === undefined) continue
    parts.push(body.slice(copied, reference.index), value)
    copied = reference.index + reference[0].length
    added += value.length
    if (added > MAX_ADDED_CHARS) break
  }
  return parts.join('') + body.slice(copied)
}

/** Decodes the character references of HTML, once: `&amp;lt;` becomes `&lt;`. Unknown names stay as written. */
export function decodeReferences(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(ANY_REFERENCE, (written, decimal?: string, hex?: string, name?: string, bare?: string) => {
    if (decimal !== undefined) return character(Number.parseInt(decimal, 10))
    if (hex !== undefined) return character(Number.parseInt(hex, 16))
    return htmlEntities().get(name ?? bare ?? '') ?? written
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
    // A file of ours that an entity names stays unread; a value that names other entities could grow without end.
    const value = (double ?? single ?? '').replace(/&#(?:38|x26);/gi, '&')
    const safe = /^&\w{1,32};$/.test(value) || !/&(?!#\w{1,8};|(?:amp|lt|gt|quot|apos);)/.test(value)
    if (name && safe && !found.has(name)) found.set(name, value)
  }
  return found
}

let table: ReadonlyMap<string, string> | undefined

function htmlEntities(): ReadonlyMap<string, string> {
  if (table) return table
  const names = HTML_NAMES.split(' ')
  const decoded = load(names.map((name) => `&${name};`).join('|'), null, false)
    .text()
    .split('|')
  // `|` itself is &verbar;, so it parts its own entry in two.
  const pipe = names.indexOf('verbar')
  decoded.splice(pipe, 2, '|')
  // HTML 4's angle brackets, which feeds of its time meant: HTML 5 moved these two names to the brackets of mathematics.
  const HTML4 = [
    ['lang', '\u2329'],
    ['rang', '\u232A'],
  ] as const
  table = new Map([...names.map((name, index) => [name, decoded[index] ?? ''] as const), ...HTML4])
  return table
}
