// The demo in the order of its acts.
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { listStories, rulesInForce } from '@rasid/operations'
import { DEMO_DECOYS, playDemo } from '@rasid/stand-ins'
import { countMessages, type ToldStory, untoldEditions } from '@rasid/store'
import type { Worker } from '@rasid/worker'
import { CommandError } from '../output.ts'
import { castLines } from './cast.ts'
import { problemsOf } from './check.ts'
import { decoyLines } from './decoy-lines.ts'
import { drawMessage } from './draw-message.ts'
import { count, INDENT, type Narrator } from './narrator.ts'
import { LAYLA, OMAR, READERS, received, switchAlertsOff } from './readers.ts'
import type { Stage } from './stage.ts'

// A busy machine takes several times the usual second; past this something is broken.
const PATIENCE_MS = 30_000
// 08:00 in Riyadh, where a new chat's digest is due.
const DIGEST_HOUR_UTC = 5

export interface Act {
  stage: Stage
  tell: Narrator
  /** Ends the play at the next pause, by an error. */
  signal: AbortSignal
}

/** Plays all acts. @returns what went wrong, empty when all went well. */
export async function play(act: Act): Promise<string[]> {
  const { stage, tell, signal } = act
  tell.event('Postgres, the outlets, Telegram and the bot are running')
  tell.chapter('The cast')
  tell.print(...castLines(stage.script).map((line) => `${INDENT}${line}`))
  await welcome(act)
  const worker = await visitFirst(act)
  tell.chapter(`News breaks: 5 articles on the topic, one of them retold twice, among ${DEMO_DECOYS.length} decoys`)
  tell.followTelegram(stage.telegram)
  await playDemo(stage.newsroom, stage.script, { signal })
  await allTold(act, worker)
  await showDecoys(act)
  const { stories } = await listStories({ db: stage.database.store.db, now: () => new Date() }, { limit: 50 })
  showStories(act, stories)
  await showDigest(act)
  return sumUp(act, stories)
}

async function welcome({ stage, tell, signal }: Act): Promise<void> {
  tell.chapter('Two readers send /start to the bot; Layla keeps the alerts, Omar switches them off')
  const { telegram } = stage
  for (const { id } of READERS) telegram.say(id, id, '/start')
  await eventually(signal, async () => READERS.every((reader) => received(telegram, reader).length > 0))
  const [greeting] = received(telegram, LAYLA)
  if (greeting) tell.print(drawMessage('Telegram, Layla', greeting))
  await switchAlertsOff(telegram, OMAR)
  await eventually(signal, () => isQuiet(stage))
}

/** What the feeds hold already is stored and matched, and never told: nobody wants last month's alerts. */
async function visitFirst({ stage, tell, signal }: Act): Promise<Worker> {
  tell.chapter('The first visit to each feed: what is old is stored, and nobody is told of it')
  const worker = stage.startPolling()
  tell.followWorker(worker, stage.script)
  await once(worker.events, 'round', { signal })
  stage.hurry()
  return worker
}

/** Two rounds after the last article: the second began when everything was published. */
async function allTold({ stage, signal }: Act, worker: Worker): Promise<void> {
  await once(worker.events, 'round', { signal })
  await once(worker.events, 'round', { signal })
  await eventually(signal, () => isQuiet(stage))
}

async function showDecoys({ stage, tell }: Act): Promise<void> {
  const { topics } = await rulesInForce(stage.database.store.db)
  tell.chapter('What was not matched: the trap, and why Rasid did not fall for it')
  for (const topic of topics) tell.print(...decoyLines(topic).map((line) => `${INDENT}${line}`))
}

function showStories({ stage, tell }: Act, stories: readonly ToldStory[]): void {
  tell.chapter('The stories: articles about one event, told once')
  for (const { story } of stories) {
    const { title, tier, outlets, texts } = story
    const independent = outlets > 1 ? `, ${count(texts, 'independent text')}` : ''
    tell.print(`${INDENT}${tier}, ${count(outlets, 'outlet')}${independent}`, `${INDENT}${title}`)
  }
  tell.chapter('An alert, sent within a second or two of the visit that found it')
  const [, alert] = received(stage.telegram, LAYLA)
  if (alert) tell.print(drawMessage('Telegram, Layla', alert))
}

/** The bot sends digests when its clock says so; here the clock is moved instead of waiting for the morning. */
async function showDigest({ stage, tell, signal }: Act): Promise<void> {
  tell.chapter('The digest: the clock of the bot is moved to the next 08:00 in Riyadh')
  const { telegram } = stage
  const before = new Map(READERS.map((reader) => [reader, received(telegram, reader).length]))
  const digests = (reader: (typeof READERS)[number]) => received(telegram, reader).slice(before.get(reader))
  stage.clock.moveToHour(DIGEST_HOUR_UTC)
  stage.bot.wake()
  await eventually(signal, async () => READERS.every((reader) => digests(reader).length > 0) && (await isQuiet(stage)))
  tell.print('Layla had four alerts, the most that an hour brings; her digest has what is left:')
  for (const message of digests(LAYLA)) tell.print(drawMessage('Telegram, Layla, 08:00', message))
  tell.print('Omar gets all of it at once:')
  for (const message of digests(OMAR)) tell.print(drawMessage('Telegram, Omar, 08:00', message))
}

function sumUp({ stage, tell }: Act, stories: readonly ToldStory[]): string[] {
  const { script, newsroom, telegram } = stage
  const checked = stories.map(({ story, articles }) => ({
    title: story.title,
    titles: articles.map((article) => article.title),
  }))
  const problems = READERS.flatMap((reader) => {
    const text = received(telegram, reader).map((message) => message.text)
    return problemsOf(script, { stories: checked, text: text.join('\n') }).map((one) => `${reader.said}: ${one}`)
  })
  const visits = newsroom.visits().filter(({ kind }) => kind === 'feed')
  const unchanged = visits.filter(({ status }) => status === 304).length
  tell.chapter('The sum')
  tell.print(
    `${INDENT}${count(visits.length, 'visit')} to ${count(script.outlets.length, 'feed')}, ${unchanged} of them answered 304, without a body`,
    `${INDENT}${count(script.steps.length, 'article')} published, ${count(stories.length, 'story')} told`,
  )
  if (problems.length === 0) tell.event('done: all that belongs to the topic was told, and nothing else')
  return problems
}

/** Nothing is left to tell, and nothing due is on its way. A grown story's alert is edited ten minutes later: not awaited. */
async function isQuiet({ database, bot }: Stage): Promise<boolean> {
  const { db } = database.store
  const { oldestDueSeconds, sending, unknown } = await countMessages(db, bot.botId)
  const isSent = oldestDueSeconds === null && sending + unknown === 0
  return isSent && (await untoldEditions(db, 1)).length === 0
}

async function eventually(signal: AbortSignal, holds: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS
  while (!(await holds())) {
    if (performance.now() > deadline)
      throw new CommandError('The demo waited half a minute for a message that did not come.')
    await sleep(50, undefined, { signal })
  }
}
