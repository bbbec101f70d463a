import { type Lang, texts } from '@rasid/core'
import { html, raw } from 'hono/html'

/** What hono/html makes: a string that is escaped already. */
export type Markup = ReturnType<typeof html>

export interface PageFrame {
  lang: Lang
  title: string
  /** Path of the page, for the menu and the language link. */
  path: string
  body: Markup
}

const MENU = [
  { path: '/', text: 'latest' },
  { path: '/feeds', text: 'feeds' },
  { path: '/chat', text: 'chat' },
] as const

/** The frame of every page: direction, menu, language link. The script only adds to what works without it. */
export function layout({ lang, title, path, body }: PageFrame): Markup {
  const say = texts(lang).web
  const other: Lang = lang === 'ar' ? 'en' : 'ar'
  const menu = MENU.map(({ path: to, text }) => {
    const current = to === path ? raw(' aria-current="page"') : ''
    return html`<a href="${to}"${current}>${say[text]}</a> `
  })
  return html`<!doctype html>
<html lang="${lang}" dir="${lang === 'ar' ? 'rtl' : 'ltr'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title === say.title ? title : `${title} · ${say.title}`}</title>
<link rel="stylesheet" href="/assets/page.css">
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<script src="/assets/page.js" defer></script>
</head>
<body>
<a class="skip" href="#content">${say.skip}</a>
<div class="top"><div>
<a class="brand" href="/">${say.title} <small>${say.tagline}</small></a>
<nav aria-label="${say.title}">${menu}</nav>
<a class="lang" href="?lang=${other}" lang="${other}" hreflang="${other}">${say.otherLanguage}</a>
</div></div>
<main id="content">${body}</main>
<footer class="foot">${say.foot}</footer>
</body>
</html>`
}
