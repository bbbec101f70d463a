import { isCodePage } from './code-pages.ts'

const CHARSET_PARAMETER = /charset\s*=\s*["']?\s*([\w.:+-]{2,40})/i
const XML_DECLARATION = /^\s{0,64}<\?xml\s[^>]{0,300}?encoding\s*=\s*["']\s*([\w.:+-]{2,40})/i
const META_CHARSET = /<meta\s[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:+-]{2,40})/i

// Names that publishers write and that the WHATWG list does not know.
const ODD_LABELS: Readonly<Record<string, string>> = {
  utf: 'utf-8',
  'utf-8859-1': 'utf-8',
  'arabic-windows': 'windows-1256',
  'ucs-2': 'utf-16le',
  utf16: 'utf-16',
  l7: 'iso-8859-13',
  latin7: 'iso-8859-13',
  thai: 'windows-874',
  big5hkscs: 'big5-hkscs',
  mskanji: 'shift_jis',
  'cp-is': 'cp861',
  ruscii: 'cp1125',
  roman8: 'hp-roman8',
  r8: 'hp-roman8',
  ptcp154: 'pt154',
  csptcp154: 'pt154',
  cp154: 'pt154',
  'cyrillic-asian': 'pt154',
  'strk1048-2002': 'kz-1048',
  'cp-gr': 'cp869',
  cp1051: 'hp-roman8',
  ibm1051: 'hp-roman8',
  kz1048: 'kz-1048',
  rk1048: 'kz-1048',
}
// Charsets of East Asia under the names of their standards' parts and editions.
const FAMILIES: readonly (readonly [RegExp, string])[] = [
  [/^(?:euc-?(?:gb2312-)?cn|gb-?2312|gb18030|ms-?936)/, 'gb18030'],
  [/^(?:big5|hkscs|ms-?950)/, 'big5'],
  [/^(?:euc-?kr|uhc|ms-?949|ks-?[cx])/, 'euc-kr'],
  [/^(?:s-?jis|shift-?jis|ms-?932)/, 'shift_jis'],
  [/^(?:euc-?ji?[sp]|u-?jis|jisx0213)/, 'euc-jp'],
  [/^iso-?2022-?jp/, 'iso-2022-jp'],
]
const MAC: Readonly<Record<string, string>> = {
  roman: 'macintosh',
  intosh: 'macintosh',
  cyrillic: 'x-mac-cyrillic',
  arabic: 'x-mac-arabic',
  greek: 'x-mac-greek',
  turkish: 'x-mac-turkish',
  iceland: 'x-mac-icelandic',
  centeuro: 'x-mac-ce',
  centraleurope: 'x-mac-ce',
  latin2: 'x-mac-ce',
}
// Numbers of Microsoft's code pages that are whole charsets under other names.
const NUMBERED: Readonly<Record<string, string>> = {
  866: 'ibm866',
  874: 'windows-874',
  932: 'shift_jis',
  936: 'gbk',
  949: 'euc-kr',
  950: 'big5',
  65001: 'utf-8',
}

/**
 * The name of the charset that a label means, or null for a label that no decoder knows: the WHATWG name, or one of
 * `code-pages.ts`.
 */
export function charsetOf(label: string | null | undefined): string | null {
  if (!label) return null
  const wanted = label.trim().toLowerCase()
  const dashed = wanted.replaceAll('_', '-')
  return (
    platformName(wanted) ?? platformName(dashed) ?? knownName(ODD_LABELS[dashed] ?? dashed) ?? describedName(dashed)
  )
}

function platformName(name: string): string | null {
  try {
    return new TextDecoder(name).encoding
  } catch {
    return null
  }
}

function knownName(name: string): string | null {
  return isCodePage(name) ? name : platformName(name)
}

/** `ibm-850`, `csPC775Baltic`, `win1256`, `iso_8859-6:1987`, `mac_roman`: a family's name around a number or a word. */
function describedName(label: string): string | null {
  const iso = /^iso-?8859-?(\d{1,2})(?:[:-]|$)/.exec(label)
  if (iso) return platformName(`iso-8859-${iso[1]}`)
  if (/^(?:tis-?620|iso-ir-166)/.test(label)) return 'windows-874'
  const family = FAMILIES.find(([names]) => names.test(label))
  if (family) return family[1]
  const mac = /^(?:x-|cs)?mac-?([a-z]+2?)$/.exec(label)?.[1]
  if (mac) return MAC[mac] ?? null
  const page = /^(?:cp|ibm|dos|oem|win|windows|csibm|cspcp?|cspc8codepage)?-?(\d{3,5})[a-z]*$/.exec(label)?.[1]
  return page ? knownName(NUMBERED[page] ?? (/^125\d$/.test(page) ? `windows-${page}` : `cp${page}`)) : null
}

/** The charset named by a Content-Type header, or null. */
export function headerCharset(contentType: string | null | undefined): string | null {
  return charsetOf(CHARSET_PARAMETER.exec((contentType ?? '').slice(0, 500))?.[1])
}

/** The charset named by the XML declaration or an HTML meta tag at the head of the bytes (read as Latin letters), or null. */
export function declaredCharset(head: string): string | null {
  return charsetOf((XML_DECLARATION.exec(head) ?? META_CHARSET.exec(head))?.[1])
}
