import { cleanTitle, texts } from '@rasid/core'
import { explainArticle, rulesInForce } from '@rasid/operations'
import type { Db } from '@rasid/store'
import { Hono } from 'hono'
import type { WebEnv } from './access/reader.ts'
import { articlePage } from './pages/article.ts'
import { sorry } from './pages/sorry.ts'
import { languageOfRequest, showPage } from './show-page.ts'

/** `/articles/<id>`: what `rasid explain` says of a stored article. */
export function articleRoutes({ db, now }: { db: Db; now(): Date }): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  app.get('/:id{[0-9]{1,15}}', async (context) => {
    const lang = languageOfRequest(context)
    const rules = await rulesInForce(db)
    const explained = await explainArticle({ db, rules }, { id: Number(context.req.param('id')) })
    if (explained.kind !== 'article')
      return showPage(context, 'title', sorry(texts(lang).pages.noSuchArticle), { status: 404 })
    const heading = cleanTitle(explained.trail.article.title) || texts(lang).pages.article
    return showPage(context, 'latest', articlePage(explained, { lang, now: now() }), { heading })
  })
  return app
}
