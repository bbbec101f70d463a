import type { RunningBot } from '@rasid/bot'
import {
  addStarterFeeds,
  assignArticle,
  issueOwnerCode,
  loadSeeds,
  rulesInForce,
  startHeartbeat,
} from '@rasid/operations'
import { countOldSearch, type Db, renewSearch } from '@rasid/store'
import { closePublisherAgents, closeReaders } from '@rasid/web-client'
import type { Role } from './commands/roles.ts'
import { progressBar } from './commands/topic-progress.ts'
import { keepAlive } from './keep-alive.ts'
import { openSystem, roleLog, type System, withSystem } from './open-system.ts'
import { CommandError, EXIT, say } from './output.ts'
import type { Cli } from './program.ts'
import { visitorOf } from './visitor.ts'
import { pageUrlOf, webSettingsOf } from './web-settings.ts'
import { webhookOf } from './webhook-settings.ts'
import { workerDeps } from './worker-deps.ts'

type Log = ReturnType<typeof roleLog>

/** One role of an installation that is spread over processes; log lines go to standard error as JSON. Ends when asked to. */
export async function runRole(cli: Cli, role: Role): Promise<void> {
  const asked = new Promise<string>((resolve) => cli.onStop(resolve))
  const system = await openSystem(cli.settings(), cli.streams, role)
  const log = roleLog(system.settings, system.database)
  try {
    const stop = await STARTERS[role](cli, system, log)
    const endAlive = keepAlive(role, system.database.store.db)
    const endHeartbeat = startHeartbeat(system.database.store.db, [role])
    log.info({ role }, 'started')
    log.info({ signal: await asked }, 'stopping')
    endAlive()
    await Promise.all([stop(), endHeartbeat()])
  } finally {
    await Promise.allSettled([closeReaders(), closePublisherAgents()])
    await system.close()
  }
}

// Each role loads its own app only: a worker without bot and page starts in half the time and stays smaller.
const STARTERS: Record<Role, (cli: Cli, system: System, log: Log) => Promise<() => Promise<void>>> = {
  worker: async (_cli, { settings, database }, log) => {
    const { startWorker } = await import('@rasid/worker')
    await prepareStore(database.store.db)
    return startWorker(workerDeps(settings, database, log)).stop
  },
  bot: async (cli, { settings, database }, log) => {
    if (settings.botToken === null) {
      throw new CommandError(
        'rasid bot needs RASID_BOT_TOKEN (ask @BotFather). Without a token `rasid start` plays the bot against a stand-in.',
        EXIT.cannotRun,
      )
    }
    const { botToken: token, telegramApiRoot: apiRoot, operators: owners, alarmUrl } = settings
    const visitor = visitorOf(settings)
    const { startBot } = await import('@rasid/bot')
    const proxy = settings.proxy.https
    const pageUrl = () => pageUrlOf(settings)
    const webhook = webhookOf(settings)
    const store = database.store
    const bot = await startBot({ store, token, apiRoot, owners, visitor, log, alarmUrl, proxy, pageUrl, webhook })
    const listener = await listenForUpdates(bot.webhook, settings, log)
    const code = await issueOwnerCode(store.db, { botId: bot.botId, owners })
    if (code) say(cli.streams, `No owner yet: send the bot  /claim ${code}  (works once).`)
    return async () => {
      await listener?.stop()
      await bot.stop()
    }
  },
  web: async (cli, { settings, database }, log) => {
    const onError = (error: unknown) => log.error({ err: error }, 'page')
    const deps = {
      db: database.store.db,
      rehearsal: null,
      ...webSettingsOf(settings, database.store),
      now: () => new Date(),
      onError,
    }
    const { startWeb } = await import('@rasid/web')
    const web = await startWeb(deps, settings.http)
    say(cli.streams, `Page: ${settings.publicUrl ?? web.url}`)
    return web.stop
  },
}

// The page of this installation is another process: a webhook needs a place of its own to listen on.
async function listenForUpdates(webhook: RunningBot['webhook'], { http }: System['settings'], log: Log) {
  if (webhook === null) return null
  const { startWebhook } = await import('@rasid/web')
  const listener = await startWebhook(webhook, http)
  log.info({ url: `${listener.url}${webhook.path}` }, 'updates are awaited here')
  return listener
}

/** Seeds and starter feeds, once an installation; whoever starts first does it. */
export async function prepareStore(db: Db) {
  const rules = await rulesInForce(db)
  const seeds = await loadSeeds({ db, rules, assign: assignArticle })
  await addStarterFeeds(db)
  return { rules, seeds }
}

/**
 * `rasid migrate`: opening the database migrates it. What an earlier version indexed for search is then indexed anew;
 * workers would do it too, a little later, so it may be broken off.
 */
export async function migrateOnly(cli: Cli): Promise<void> {
  const asked = new AbortController()
  cli.onStop(() => asked.abort())
  await withSystem(cli, 'migrator', async ({ database: { store } }) => {
    const total = await countOldSearch(store.db)
    const show = progressBar(cli.streams, 'Search index')
    const onProgress = ({ renewed }: { renewed: number }) => show(renewed, Math.max(total, renewed))
    await renewSearch(store.db, { signal: asked.signal, onProgress })
    say(cli.streams, 'The database is ready.')
  })
}
