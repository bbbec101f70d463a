import { html } from 'hono/html'
import type { Markup } from './pages/layout.ts'

/** A span of a text in UTF-16 units, end excluded. */
export interface Span {
  start: number
  end: number
}

// Marks by which a publisher's text could turn around what stands beside it; taken out after cutting, since spans count them.
// biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what this takes out
const REORDERING = /[\u0000-\u0008\u000B-\u001F\u007F\u202A-\u202E\u2066-\u2069]/g

/** The text with its spans in `<mark>`, everything escaped. Overlapping spans become one; a span outside the text is cut. */
export function highlight(text: string, spans: readonly Span[]): Markup {
  const parts: (Markup | string)[] = []
  let from = 0
  for (const { start, end } of merged(spans, text.length)) {
    parts.push(shown(text, from, start), html`<mark>${shown(text, start, end)}</mark>`)
    from = end
  }
  parts.push(shown(text, from, text.length))
  return html`${parts}`
}

/** As `highlight`, for words that count and words that were rejected; the first of two that overlap is shown. */
export function highlightMarks(text: string, marks: readonly (Span & { kind: 'counts' | 'rejected' })[]): Markup {
  const parts: (Markup | string)[] = []
  let from = 0
  for (const { start, end, kind } of [...marks].sort((a, b) => a.start - b.start)) {
    if (start < from || end > text.length || start >= end) continue
    const word = shown(text, start, end)
    parts.push(shown(text, from, start))
    parts.push(kind === 'counts' ? html`<mark>${word}</mark>` : html`<mark class="rejected">${word}</mark>`)
    from = end
  }
  parts.push(shown(text, from, text.length))
  return html`${parts}`
}

function shown(text: string, start: number, end: number): string {
  return text.slice(start, end).replace(REORDERING, '')
}

function merged(spans: readonly Span[], length: number): Span[] {
  const inside = spans
    .map(({ start, end }) => ({ start: Math.max(0, start), end: Math.min(length, end) }))
    .filter(({ start, end }) => start < end)
    .sort((a, b) => a.start - b.start)
  const result: Span[] = []
  for (const span of inside) {
    const last = result.at(-1)
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end)
    else result.push({ ...span })
  }
  return result
}

/** A piece of a long text around its first span, at word borders, and the spans moved along. `around` counts UTF-16 units. */
export function excerpt(text: string, spans: readonly Span[], around = 280): { text: string; spans: Span[] } {
  const first = spans.reduce((least, span) => Math.min(least, span.start), text.length)
  if (text.length <= around * 1.2) return { text, spans: [...spans] }
  const wanted = first >= text.length ? 0 : Math.max(0, first - Math.floor(around / 3))
  const start = wanted === 0 ? 0 : wordBorder(text, wanted)
  const end = Math.min(text.length, wordBorder(text, start + around))
  const lead = start > 0 ? '… ' : ''
  return {
    text: `${lead}${text.slice(start, end).trimEnd()}${end < text.length ? ' …' : ''}`,
    spans: spans
      .filter((span) => span.start >= start && span.end <= end)
      .map((span) => ({ start: span.start - start + lead.length, end: span.end - start + lead.length })),
  }
}

function wordBorder(text: string, near: number): number {
  const found = text.indexOf(' ', near)
  return found < 0 || found - near > 60 ? near : found + 1
}
