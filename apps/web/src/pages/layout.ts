import { type Lang, type Texts, texts } from '@rasid/core'
import { html, raw } from 'hono/html'
import type { Reader } from '../access/reader.ts'
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
  reader: Reader
  /** Where feed readers follow what the page shows. */
  follow: Markup
  body: Markup
}

const menuOf = ({ web, pages, topicPage }: Texts) => [
  { path: '/', text: web.latest },
  { path: '/search', text: pages.searchTitle },
  { path: '/charts', text: pages.charts },
  { path: '/topic', text: topicPage.topic },
  { path: '/feeds', text: web.feeds },
  { path: '/messages', text: pages.messages },
  { path: '/chat', text: web.chat },
]

/** The frame of every page: direction, menu, language link. The script only adds to what works without it. */
export function layout({ lang, title, path, otherLanguage, reader, follow, body }: PageFrame): Markup {
  const say = texts(lang).web
  const other: Lang = lang === 'ar' ? 'en' : 'ar'
  const menu = menuOf(texts(lang)).map(({ path: to, text }) => {
    const isBelow = to !== '/' && path.startsWith(`${to}/`)
    const current = to === path ? raw(' aria-current="page"') : isBelow ? raw(' aria-current="true"') : ''
    return html`<a href="${to}"${current}>${text}</a> `
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
${follow}</head>
<body>
<a class="skip" href="#content">${say.skip}</a>
<header class="top"><div>
<a class="brand" href="/"><span>${say.title}</span> <small>${say.tagline}</small></a>
<nav aria-label="${say.menu}">${menu}</nav>
<a class="lang" href="${otherLanguage}" lang="${other}" hreflang="${other}">${say.otherLanguage}</a>
</div></header>
<main id="content" tabindex="-1">${body}</main>
<footer class="foot">${whoReads(reader, lang, path)}<p>${say.foot} <a href="/api">${texts(lang).api.title}</a></p></footer>
</body>
</html>`
}

/** Who is signed in and how to leave, or why the page is open and how to sign in. */
function whoReads({ who, open }: Reader, lang: Lang, path: string): Markup {
  const say = texts(lang).signIn
  if (who) {
    const scope = who.scope === 'operate' ? say.mayOperate : say.mayRead
    return html`<form class="who-reads" method="post" action="/sign-out"><input type="hidden" name="csrf" value="${who.csrf}">
<span>${say.signedInAs} <bdi>${who.actor}</bdi> (${scope})</span> <button>${say.signOut}</button></form>`
  }
  const why = open === null ? '' : open === 'everybody' ? say.openToAll : say.openHere
  const link = path.startsWith('/sign-in')
    ? ''
    : html`<a href="/sign-in?${new URLSearchParams({ to: path })}">${say.signIn}</a>`
  return html`<p class="who-reads">${why} ${link}</p>`
}
