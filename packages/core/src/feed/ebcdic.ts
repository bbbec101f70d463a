import { textOfUnits } from './code-pages.ts'

// Bytes 40 to FF of IBM's mainframe charsets, after the mapping tables of the Unicode Consortium; below stand controls,
// of which text uses five. No newspaper serves these; public suites of feeds do, one file for each of their many names.
const FROM_40: Readonly<Record<string, string>> = {
  cp037:
    ' \u00A0âäàáãåçñ¢.<(+|&éêëèíîïìß!$*);¬-/ÂÄÀÁÃÅÇÑ¦,%_>?øÉÊËÈÍÎÏÌ`:#@\'="Øabcdefghi«»ðýþ±°jklmnopqrªºæ¸Æ¤µ~stuvwxyz¡¿ÐÝÞ®^£¥·©§¶¼½¾[]¯¨´×{ABCDEFGHI\u00ADôöòóõ}JKLMNOPQR¹ûüùúÿ\\÷STUVWXYZ²ÔÖÒÓÕ0123456789³ÛÜÙÚ\u009F',
  cp273:
    ' \u00A0â{àáãåçñÄ.<(+!&éêëèíîïì~Ü$*);^-/Â[ÀÁÃÅÇÑö,%_>?øÉÊËÈÍÎÏÌ`:#§\'="Øabcdefghi«»ðýþ±°jklmnopqrªºæ¸Æ¤µßstuvwxyz¡¿ÐÝÞ®¢£¥·©@¶¼½¾¬|‾¨´×äABCDEFGHI\u00ADô¦òóõüJKLMNOPQR¹û}ùúÿÖ÷STUVWXYZ²Ô\\ÒÓÕ0123456789³Û]ÙÚ\u009F',
  cp424:
    ' אבגדהוזחט¢.<(+|&יךכלםמןנס!$*);¬-/עףפץצקרש¦,%_>?�ת��\u00A0���‗`:#@\'="�abcdefghi«»���±°jklmnopqr���¸�¤µ~stuvwxyz�����®^£¥·©§¶¼½¾[]¯¨´×{ABCDEFGHI\u00AD�����}JKLMNOPQR¹�����\\÷STUVWXYZ²�����0123456789³����\u009F',
  cp500:
    ' \u00A0âäàáãåçñ[.<(+!&éêëèíîïìß]$*);^-/ÂÄÀÁÃÅÇÑ¦,%_>?øÉÊËÈÍÎÏÌ`:#@\'="Øabcdefghi«»ðýþ±°jklmnopqrªºæ¸Æ¤µ~stuvwxyz¡¿ÐÝÞ®¢£¥·©§¶¼½¾¬|¯¨´×{ABCDEFGHI\u00ADôöòóõ}JKLMNOPQR¹ûüùúÿ\\÷STUVWXYZ²ÔÖÒÓÕ0123456789³ÛÜÙÚ\u009F',
  cp875:
    ' ΑΒΓΔΕΖΗΘΙ[.<(+!&ΚΛΜΝΞΟΠΡΣ]$*);^-/ΤΥΦΧΨΩΪΫ|,%_>?¨ΆΈΉ\u00A0ΊΌΎΏ`:#@\'="΅abcdefghiαβγδεζ°jklmnopqrηθικλμ´~stuvwxyzνξοπρσ£άέήϊίόύϋώςτυφχψ{ABCDEFGHI\u00ADωΐΰ‘―}JKLMNOPQR±½�·’¦\\�STUVWXYZ²§��«¬0123456789³©��»\u009F',
  cp1026:
    ' \u00A0âäàáãå{ñÇ.<(+!&éêëèíîïìßĞİ*);^-/ÂÄÀÁÃÅ[Ñş,%_>?øÉÊËÈÍÎÏÌı:ÖŞ\'=ÜØabcdefghi«»}`¦±°jklmnopqrªºæ¸Æ¤µöstuvwxyz¡¿]$@®¢£¥·©§¶¼½¾¬|¯¨´×çABCDEFGHI\u00ADô~òóõğJKLMNOPQR¹û\\ùúÿü÷STUVWXYZ²Ô#ÒÓÕ0123456789³Û"ÙÚ\u009F',
}
const CONTROLS: Readonly<Record<number, number>> = { 5: 0x09, 11: 0x0b, 13: 0x0d, 21: 0x0a, 37: 0x0a }
const EURO_AT = 0x9f
// `<?xm`: no charset over ASCII starts a document with these bytes.
const XML_START = [0x4c, 0x6f, 0xa7, 0x94]
// The countries of `ebcdic-cp-be` and its like that are not written in the first table.
const COUNTRIES: Readonly<Record<string, string>> = { be: 'cp500', ch: 'cp500', he: 'cp424', gr: 'cp875', tr: 'cp1026' }

/** Text and charset of a document in EBCDIC; null for any other bytes. An XML declaration is what tells it, and names its table. */
export function decodeEbcdic(bytes: Uint8Array): { text: string; charset: string } | null {
  if (!XML_START.every((byte, index) => bytes[index] === byte)) return null
  // Letters, digits and dashes stand in the same places in every table, the quotes around the name do not.
  const head = decodeAs(bytes.subarray(0, 300), 'cp037')
  const charset = tableOf(/encoding\s*=\s*\W([\w.-]{1,40})/.exec(head)?.[1] ?? '')
  return { text: decodeAs(bytes, charset), charset }
}

function tableOf(label: string): string {
  const wanted = label.toLowerCase().replaceAll('_', '-')
  const country = COUNTRIES[/^ebcdic-cp-(\w\w)$/.exec(wanted)?.[1] ?? '']
  const page = `cp${/^(?:cs)?(?:cp|ibm)?-?(\d{3,4})$/.exec(wanted)?.[1] ?? ''}`
  return country ?? (page === 'cp1140' || Object.hasOwn(FROM_40, page) ? page : 'cp037')
}

function decodeAs(bytes: Uint8Array, charset: string): string {
  const upper = FROM_40[charset] ?? FROM_40.cp037 ?? ''
  const units = Uint16Array.from({ length: 256 }, (_, byte) =>
    byte < 0x40 ? (CONTROLS[byte] ?? 0) : upper.charCodeAt(byte - 0x40),
  )
  if (charset === 'cp1140') units[EURO_AT] = 0x20ac
  const text = new Uint16Array(bytes.length)
  for (let i = 0; i < bytes.length; i++) text[i] = units[bytes[i] as number] as number
  return textOfUnits(text)
}
