import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { paletteOf } from '@rasid/operations'
import type { Env, Hono } from 'hono'

interface Asset {
  path: string
  type: string
  body: Buffer
}

// The sheet is kept in the parts of the page and sent as one.
const STYLES = [
  'page',
  'stories',
  'story',
  'search',
  'explain',
  'feeds',
  'desk',
  'topic',
  'charts',
  'chat',
  'sign-in',
  'api',
]
// IBM Plex Sans Arabic (OFL): the shapes of Arabic are the same on every machine, and nothing is asked for elsewhere.
const FONTS = ['arabic', 'latin'].flatMap((script) => [400, 600].map((weight) => `${script}-${weight}`))

const own = (name: string) => readFileSync(new URL(`./assets/${name}`, import.meta.url))

function font(name: string): Asset {
  const file = `@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-${name}-normal.woff2`
  const body = readFileSync(createRequire(import.meta.url).resolve(file))
  return { path: `/assets/plex-${name}.woff2`, type: 'font/woff2', body }
}

const ASSETS: readonly Asset[] = [
  {
    path: '/assets/page.css',
    type: 'text/css; charset=utf-8',
    body: Buffer.concat([...STYLES.map((part) => own(`${part}.css`)), Buffer.from(darkCharts())]),
  },
  { path: '/assets/page.js', type: 'text/javascript; charset=utf-8', body: own('page.js') },
  { path: '/assets/icon.svg', type: 'image/svg+xml', body: own('icon.svg') },
  ...FONTS.map(font),
]

/** Rules that paint a chart of the light page in the colours of the dark one, so that each is drawn once. */
function darkCharts(): string {
  const [light, dark] = [paletteOf({ theme: 'light' }), paletteOf({ theme: 'dark' })]
  const pairs = Object.entries(light).flatMap(([name, from]) => {
    const to = dark[name as keyof typeof dark]
    return typeof from === 'string' ? [[from, to]] : from.map((one: string, at: number) => [one, to[at]])
  })
  const rules = [...new Map(pairs as [string, string][])].flatMap(([from, to]) =>
    ['fill', 'stroke'].map((part) => `.chart [${part}="${from}"] { ${part}: ${to} }`),
  )
  return `@media (prefers-color-scheme: dark) {\n${rules.join('\n')}\n}\n`
}

const versions = new Map(
  ASSETS.map(({ path, body }) => [path, createHash('sha256').update(body).digest('hex').slice(0, 10)]),
)

/** The address of an asset; it changes with its bytes, so that a browser may keep it for ever. */
export function assetUrl(path: '/assets/page.css' | '/assets/page.js' | '/assets/icon.svg'): string {
  return `${path}?v=${versions.get(path)}`
}

/** A few small files, read once; a name that is not in the list does not exist. */
export function serveAssets<E extends Env>(app: Hono<E>): void {
  for (const { path, type, body } of ASSETS) {
    const bytes = new Uint8Array(body)
    app.get(path, (context) => {
      const current = context.req.query('v') === versions.get(path)
      const keep = current ? 'public, max-age=31536000, immutable' : 'public, max-age=86400'
      return context.body(bytes, 200, { 'content-type': type, 'cache-control': keep })
    })
  }
}
