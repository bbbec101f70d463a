import { texts } from '@rasid/core'
import { deliveryState, listMessages, MESSAGE_VIEWS, type MessageView } from '@rasid/operations'
import type { Db } from '@rasid/store'
import { Hono } from 'hono'
import type { WebEnv } from './access/reader.ts'
import { messagesPage } from './pages/messages.ts'
import { languageOfRequest, showPage } from './show-page.ts'

const MESSAGES_ON_A_PAGE = 50

/** `/messages`: what is owed, sent, unknown or dead. Their texts are not shown: a chat's settings and questions are its own. */
export function messageRoutes({ db, now }: { db: Db; now(): Date }): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  app.get('/', async (context) => {
    const lang = languageOfRequest(context)
    const asked = context.req.query('state') ?? ''
    const view = Object.hasOwn(MESSAGE_VIEWS, asked) ? (asked as MessageView) : null
    const before = /^[1-9]\d{0,14}$/.exec(context.req.query('before') ?? '')?.[0]
    const [page, deliveries] = await Promise.all([
      listMessages(
        { db },
        { limit: MESSAGES_ON_A_PAGE, ...(view && { view }), ...(before && { before: Number(before) }) },
      ),
      deliveryState({ db }),
    ])
    const heading = texts(lang).pages.messages
    return showPage(context, 'title', messagesPage({ ...page, view, deliveries, lang, now: now() }), { heading })
  })
  return app
}
