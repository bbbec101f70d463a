import type { Lang } from '@rasid/core'
import type { ExplainLine } from '@rasid/operations'
import { html } from 'hono/html'
import { highlightMarks } from '../highlight.ts'
import type { Markup } from './layout.ts'

/** The lines of an explanation, each as deep as it stands, with its words marked: the same words as `rasid explain`. */
export function explainLines(lines: readonly ExplainLine[], lang: Lang): Markup {
  const item = (line: ExplainLine) =>
    html`<li class="depth-${Math.min(line.depth, 2)}" dir="${directionOf(line, lang)}">${wordsOf(line, lang)}</li>
`
  return html`<ul class="explain-lines">${lines.map(item)}</ul>`
}

/** A line of ours runs as its language does; a title or a piece of an article as its own letters say. */
function directionOf({ text, depth }: ExplainLine, lang: Lang): 'rtl' | 'ltr' | 'auto' {
  const isOurs = depth < 2 && (lang === 'ar' ? /\p{Script=Arabic}/u : /[A-Za-z]/).test(text)
  return isOurs ? (lang === 'ar' ? 'rtl' : 'ltr') : 'auto'
}

// Arabic words side by side in an English line would be read as one run, from its end. Their quotes belong to the line.
function wordsOf({ text, marks }: ExplainLine, lang: Lang): Markup {
  if (lang === 'ar' || marks.length > 0) return highlightMarks(text, marks)
  const parts = text.split(/(?<=“)([^”]*)(?=”)/)
  return html`${parts.map((part, at) => (at % 2 === 1 ? html`<bdi>${highlightMarks(part, [])}</bdi>` : highlightMarks(part, [])))}`
}
