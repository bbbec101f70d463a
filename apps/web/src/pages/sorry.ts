import { html } from 'hono/html'
import type { Markup } from './layout.ts'

/** A page that only says one thing. */
export function sorry(said: string): Markup {
  return html`<p class="empty">${said}</p>`
}
