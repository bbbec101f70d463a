import { html } from 'hono/html'
import type { Markup } from './pages/layout.ts'

/** A span of a text in UTF-16 units, end excluded. */
export interface Span {
  start: number
  end: number
}

/** The text with its spans in `<mark>`, everything escaped. Overlapping spans become one; a span outside the text is cut. */
export function highlight(text: string, spans: readonly Span[]): Markup {
  const parts: (Markup | string)[] = []
  let from = 0
  for (const { start, end } of merged(spans, text.length)) {
    parts.push(text.slice(from, start), html`<mark>${text.slice(start, end)}</mark>`)
    from = end
  }
  parts.push(text.slice(from))
  return html`${parts}`
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
