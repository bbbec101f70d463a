import { type Lang, texts } from '@rasid/core'
import { html, raw } from 'hono/html'
import { assetUrl } from '../assets.ts'

/** What hono/html makes: a string that is escaped already. */
export type Markup = ReturnType<typeof html>

export interface PageFrame {
  lang: Lang
  title: string
  /** Path of the page, for the menu. */
  path: string
  /** Where this page is in the other language. */
  otherLanguage: string
  body: Markup
}

const MENU = [
  { path: '/', text: 'latest' },
  { path: '/feeds', text: 'feeds' },
  { path: '/chat', text: 'chat' },
] as const

/** The frame of every page: direction, menu, language link. The script only adds to what works without it. */
export function layout({ lang, title, path, otherLanguage, body }: PageFrame): Markup {
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
<meta name="color-scheme" content="light dark">
<title>${title === say.title ? title : `${title} · ${say.title}`}</title>
<link rel="stylesheet" href="${assetUrl('/assets/page.css')}">
<link rel="icon" href="${assetUrl('/assets/icon.svg')}" type="image/svg+xml">
<script src="${assetUrl('/assets/page.js')}" defer></script>
</head>
<body>
<a class="skip" href="#content">${say.skip}</a>
<header class="top"><div>
<a class="brand" href="/"><span>${say.title}</span> <small>${say.tagline}</small></a>
<nav aria-label="${say.menu}">${menu}</nav>
<a class="lang" href="${otherLanguage}" lang="${other}" hreflang="${other}">${say.otherLanguage}</a>
</div></header>
<main id="content" tabindex="-1">${body}</main>
<footer class="foot">${say.foot}</footer>
</body>
</html>`
}
