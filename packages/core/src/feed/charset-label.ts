const CHARSET_PARAMETER = /charset\s*=\s*["']?\s*([\w.:+-]{2,40})/i
const XML_DECLARATION = /^\s{0,64}<\?xml\s[^>]{0,300}?encoding\s*=\s*["']\s*([\w.:+-]{2,40})/i
const META_CHARSET = /<meta\s[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:+-]{2,40})/i

// Names that publishers write and that the WHATWG list does not know.
const ODD_LABELS: Readonly<Record<string, string>> = {
  utf: 'utf-8',
  utf_8: 'utf-8',
  'utf-8859-1': 'utf-8',
  windows1256: 'windows-1256',
  'win-1256': 'windows-1256',
  'cp-1256': 'windows-1256',
  '1256': 'windows-1256',
  'arabic-windows': 'windows-1256',
  iso8859_6: 'iso-8859-6',
  iso_8859_6: 'iso-8859-6',
  'ucs-2': 'utf-16le',
  utf16: 'utf-16',
}

/** The WHATWG name of a charset label, or null for a label that no decoder knows. */
export function charsetOf(label: string | null | undefined): string | null {
  if (!label) return null
  const wanted = label.trim().toLowerCase()
  try {
    return new TextDecoder(ODD_LABELS[wanted] ?? wanted).encoding
  } catch {
    return null
  }
}

/** The charset named by a Content-Type header, or null. */
export function headerCharset(contentType: string | null | undefined): string | null {
  return charsetOf(CHARSET_PARAMETER.exec((contentType ?? '').slice(0, 500))?.[1])
}

/** The charset named by the XML declaration or an HTML meta tag at the head of the bytes (read as Latin letters), or null. */
export function declaredCharset(head: string): string | null {
  return charsetOf((XML_DECLARATION.exec(head) ?? META_CHARSET.exec(head))?.[1])
}
