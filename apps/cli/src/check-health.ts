import { telegramApi } from '@rasid/bot'
import { compileTopic } from '@rasid/core'
import { loadTopics, lowDisk, OUTAGE_FACT, readSettings, type Settings, SettingsError } from '@rasid/operations'
import {
  type Database,
  DatabaseUnavailable,
  type Db,
  databaseFacts,
  feedCounts,
  hasOwner,
  openDatabase,
  placeOf,
  readFact,
} from '@rasid/store'
import { say } from './output.ts'
import type { Surroundings } from './program.ts'
import { VERSION } from './visitor.ts'
import { pageOpenOf } from './web-settings.ts'
import { freeDisk } from './worker-deps.ts'

/** One thing that doctor looked at. */
export interface Finding {
  state: 'ok' | 'note' | 'bad'
  what: string
  found: string
  todo?: string
  /** Nothing runs until this is mended. */
  blocks?: boolean
}

const ONE_GIB = 1024 ** 3

/** Looks at everything that a run needs; each finding says what to do. Never throws for what it finds, and prints no secret. */
export async function checkHealth(around: Surroundings): Promise<Finding[]> {
  const program: Finding = {
    state: 'ok',
    what: 'Program',
    found: `Rasid ${VERSION} on Node ${process.version}, ${process.platform} ${process.arch}`,
  }
  const settings = settingsOf(around)
  if ('problems' in settings) {
    const findings = settings.problems.map(
      (found): Finding => ({
        state: 'bad',
        what: 'Settings',
        found,
        todo: 'correct it in the environment or in .env',
        blocks: true,
      }),
    )
    return [program, ...findings]
  }
  return [
    program,
    ...describeSettings(settings),
    ...(await topics()),
    ...(await databaseFindings(settings, around)),
    await telegram(settings),
  ]
}

function settingsOf({ env }: Surroundings): Settings | SettingsError {
  try {
    return readSettings(env)
  } catch (error) {
    if (error instanceof SettingsError) return error
    throw error
  }
}

const OPEN_WORDS = {
  'this-machine': 'read without signing in, by this machine only',
  everybody: 'read without signing in, by whoever reaches it (RASID_PAGE_OPEN)',
  nobody: 'asks for a sign-in: /page in the bot, or rasid token create',
}

/** The settings in force, without secrets. */
export function describeSettings(settings: Settings): Finding[] {
  const { allowHosts, contact, proxy, http, publicUrl, alarmUrl, logLevel, operators } = settings
  const note = (what: string, found: string): Finding => ({ state: 'note', what, found })
  const findings = [
    note('Settings', `log level ${logLevel}, owners named in RASID_OPERATORS: ${operators.length}, contact ${contact}`),
    note(
      'Page',
      `listens on ${http.host}:${http.port}${http.fixed ? '' : ' or the next free port'}${publicUrl ? `, links say ${publicUrl}` : ''}; ${OPEN_WORDS[pageOpenOf(settings)]}`,
    ),
    note(
      'Alarm',
      alarmUrl
        ? `one POST to ${new URL(alarmUrl).host}`
        : 'RASID_ALARM_URL is not set: nobody outside Telegram is told',
    ),
  ]
  if (allowHosts.length > 0) findings.push(note('Guard', `opened for ${allowHosts.join(', ')}`))
  if (proxy.http || proxy.https)
    findings.push(
      note('Proxy', 'requests to publishers go through a proxy, so the guard checks literal addresses only'),
    )
  return findings
}

async function topics(): Promise<Finding[]> {
  try {
    const files = await loadTopics()
    const names = files.map((file) => `${file.source.id} (rules ${compileTopic(file).version})`)
    return [{ state: 'ok', what: 'Topics', found: names.join(', ') }]
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error)
    return [{ state: 'bad', what: 'Topics', found, todo: 'mend the topic file', blocks: true }]
  }
}

async function databaseFindings(settings: Settings, around: Surroundings): Promise<Finding[]> {
  try {
    const { databaseUrl, dataDir } = settings
    const log = (line: string) => say(around.streams, line)
    const database = await openDatabase({ databaseUrl, dataDir, log, applicationName: 'rasid-doctor' })
    try {
      const { db } = database.store
      const { version, bytes, articles, matches } = await databaseFacts(db)
      const place = database.embedded ? `embedded, data in ${database.embedded.dataDir}` : placeOf(database.url)
      const found = `Postgres ${version}, ${place}, ${(bytes / 1024 ** 2).toFixed(0)} MiB, ${articles} articles, ${matches} matches`
      const disk = await diskOf(db, database.embedded, settings)
      return [{ state: 'ok', what: 'Database', found }, disk, ...(await contents(db, settings))]
    } finally {
      await database.close()
    }
  } catch (error) {
    if (!(error instanceof DatabaseUnavailable)) throw error
    return [{ state: 'bad', what: 'Database', found: error.message, blocks: true }]
  }
}

