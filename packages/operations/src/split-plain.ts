import { escapeHtml, plainOf } from '@rasid/core'

// Telegram counts 4,096 UTF-16 units after entities are parsed; the rest is left for a mark such as "may be a repeat".
const LONGEST = 3_900

/** Cuts Telegram HTML into parts of escaped plain text that Telegram takes, at line ends where there are any. */
export function splitPlain(html: string): string[] {
  const parts: string[] = []
  let rest = plainOf(html)
  while (rest.length > LONGEST) {
    const lineEnd = rest.lastIndexOf('\n', LONGEST)
    const at = lineEnd > LONGEST / 2 ? lineEnd : wholeAt(rest, LONGEST)
    parts.push(rest.slice(0, at))
    rest = rest.slice(at)
  }
  return [...parts, rest].filter((part) => part.trim() !== '').map(escapeHtml)
}

function wholeAt(text: string, at: number): number {
  const code = text.charCodeAt(at - 1)
  return code >= 0xd800 && code <= 0xdbff ? at - 1 : at
}
