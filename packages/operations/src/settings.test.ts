import { describe, expect, it } from 'vitest'
import { readSettings, SettingsError } from './settings.ts'

const TOKEN = `123456:${'A'.repeat(35)}`

const problemsOf = (env: Record<string, string>): readonly string[] => {
  try {
    readSettings(env)
    return []
  } catch (error) {
    if (error instanceof SettingsError) return error.problems
    throw error
  }
}

describe('readSettings', () => {
  it('has a default for everything', () => {
    expect(readSettings({})).toMatchObject({
      databaseUrl: null,
      botToken: null,
      telegramApiRoot: 'https://api.telegram.org',
      operators: [],
      http: { host: '127.0.0.1', port: 4780, fixed: false },
      logLevel: 'info',
      keepDays: 90,
      lowDiskBytes: 1024 ** 3,
    })
  })

  it('takes an empty value for one that is not set', () => {
    expect(readSettings({ RASID_BOT_TOKEN: '  ', DATABASE_URL: '' })).toEqual(readSettings({}))
  })

  it('reads what is set', () => {
    const settings = readSettings({
      DATABASE_URL: 'postgres://u:p@db:5432/rasid',
      RASID_BOT_TOKEN: TOKEN,
      RASID_OPERATORS: '1, 22 333',
      RASID_ALLOW_HOSTS: 'Feeds.Local:8080,[::1]:81',
      RASID_HTTP_ADDRESS: '[::]:8080',
      RASID_PUBLIC_URL: 'https://rasid.example/',
    })
    expect(settings).toMatchObject({
      botToken: TOKEN,
      operators: [1, 22, 333],
      allowHosts: ['feeds.local:8080', '[::1]:81'],
      http: { host: '::', port: 8080, fixed: true },
      publicUrl: 'https://rasid.example',
    })
  })

  it('lists every problem at once', () => {
    const env = { DATABASE_URL: 'mysql://x', RASID_BOT_TOKEN: 'no', RASID_OPERATORS: '5,abc', RASID_LOG_LEVEL: 'loud' }
    expect(problemsOf({ ...env, RASID_KEEP_DAYS: '1', RASID_LOW_DISK_MIB: '1e4' })).toHaveLength(6)
  })

  it.each([
    {
      why: 'a database address with a password',
      env: { DATABASE_URL: 'mysql://user:hunter2@h/db' },
      secret: 'hunter2',
    },
    { why: 'a token of the wrong shape', env: { RASID_BOT_TOKEN: 'hunter2:abc' }, secret: 'hunter2' },
    { why: 'a webhook secret of the wrong shape', env: { RASID_WEBHOOK_SECRET: 'hunter2 !' }, secret: 'hunter2' },
  ])('never repeats $why', ({ env, secret }) => {
    const problems = problemsOf(env as unknown as Record<string, string>)
    expect(problems.length).toBeGreaterThan(0)
    expect(problems.join()).not.toContain(secret)
  })

  it.each(['8080', 'example.org:80', '127.0.0.1:99999', '127.0.0.1:'])(
    'refuses %s as an address to listen on',
    (value) => {
      expect(problemsOf({ RASID_HTTP_ADDRESS: value })).toHaveLength(1)
    },
  )

  it('asks for a public address when a webhook secret is set', () => {
    expect(problemsOf({ RASID_WEBHOOK_SECRET: 'a'.repeat(20) })).toEqual([expect.stringContaining('RASID_PUBLIC_URL')])
  })
})
