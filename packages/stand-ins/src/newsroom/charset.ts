export type Charset = 'utf-8' | 'windows-1256' | 'iso-8859-6'

const tables = new Map<Charset, Map<string, number>>()

/**
 * Text as bytes of a charset. Node only decodes the Arabic code pages, so their tables are the decoder turned round;
 * letters that the page lacks become `&#…;`, as publishers' systems write them.
 */
export function encodeText(text: string, charset: Charset): Buffer {
  if (charset === 'utf-8') return Buffer.from(text, 'utf8')
  const table = tableOf(charset)
  const bytes: number[] = []
  for (const char of text) {
    const byte = table.get(char)
    if (byte !== undefined) bytes.push(byte)
    else bytes.push(...Buffer.from(`&#${char.codePointAt(0)};`, 'latin1'))
  }
  return Buffer.from(bytes)
}

function tableOf(charset: Charset): Map<string, number> {
  const known = tables.get(charset)
  if (known) return known
  const decoder = new TextDecoder(charset)
  const table = new Map<string, number>()
  for (let byte = 0; byte < 256; byte++) {
    const char = decoder.decode(Uint8Array.of(byte))
    if (char !== '\ufffd') table.set(char, byte)
  }
  tables.set(charset, table)
  return table
}
