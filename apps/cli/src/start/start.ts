import { once } from 'node:events'
import { type RunningBot, startBot } from '@rasid/bot'
import { issueOwnerCode, startHeartbeat } from '@rasid/operations'
import { feedCounts, placeOf } from '@rasid/store'
import { type RunningWeb, startWeb } from '@rasid/web'
import { closePublisherAgents, closeReaders } from '@rasid/web-client'
import { startWorker, type Worker } from '@rasid/worker'
import { openSystem, type System, startLog } from '../open-system.ts'
import { CommandError, EXIT, say } from '../output.ts'
import type { Cli } from '../program.ts'
import { prepareStore } from '../run-role.ts'
import { visitorOf } from '../visitor.ts'
import { pageOpenOf, webSettingsOf } from '../web-settings.ts'
import { webhookOf } from '../webhook-settings.ts'
import { workerDeps } from '../worker-deps.ts'
import { followWorker, progressLine, type Tally } from './progress.ts'
import { type RunningRehearsal, startRehearsal } from './rehearsal.ts'
import { seedExample } from './seed-example.ts'
import { type StartFacts, startBlock } from './start-block.ts'

// A first round offline takes a second, one over a slow line longer; the block does not wait for the last publisher.
const FIRST_ROUND_MS = 15_000

interface Running {
  system: System
  bot: RunningBot
  web: RunningWeb
  worker: Worker
  rehearsal: RunningRehearsal | null
  heartbeat: { stop(): Promise<void> }
}

/** `rasid start`: worker, bot and page in one process, until it is asked to stop. */
export async function start(cli: Cli): Promise<void> {
  const stopped = new Promise<string>((resolve) => cli.onStop(resolve))
  const settings = cli.settings()
  const print = (text: string) => void cli.streams.out.write(`${text}\n`)
  say(cli.streams, 'Opening the database …')
  const system = await openSystem(settings, cli.streams, 'start')
  const { db } = system.database.store
  const { log, file } = startLog(settings, system.database)
  let running: Partial<Running> = { system }
  try {
    const { rules, seeds } = await prepareStore(db)
    const rehearsal = settings.botToken === null ? await rehearsalOf(system) : null
    running = { ...running, rehearsal }
    const visitor = visitorOf(settings)
    const telegram = rehearsal ?? { token: settings.botToken ?? '', apiRoot: settings.telegramApiRoot }
    const bot = await startBot({
      store: system.database.store,
      ...{
        token: telegram.token,
        apiRoot: telegram.apiRoot,
        owners: settings.operators,
        visitor,
        log,
        alarmUrl: settings.alarmUrl,
        // The page listens after the bot has started, and may take the next port.
        pageUrl: () => settings.publicUrl ?? running.web?.url ?? null,
        // In a rehearsal the stand-in is asked, which no proxy reaches and which needs no address of ours.
        ...(rehearsal === null && { webhook: webhookOf(settings), proxy: settings.proxy.https }),
      },
    })
    running = { ...running, bot }
    const web = await startWeb(
      {
        db,
        rehearsal: rehearsal?.rehearsal ?? null,
        ...webSettingsOf(settings, system.database.store),
        now: () => new Date(),
        webhook: bot.webhook,
        onError: (error) => log.error({ err: error }, 'page'),
      },
      settings.http,
    )
    running = { ...running, web }
    say(cli.streams, 'Polling the feeds …')
    const worker = startWorker(workerDeps(settings, system.database, log))
    running = { ...running, worker, heartbeat: { stop: startHeartbeat(db, ['worker', 'bot', 'web']) } }
    const { tally, clear } = followWorker(
      worker,
      { ...cli.streams, isTerminal: process.stdout.isTTY === true },
      (title, tier, words) => print(`${tier} match\n${title}\n${words.join(' · ')}`),
    )
    await Promise.race([once(worker.events, 'round'), stopped, pause(FIRST_ROUND_MS, stopped)])
    clear()
    const { active } = await feedCounts(db)
    print(
      startBlock({
        database: { embedded: system.database.embedded, place: placeOf(system.database.url) },
        seeds: {
          count: seeds.length,
          core: seeds.filter(({ tier }) => tier === 'core').length,
          example: await seedExample(db),
        },
        topics: rules.topics.map(({ id, version }) => ({ id, version })),
        page: settings.publicUrl ?? web.url,
        signIn: pageOpenOf(settings) === 'nobody',
        telegram: telegramFacts(rehearsal, bot),
        ownerCode: await issueOwnerCode(db, { botId: bot.botId, owners: settings.operators }),
        network: networkFacts(tally, active),
        logFile: file,
      }),
    )
    print(progressLine(tally))
    await stopped
    say(cli.streams, '\nStopping: what is under way is finished or given back …')
  } finally {
    await stopAll(running)
  }
}

async function rehearsalOf({ database }: System): Promise<RunningRehearsal> {
  const rehearsal = await startRehearsal(database.url, new Date())
  if (rehearsal) return rehearsal
  throw new CommandError('Too many instances rehearse on this database already: stop one of them.', EXIT.cannotRun)
}

function telegramFacts(rehearsal: RunningRehearsal | null, bot: RunningBot): StartFacts['telegram'] {
  if (rehearsal) return { kind: 'rehearsal' }
  const me = bot.me()
  return me ? { kind: 'connected', name: me.username } : { kind: 'waiting' }
}

function networkFacts(tally: Tally, feeds: number): StartFacts['network'] {
  return {
    feeds,
    reached: tally.reached.size,
    visited: tally.reached.size + tally.unreachable.size,
    outage: tally.outage,
  }
}

// Those that write go first, the database last; one that fails to stop holds nobody back.
async function stopAll({ worker, bot, web, heartbeat, rehearsal, system }: Partial<Running>): Promise<void> {
  await Promise.allSettled([worker?.stop(), bot?.stop(), web?.stop(), heartbeat?.stop()])
  await Promise.allSettled([rehearsal?.stop(), closeReaders(), closePublisherAgents()])
  await system?.close()
}

function pause(ms: number, stopped: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    void stopped.then(() => clearTimeout(timer))
  })
}
