import { isIP } from 'node:net'

/** Unless the settings say otherwise: a quarter, as long as a topic's rules are tried on stored articles. */
export const KEEP_DAYS = 90

/** Every setting of the process, resolved. Secrets stay in here: print it only through `describeSettings`. */
export interface Settings {
  /** null: the embedded Postgres. */
  databaseUrl: string | null
  /** Folder of the embedded Postgres; null: the default of its starter. */
  dataDir: string | null
  /** null: rehearsal against the stand-in. */
  botToken: string | null
  telegramApiRoot: string
  operators: number[]
  /** `host:port` that may be private or on other ports. */
  allowHosts: string[]
  http: { host: string; port: number; fixed: boolean }
  publicUrl: string | null
  /** Whether the page is read without signing in; auto: on this machine only, and only where nobody else can reach it. */
  pageOpen: 'auto' | 'yes' | 'no'
  contact: string
  webhookSecret: string | null
  alarmUrl: string | null
  logLevel: LogLevel
  /** Days that unmatched articles are kept. */
  keepDays: number
  /** With less free space than this where the data lies, polling pauses. */
  lowDiskBytes: number
  proxy: { http: string | null; https: string | null }
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

type Env = Readonly<Record<string, string | undefined>>

/** Raised with every problem at once, so that one restart fixes them all. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError'
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(`These settings cannot be used:\n${problems.map((problem) => `- ${problem}`).join('\n')}`)
    this.problems = problems
  }
}

/** What each setting means; `rasid doctor`, `.env.example` and the documents are checked against it. */
export const SETTING_NAMES = [
  'DATABASE_URL',
  'RASID_DATA_DIR',
  'RASID_BOT_TOKEN',
  'RASID_TELEGRAM_API_ROOT',
  'RASID_OPERATORS',
  'RASID_ALLOW_HOSTS',
  'RASID_HTTP_ADDRESS',
  'RASID_PUBLIC_URL',
  'RASID_PAGE_OPEN',
  'RASID_CONTACT',
  'RASID_WEBHOOK_SECRET',
  'RASID_ALARM_URL',
  'RASID_LOG_LEVEL',
  'RASID_KEEP_DAYS',
  'RASID_LOW_DISK_MIB',
] as const

const DEFAULT_CONTACT = 'https://github.com/rasid-news/rasid'

/** Reads the environment once. Throws SettingsError with all problems listed. An empty value counts as not set. */
export function readSettings(env: Env): Settings {
  const problems: string[] = []
  const value = (name: string): string | null => env[name]?.trim() || null
  const wholeNumber = (name: string, range: { unset: number; least: number; most: number }): number => {
    const n = inRange(value(name), range)
    if (n === null) problems.push(`${name} must be a whole number from ${range.least} to ${range.most}`)
    return n ?? range.unset
  }
  const settings: Settings = {
    databaseUrl: url(value('DATABASE_URL'), 'DATABASE_URL', ['postgres:', 'postgresql:'], problems),
    dataDir: value('RASID_DATA_DIR'),
    botToken: value('RASID_BOT_TOKEN'),
    telegramApiRoot:
      url(value('RASID_TELEGRAM_API_ROOT'), 'RASID_TELEGRAM_API_ROOT', ['http:', 'https:'], problems)?.replace(
        /\/+$/,
        '',
      ) ?? 'https://api.telegram.org',
    operators: numbers(value('RASID_OPERATORS'), problems),
    allowHosts: hosts(value('RASID_ALLOW_HOSTS'), problems),
    http: address(value('RASID_HTTP_ADDRESS'), problems),
    publicUrl:
      url(value('RASID_PUBLIC_URL'), 'RASID_PUBLIC_URL', ['http:', 'https:'], problems)?.replace(/\/+$/, '') ?? null,
    pageOpen: oneOf(value('RASID_PAGE_OPEN'), 'RASID_PAGE_OPEN', ['auto', 'yes', 'no'], problems),
    contact: value('RASID_CONTACT') ?? DEFAULT_CONTACT,
    webhookSecret: value('RASID_WEBHOOK_SECRET'),
    alarmUrl: url(value('RASID_ALARM_URL'), 'RASID_ALARM_URL', ['http:', 'https:'], problems),
    logLevel: oneOf(value('RASID_LOG_LEVEL'), 'RASID_LOG_LEVEL', LOG_LEVELS, problems, 'info'),
    keepDays: wholeNumber('RASID_KEEP_DAYS', { unset: KEEP_DAYS, least: 7, most: 36_500 }),
    lowDiskBytes: wholeNumber('RASID_LOW_DISK_MIB', { unset: 1024, least: 16, most: 1_048_576 }) * 1024 ** 2,
    proxy: {
      http: url(value('HTTP_PROXY') ?? value('http_proxy'), 'HTTP_PROXY', ['http:', 'https:'], problems),
      https: url(value('HTTPS_PROXY') ?? value('https_proxy'), 'HTTPS_PROXY', ['http:', 'https:'], problems),
    },
  }
  checkTogether(settings, problems)
  if (problems.length > 0) throw new SettingsError(problems)
  return settings
}

function checkTogether(settings: Settings, problems: string[]): void {
  if (settings.botToken !== null && !/^\d{3,}:[\w-]{30,}$/.test(settings.botToken)) {
    problems.push('RASID_BOT_TOKEN does not look like a token from @BotFather (digits, a colon, then about 35 letters)')
  }
  if (settings.webhookSecret !== null && !/^[\w-]{16,256}$/.test(settings.webhookSecret)) {
    problems.push('RASID_WEBHOOK_SECRET must be 16 to 256 characters of A-Z a-z 0-9 _ - (as Telegram asks)')
  }
  if (settings.webhookSecret !== null && settings.publicUrl === null) {
    problems.push('RASID_WEBHOOK_SECRET needs RASID_PUBLIC_URL: Telegram must know where to post')
  }
}

// The problem never repeats the value: a URL may carry a password.
function url(text: string | null, name: string, protocols: string[], problems: string[]): string | null {
  if (text === null) return null
  const wanted = `${protocols.join(' or ').replaceAll(':', '')} address`
  const parsed = URL.canParse(text) ? new URL(text) : null
  if (parsed === null || !protocols.includes(parsed.protocol)) {
    problems.push(`${name} is not a ${wanted}, for example ${protocols[0]}//host/…`)
    return null
  }
  return text
}

function numbers(text: string | null, problems: string[]): number[] {
  if (text === null) return []
  return text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((part) => {
      const id = Number(part)
      if (!Number.isSafeInteger(id) || id <= 0) {
        problems.push(
          `RASID_OPERATORS takes numeric Telegram user ids separated by commas; "${part}" is not one (ask @userinfobot for yours)`,
        )
      }
      return id
    })
}

function inRange(text: string | null, range: { unset: number; least: number; most: number }): number | null {
  if (text === null) return range.unset
  const n = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  return n >= range.least && n <= range.most ? n : null
}

function hosts(text: string | null, problems: string[]): string[] {
  if (text === null) return []
  return text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((part) => {
      if (!/^(\[[0-9a-f:.]+\]|[^\s:/@]+):\d{1,5}$/i.test(part)) {
        problems.push(`RASID_ALLOW_HOSTS takes host:port pairs separated by commas; "${part}" is not one`)
      }
      return part.toLowerCase()
    })
}

function address(text: string | null, problems: string[]): Settings['http'] {
  if (text === null) return { host: '127.0.0.1', port: 4780, fixed: false }
  const found = /^(\[[0-9a-f:]+\]|[^\s:]+):(\d{1,5})$/i.exec(text)
  const host = found?.[1]?.replace(/^\[|\]$/g, '') ?? ''
  const port = Number(found?.[2])
  if (!found || port > 65_535 || (isIP(host) === 0 && host !== 'localhost')) {
    problems.push('RASID_HTTP_ADDRESS must be address:port, for example 127.0.0.1:4780 or 0.0.0.0:8080')
  }
  return { host, port, fixed: true }
}

/** One of a few words; the fallback, or else the first of them, when nothing is said. */
function oneOf<Word extends string>(
  text: string | null,
  name: string,
  words: readonly Word[],
  problems: string[],
  fallback: Word = words[0] as Word,
): Word {
  const word = words.find((known) => known === (text ?? fallback))
  if (word === undefined) problems.push(`${name} must be one of ${words.join(', ')}; got "${text}"`)
  return word ?? fallback
}
