import { type CompiledTopic, runTopicCases, texts } from '@rasid/core'
import { rulesInForce, topicHistory, topicInForce, topicSurfaces } from '@rasid/operations'
import type { Db } from '@rasid/store'
import { Hono } from 'hono'
import { clientKey } from './access/client-address.ts'
import { tooMany } from './access/gates.ts'
import type { Limit } from './access/limits.ts'
import type { PageContext, WebEnv } from './access/reader.ts'
import { sorry } from './pages/sorry.ts'
import { type TopicView, topicPage } from './pages/topic.ts'
import type { TrialForm, TrialResult } from './pages/topic-trial.ts'
import { languageOfRequest, showPage } from './show-page.ts'
import { readTrial, runTrial } from './topic-trial.ts'

const EDITS_SHOWN = 100

/** `/topic`: the rules in force with their history, and trying a change, which saves nothing. */
export function topicRoutes({ db, now }: { db: Db; now(): Date }, trials: Limit): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  const views = new Map<string, TopicView>()
  const show = async (context: PageContext, asked?: { form: TrialForm; result: TrialResult }) => {
    const lang = languageOfRequest(context)
    const topic = await topicAsked(db, context)
    if (!topic) return showPage(context, 'title', sorry(texts(lang).topicPage.noSuchTopic), { status: 404 })
    const history = await topicHistory(db, { topic: topic.id, limit: EDITS_SHOWN })
    const page = { ...(await viewOf(db, topic, views)), history, lang, now: now(), ...asked }
    return showPage(context, 'title', topicPage(page), { heading: topic.title[lang] })
  }
  app.get('/', (context) => show(context))
  app.post('/', async (context) => {
    const waitS = await trials.count(clientKey(context))
    if (waitS !== null) return tooMany(context, waitS, 'tooManyRequests')
    const form = readTrial(await context.req.parseBody())
    const topic = await topicAsked(db, context)
    return topic ? show(context, { form, result: await runTrial({ db, now }, topic, form) }) : show(context)
  })
  return app
}

/** The topic of the address; without one the first. */
async function topicAsked(db: Db, context: PageContext): Promise<CompiledTopic | undefined> {
  const { topics } = await rulesInForce(db)
  const asked = context.req.query('topic')
  return asked === undefined ? topics[0] : topics.find(({ id }) => id === asked)
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
