import { texts } from '@rasid/core'
import { isOwnForm, isPageLinkValid, type OpenedSession, signInByLink, signInByToken, signOut } from '@rasid/operations'
import { Hono } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { clientKey } from './access/client-address.ts'
import { refused, tooMany } from './access/gates.ts'
import type { Limit } from './access/limits.ts'
import { type AccessDeps, type PageContext, sessionCookie, type WebEnv } from './access/reader.ts'
import { linkPage, signInPage } from './pages/sign-in.ts'
import { languageOfRequest, showPage } from './show-page.ts'

/** `/sign-in`, `/sign-in/<one-time secret>`, `/sign-out`. */
export function signInRoutes(deps: AccessDeps, wrongTries: Limit): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  const show = (context: PageContext, to: string, wrong: boolean) => {
    const lang = languageOfRequest(context)
    const options = { heading: texts(lang).signIn.signIn, status: wrong ? (401 as const) : (200 as const) }
    return showPage(context, 'title', signInPage(lang, { to, wrong }), options)
  }
  app.get('/sign-in', (context) => show(context, ownPath(context.req.query('to')), false))
  app.post('/sign-in', async (context) => {
    const waitS = await wrongTries.isOver(clientKey(context))
    if (waitS !== null) return tooMany(context, waitS, 'tooManyTries')
    const { token, to } = await context.req.parseBody()
    const opened = typeof token === 'string' ? await signInByToken(deps, token) : null
    if (opened) return enter(context, deps, opened, ownPath(to))
    await wrongTries.count(clientKey(context))
    return show(context, ownPath(to), true)
  })
  app.get('/sign-in/:secret{[0-9a-f]{64}}', async (context) => {
    const works = await isPageLinkValid(deps, context.req.param('secret'))
    return showLink(context, works)
  })
  app.post('/sign-in/:secret{[0-9a-f]{64}}', async (context) => {
    const waitS = await wrongTries.isOver(clientKey(context))
    if (waitS !== null) return tooMany(context, waitS, 'tooManyTries')
    const opened = await signInByLink(deps, context.req.param('secret'))
    if (opened) return enter(context, deps, opened, '/')
    await wrongTries.count(clientKey(context))
    return showLink(context, false)
  })
  app.post('/sign-out', async (context) => {
    const { who } = context.get('reader')
    const { csrf } = await context.req.parseBody()
    if (who && !isOwnForm(who, csrf)) return refused(context, 'staleForm')
    const name = sessionCookie(deps)
    await signOut(deps, getCookie(context, name) ?? '')
    deleteCookie(context, name, { path: '/', secure: deps.https === true })
    return context.redirect('/', 303)
  })
  return app
}

function showLink(context: PageContext, works: boolean) {
  const lang = languageOfRequest(context)
  const options = { heading: texts(lang).signIn.linkTitle, status: works ? (200 as const) : (410 as const) }
  return showPage(context, 'title', linkPage(lang, { path: context.req.path, works }), options)
}

function enter(context: PageContext, { https }: AccessDeps, { secret, maxAgeMs }: OpenedSession, to: string): Response {
  const maxAge = Math.floor(maxAgeMs / 1000)
  // Lax, not Strict: whoever follows a link to a story from elsewhere stays signed in; actions ask for more than the cookie.
  const flags = { path: '/', httpOnly: true, sameSite: 'Lax' as const, secure: https === true, maxAge }
  setCookie(context, sessionCookie({ https: https === true }), secret, flags)
  return context.redirect(to, 303)
}

/** A path of this page; whatever could lead elsewhere is the first page. */
function ownPath(to: unknown): string {
  if (typeof to !== 'string' || !/^\/(?![/\\])/.test(to) || !URL.canParse(to, 'http://here')) return '/'
  const { origin, pathname, search } = new URL(to, 'http://here')
  return origin === 'http://here' ? pathname + search : '/'
}
