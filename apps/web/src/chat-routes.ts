import { type Context, Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import { chatPage } from './pages/chat.ts'
import type { Rehearsal } from './rehearsal.ts'
import { languageOfRequest, showPage } from './show-page.ts'

// A comment line now and then, or a proxy closes a quiet stream.
const HEARTBEAT_MS = 20_000

/** `/chat`: the page, what the person does there, and word of each change. */
export function chatRoutes(rehearsal: Rehearsal | null): Hono {
  const app = new Hono()
  app.get('/', (context) => {
    const lang = languageOfRequest(context)
    return showPage(context, 'chat', chatPage(rehearsal, lang))
  })
  if (!rehearsal) return app
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
        await stream.sleep(HEARTBEAT_MS)
        await stream.writeSSE({ event: 'still-here', data: '' })
      }
    }),
  )
  return app
}

// The script asks for JSON and stays on the page; a plain form is sent back to it.
function done(context: Context, toast: string): Response {
  return context.req.header('accept')?.includes('application/json')
    ? context.json({ toast })
    : context.redirect('/chat', 303)
}
