import { type CompiledTopic, type Lang, runTopicCases, texts } from '@rasid/core'
import { rulesInForce, topicHistory, topicInForce, topicSurfaces } from '@rasid/operations'
import type { Db } from '@rasid/store'
import { Hono } from 'hono'
import { clientKey } from './access/client-address.ts'
import { tooMany } from './access/gates.ts'
import type { Limit } from './access/limits.ts'
import type { PageContext, WebEnv } from './access/reader.ts'
import { sorry } from './pages/sorry.ts'
import { casesPage, entityPage, type TopicView, topicPage } from './pages/topic.ts'
import type { TrialForm } from './pages/topic-trial-form.ts'
import { languageOfRequest, showPage } from './show-page.ts'
import { readTrial, runTrial } from './topic-trial.ts'

const EDITS_SHOWN = 100

/** `/topic`: the rules in force with their history, and trying a change, which saves nothing. */
export function topicRoutes({ db, now }: { db: Db; now(): Date }, trials: Limit): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  const views = new Map<string, TopicView>()
  /** Answers with the topic of the address, without one with the first; 404 in words when there is none of that name. */
  const withTopic = async (
    context: PageContext,
    answer: (topic: CompiledTopic, lang: Lang) => Promise<Response>,
  ): Promise<Response> => {
    const lang = languageOfRequest(context)
    const { topics } = await rulesInForce(db)
    const asked = context.req.param('topic')
    const topic = asked === undefined ? topics[0] : topics.find(({ id }) => id === asked)
    if (topic) return answer(topic, lang)
    return showPage(context, 'title', sorry(texts(lang).topicPage.noSuchTopic), { status: 404 })
  }
  const show = (context: PageContext, asked?: TrialForm) =>
    withTopic(context, async (topic, lang) => {
      const trial = asked && { form: asked, result: await runTrial({ db, now }, topic, asked) }
      const history = await topicHistory(db, { topic: topic.id, limit: EDITS_SHOWN })
      const page = { ...(await viewOf(db, topic, views)), history, lang, now: now(), ...trial }
      return showPage(context, 'title', topicPage(page), { heading: topic.title[lang] })
    })
  app.get('/', (context) => show(context))
  app.get('/:topic', (context) => show(context))
  app.post('/:topic', async (context) => {
    const waitS = await trials.count(clientKey(context))
    if (waitS !== null) return tooMany(context, waitS, 'tooManyRequests')
    return show(context, readTrial(await context.req.parseBody()))
  })
  app.get('/:topic/cases', (context) =>
    withTopic(context, async (topic, lang) => {
      const page = casesPage(await viewOf(db, topic, views), lang)
      return showPage(context, 'title', page, { heading: texts(lang).topicPage.cases })
    }),
  )
  app.get('/:topic/entities/:entity', (context) =>
    withTopic(context, async (topic, lang) => {
      const id = context.req.param('entity') ?? ''
      const entity = Object.hasOwn(topic.source.entities, id) ? topic.source.entities[id] : undefined
      if (!entity) return showPage(context, 'title', sorry(texts(lang).topicPage.noSuchEntity), { status: 404 })
      return showPage(context, 'title', entityPage(await viewOf(db, topic, views), id, lang), {
        heading: entity.title[lang],
      })
    }),
  )
  return app
}

/** What a page shows of a topic, worked out once for the rules in force: its surfaces and cases alone take longer than the rest. */
async function viewOf(db: Db, topic: CompiledTopic, views: Map<string, TopicView>): Promise<TopicView> {
  const known = views.get(topic.id)
  if (known?.version === topic.version) return known
  const found = await topicInForce({ db }, topic.id)
  if (found.kind !== 'found') throw new Error(`the topic ${topic.id} was there a moment ago`)
  const { merged, edits, setAside, cases } = found.topic
  const view = {
    ...{ source: topic.source, version: topic.version, edits: edits.length - setAside.length },
    ...{ aliases: topicSurfaces(merged), cases: runTopicCases(topic, cases) },
  }
  views.set(topic.id, view)
  return view
}
