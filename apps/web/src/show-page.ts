import { type Lang, texts } from '@rasid/core'
import { getCookie, setCookie } from 'hono/cookie'
import type { PageContext } from './access/reader.ts'
import { followLinks } from './feeds-out/follow-links.ts'
import { layout, type Markup } from './pages/layout.ts'

type TitleName = 'latest' | 'chat' | 'feeds' | 'title'

const A_YEAR_S = 31_536_000

/** Arabic, unless this visit (`?lang=en`) or an earlier one chose English. */
export function languageOfRequest(context: PageContext): Lang {
  const chosen = context.req.query('lang') ?? getCookie(context, 'lang')
  return chosen === 'en' ? 'en' : 'ar'
}

/** Sends a page in its frame, and keeps a language that was chosen with it. */
export async function showPage(
  context: PageContext,
  title: TitleName,
  body: Markup,
  options: { status?: 200 | 401 | 403 | 404 | 410 | 422 | 500; heading?: string } = {},
): Promise<Response> {
  const lang = languageOfRequest(context)
  if (context.req.query('lang')) {
    setCookie(context, 'lang', lang, { path: '/', sameSite: 'Lax', httpOnly: true, maxAge: A_YEAR_S })
  }
  const address = new URL(context.req.url)
  const frame = {
    ...{ lang, title: options.heading ?? texts(lang).web[title], path: address.pathname, body },
    follow: followLinks(address, lang),
    // Absent where a request was refused before anybody asked who it is from.
    reader: context.get('reader') ?? { who: null, open: null },
  }
  // What is stored changes by the minute, and the same address comes in two languages.
  context.header('cache-control', 'no-store')
  return context.html(await layout({ ...frame, otherLanguage: inLanguage(address, lang === 'ar' ? 'en' : 'ar') }), {
    status: options.status ?? 200,
  })
}

/** The same page in another language: what was searched for stays. */
function inLanguage({ searchParams }: URL, lang: Lang): string {
  const query = new URLSearchParams(searchParams)
  query.set('lang', lang)
  return `?${query}`
}
