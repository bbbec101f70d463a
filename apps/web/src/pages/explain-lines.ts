import type { ExplainLine } from '@rasid/operations'
import { html } from 'hono/html'
import { highlightMarks } from '../highlight.ts'
import type { Markup } from './layout.ts'

/** The lines of an explanation, each as deep as it stands, with its words marked: the same words as `rasid explain`. */
export function explainLines(lines: readonly ExplainLine[]): Markup {
  const item = ({ text, marks, depth }: ExplainLine) =>
    html`<li class="depth-${Math.min(depth, 2)}" dir="auto">${highlightMarks(text, marks)}</li>
`
  return html`<ul class="explain-lines">${lines.map(item)}</ul>`
}
