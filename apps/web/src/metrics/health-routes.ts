import { type Db, deliveryHealth, pollingPause, schemaState } from '@rasid/store'
import { Hono } from 'hono'
import { askWithin } from './ask-within.ts'

/** Whoever probes gives up after a few seconds; a database that swallows packets is noticed by its driver after ten. */
const ANSWER_MS = 2_000

/**
 * `/healthz`: this process and its database work, and how deliveries do. `/readyz`: requests may be sent here, since the
 * database has this code's schema. Both are open to everybody who reaches the page, and say nothing of what is stored.
 */
export function healthRoutes(
  { db, onError }: { db: Db; onError(error: unknown): void },
  { answerMs = ANSWER_MS } = {},
): Hono {
  const app = new Hono()
  const health = askWithin(answerMs, async () => ({
    deliveries: await deliveryHealth(db),
    polling: { paused: await pollingPause(db) },
  }))
  const schema = askWithin(answerMs, () => schemaState(db))
  app.get('/healthz', async (context) => {
    try {
      return context.json({ ok: true, ...(await health()) })
    } catch (error) {
      onError(error)
      return context.json({ ok: false, why: 'the database does not answer' }, 503)
    }
  })
  app.get('/readyz', async (context) => {
    try {
      const state = await schema()
      if (state === 'current') return context.json({ ready: true })
      const why = `the database has ${state === 'older' ? 'an older' : 'a newer'} schema than this program`
      return context.json({ ready: false, why }, 503)
    } catch (error) {
      onError(error)
      return context.json({ ready: false, why: 'the database does not answer' }, 503)
    }
  })
  return app
}
