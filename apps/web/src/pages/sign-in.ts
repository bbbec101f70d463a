import { type Lang, texts } from '@rasid/core'
import { html } from 'hono/html'
import type { Markup } from './layout.ts'

/** How one signs in. `to`: the path to go on to; `wrong`: the token that was given opens nothing. */
export function signInPage(lang: Lang, { to, wrong }: { to: string; wrong: boolean }): Markup {
  const say = texts(lang).signIn
  return html`<div class="sign-in"><h1>${say.signIn}</h1>
<section><h2>${say.byBot}</h2><p>${say.byBotHow}</p></section>
<section><h2>${say.byToken}</h2><p>${say.byTokenHow}</p>
<form method="post" action="/sign-in">
<input type="hidden" name="to" value="${to}">
<label for="token">${say.token}</label>
<input id="token" name="token" type="password" dir="ltr" autocomplete="current-password" required maxlength="200"${wrong ? html` aria-invalid="true" aria-describedby="wrong"` : ''}>
${wrong ? html`<p class="wrong" id="wrong" role="alert">${say.wrongToken}</p>` : ''}
<button class="main">${say.signIn}</button>
</form></section></div>`
}

/** What a one-time link opens: a button, since previews of links only look. */
export function linkPage(lang: Lang, { path, works }: { path: string; works: boolean }): Markup {
  const say = texts(lang).signIn
  if (!works) return html`<div class="sign-in"><h1>${say.linkTitle}</h1><p class="banner">${say.linkGone}</p></div>`
  return html`<div class="sign-in"><h1>${say.linkTitle}</h1>
<form method="post" action="${path}"><p>${say.linkPress}</p><button class="main">${say.signIn}</button></form></div>`
}
