import { type Lang, texts } from '@rasid/core'
import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { layout, type Markup } from './pages/layout.ts'

type TitleName = 'latest' | 'chat' | 'feeds' | 'title'

/** Arabic, unless this visit (`?lang=en`) or an earlier one chose English. */
export function languageOfRequest(context: Context): Lang {
  const chosen = context.req.query('lang') ?? getCookie(context, 'lang')
  return chosen === 'en' ? 'en' : 'ar'
}

/** Sends a page in its frame, and keeps a language that was chosen with it. */
export async function showPage(
  context: Context,
  title: TitleName,
  body: Markup,
  options: { status?: 200 | 404 | 500; heading?: string } = {},
): Promise<Response> {
  const lang = languageOfRequest(context)
  if (context.req.query('lang')) setCookie(context, 'lang', lang, { path: '/', sameSite: 'Lax', maxAge: 31_536_000 })
  const frame = { lang, title: options.heading ?? texts(lang).web[title], path: context.req.path, body }
  return context.html(await layout(frame), options.status ?? 200)
}
