import { readFileSync } from 'node:fs'
import type { Hono } from 'hono'

const FILES = [
  { name: 'page.css', type: 'text/css; charset=utf-8' },
  { name: 'page.js', type: 'text/javascript; charset=utf-8' },
  { name: 'icon.svg', type: 'image/svg+xml' },
] as const

/** Three small files, read once; a name that is not in the list does not exist. */
export function serveAssets(app: Hono): void {
  for (const { name, type } of FILES) {
    const body = readFileSync(new URL(`./assets/${name}`, import.meta.url), 'utf8')
    app.get(`/assets/${name}`, (context) =>
      context.body(body, 200, { 'content-type': type, 'cache-control': 'max-age=300' }),
    )
  }
}