async function diskOf(db: Db, embedded: Database['embedded'], { lowDiskBytes }: Settings): Promise<Finding> {
  const low = await lowDisk(db)
  if (low?.free === null) {
    const found = `the database refused to write since ${low.since}: its disk is full; polling tries once a minute`
    return { state: 'bad', what: 'Disk', found, todo: 'free some space on the database’s server' }
  }
  if (!embedded) {
    const found = 'on the database’s server, where its free space cannot be measured from here'
    return { state: 'note', what: 'Disk', found: `${found}; polling pauses when it says that it is full` }
  }
  const free = await freeDisk(embedded.dataDir)
  const found = `${(free / ONE_GIB).toFixed(1)} GiB free, polling pauses below ${(lowDiskBytes / ONE_GIB).toFixed(2)} GiB`
  if (free >= lowDiskBytes) return { state: 'ok', what: 'Disk', found }
  return { state: 'bad', what: 'Disk', found, todo: 'free some space where the data lies, or set RASID_LOW_DISK_MIB' }
}

async function contents(db: Db, settings: Settings): Promise<Finding[]> {
  const counts = await feedCounts(db)
  const outage = (await readFact(db, OUTAGE_FACT)) !== undefined
  const sum = `${counts.active} followed: ${counts.healthy} healthy, ${counts.failing} failing, ${counts.unvisited} not visited yet; ${counts.paused} paused, ${counts.gone} gone`
  const feeds: Finding = {
    state: counts.failing > 0 ? 'bad' : 'ok',
    what: 'Feeds',
    found: sum,
    ...(counts.failing > 0 && { todo: 'rasid feeds list says what is wrong with each' }),
  }
  const network: Finding = outage
    ? {
        state: 'bad',
        what: 'Network',
        found: 'no feed answers: looks like no internet; none was marked broken',
        todo: 'check this machine’s connection; polling resumes by itself',
      }
    : { state: 'ok', what: 'Network', found: 'no outage known' }
  return [feeds, network, await owner(db, settings)]
}

async function owner(db: Db, { botToken, operators }: Settings): Promise<Finding> {
  if (operators.length > 0) return { state: 'ok', what: 'Owner', found: 'named by RASID_OPERATORS' }
  if (botToken === null)
    return {
      state: 'note',
      what: 'Owner',
      found: 'each rehearsal has its own; the terminal of rasid start shows the code for /claim',
    }
  const has = await hasOwner(db, Number(botToken.split(':')[0]))
  if (has) return { state: 'ok', what: 'Owner', found: 'claimed' }
  return {
    state: 'bad',
    what: 'Owner',
    found: 'nobody may run operator commands yet',
    todo: 'send the bot the /claim code that its terminal shows, or set RASID_OPERATORS',
  }
}

async function telegram({ botToken, telegramApiRoot }: Settings): Promise<Finding> {
  if (botToken === null) {
    return {
      state: 'note',
      what: 'Telegram',
      found: 'no token: the bot rehearses against a stand-in',
      todo: 'ask @BotFather for a token and put RASID_BOT_TOKEN=… into .env',
    }
  }
  try {
    const me = await telegramApi({ token: botToken, apiRoot: telegramApiRoot }).getMe()
    return { state: 'ok', what: 'Telegram', found: `connected as @${me.username}` }
  } catch (error) {
    // Never the library's words: its network errors carry the token.
    const refused =
      typeof error === 'object' && error !== null && 'error_code' in error ? Number(error.error_code) : null
    if (refused === 401 || refused === 404)
      return {
        state: 'bad',
        what: 'Telegram',
        found: 'Telegram refuses the token',
        todo: 'ask @BotFather for the current one (/token) and set RASID_BOT_TOKEN',
      }
    return {
      state: 'bad',
      what: 'Telegram',
      found: `${new URL(telegramApiRoot).host} cannot be reached${refused ? ` (${refused})` : ''}`,
      todo: 'check the connection or RASID_TELEGRAM_API_ROOT; messages wait meanwhile',
    }
  }
}
