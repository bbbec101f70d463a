import { Hono } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { streamSSE } from 'hono/streaming'
import { refused } from './access/gates.ts'
import { mayRehearse, type PageContext, type WebEnv } from './access/reader.ts'
import { chatPage } from './pages/chat.ts'
import type { Rehearsal } from './rehearsal.ts'
import { languageOfRequest, showPage } from './show-page.ts'

// A comment line now and then, or a proxy closes a quiet stream.
const HEARTBEAT_MS = 20_000
// Carries the bot's answer over the redirect of a plain form to the page that shows it, once.
const TOAST = 'toast'

/** `/chat`: the page, what the person does there, and word of each change. */
export function chatRoutes(rehearsal: Rehearsal | null): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  app.get('/', (context) => {
    const toast = getCookie(context, TOAST)
    if (toast !== undefined) deleteCookie(context, TOAST, { path: '/chat' })
    return showPage(context, 'chat', chatPage(rehearsal, languageOfRequest(context), toast))
  })
  if (!rehearsal) return app
  app.use(async (context, next) => {
    if (context.req.method === 'GET' || mayRehearse(context.get('reader'))) return next()
    return refused(context, 'operateNeeded')
  })
  app.post('/say', async (context) => {
    const { text } = await context.req.parseBody()
    if (typeof text === 'string' && text.trim() !== '') rehearsal.say(text.trim().slice(0, 4096))
    return done(context, '')
  })
  app.post('/press', async (context) => {
    const { message, data } = await context.req.parseBody()
    const toast = typeof data === 'string' ? await rehearsal.press(Number(message), data) : ''
    return done(context, toast)
  })
  app.get('/events', (context) =>
    streamSSE(context, async (stream) => {
      const stopListening = rehearsal.onChange(() => void stream.writeSSE({ event: 'change', data: '' }))
      stream.onAbort(stopListening)
      while (!stream.aborted && !stream.closed) {
        await stream.writeSSE({ event: 'still-here', data: '' })
        await stream.sleep(HEARTBEAT_MS)
      }
    }),
  )
  return app
}

// The script asks for JSON and stays on the page; a plain form is sent back to it.
function done(context: PageContext, toast: string): Response {
  if (context.req.header('accept')?.includes('application/json')) return context.json({ toast })
  if (toast !== '') setCookie(context, TOAST, toast, { path: '/chat', sameSite: 'Strict', httpOnly: true, maxAge: 60 })
  return context.redirect('/chat#toast', 303)
}
