import {
  type Button,
  cleanTitle,
  directLines,
  escapeHtml,
  isolate,
  isolateIn,
  type Lang,
  type MessageDraft,
} from '@rasid/core'

/** Others' words (names, titles, edits), safe inside a plain line of ours. */
export function quoted(text: string, lang: Lang, longest = 80): string {
  return isolateIn(cleanTitle(text).slice(0, longest), lang)
}

/** A number, an address or a command that is read from the left. */
export const ltr = (text: string, lang: Lang): string => (lang === 'ar' ? isolate(text) : text)

/** A draft of plain lines under a bold title. */
export function titledLines(
  lang: Lang,
  title: string,
  lines: readonly string[],
  buttons: readonly (readonly Button[])[] = [],
): MessageDraft {
  const text = [`<b>${escapeHtml(title)}</b>`, ...lines.map(escapeHtml)].join('\n')
  return { text: directLines(text, lang), buttons: buttons.map((row) => [...row]), preview: false, silent: false }
}
