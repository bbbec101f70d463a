import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { WebEnv } from './access/reader.ts'
import type { News } from './news.ts'

// A comment line now and then, or a proxy closes a quiet stream.
const HEARTBEAT_MS = 20_000
// Each holds a connection of the process for as long as a page is open.
const MOST_LISTENERS = 500

/** `/events`: the number of each story that is told while the page is open. */
export function eventRoutes(news: News): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  app.get('/', (context) => {
    if (news.size() >= MOST_LISTENERS) return context.text('', 503, { 'retry-after': '60' })
    return streamSSE(context, async (stream) => {
      const stop = news.subscribe((storyId) => void stream.writeSSE({ event: 'story', data: String(storyId) }))
      stream.onAbort(stop)
      while (!stream.aborted && !stream.closed) {
        await stream.writeSSE({ event: 'still-here', data: '' })
        await stream.sleep(HEARTBEAT_MS)
      }
      stop()
    })
  })
  return app
}
