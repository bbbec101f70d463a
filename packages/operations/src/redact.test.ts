import { describe, expect, it } from 'vitest'
import { createRedactor, redact, secretsOf } from './redact.ts'
import { readSettings } from './settings.ts'

const SECRET = 'AAF0f1-thisIsNotARealSecretButLong_enough'

describe('a log line', () => {
  it.each([
    { why: 'a token in an address', line: `https://api.telegram.org/bot123456:${SECRET}/sendMessage` },
    { why: 'a bare token', line: `token 123456:${SECRET} refused` },
    { why: 'a token in JSON', line: JSON.stringify({ err: { message: `bot1234:${SECRET}` } }) },
    { why: 'a password of a database', line: `postgres://rasid:${SECRET}@db:5432/rasid` },
    { why: 'a password of a proxy, in JSON', line: JSON.stringify({ proxy: `http://u:${SECRET}@p:3128` }) },
    {
      why: 'a key of a feed',
      line: JSON.stringify({ url: `https://a.example/rss?page=2&api_key=${SECRET}`, feed: 7 }),
    },
    { why: 'a token of a feed in a sentence', line: `GET https://a.example/rss?token=${SECRET} failed` },
    { why: 'a token of the API in a header', line: JSON.stringify({ authorization: `Bearer rasid_00${SECRET}` }) },
    { why: 'a password in a query', line: `https://a.example/rss?user=me&password=${SECRET}#top` },
  ])('hides $why', ({ line }) => {
    const shown = redact(line)
    expect(shown).not.toContain(SECRET)
    if (line.startsWith('{')) expect(Object.keys(JSON.parse(shown))).toEqual(Object.keys(JSON.parse(line)))
  })

  it.each([
    {
      why: 'times, ports and addresses',
      line: '{"at":"2026-11-22T07:00:00.000Z","url":"https://feeds.example:8443/a:b"}',
    },
    { why: 'a chat and a time', line: 'at 12:45 chat 123456: gone' },
    { why: 'names that begin alike', line: 'rasid_feeds and application_name rasid_worker' },
    { why: 'two addresses in one object', line: '{"a":"https://a.example","b":"mail x@b.example","c":"?key"}' },
    { why: 'a query without secrets', line: 'https://a.example/rss?page=2&monkey=1' },
  ])('keeps $why', ({ line }) => {
    expect(redact(line)).toBe(line)
  })
})

describe('an installation’s own secrets', () => {
  const password = 'p@ss "word" \\ with/all'
  const settings = readSettings({
    DATABASE_URL: `postgres://rasid:${encodeURIComponent(password)}@db/rasid`,
    RASID_BOT_TOKEN: `123456:${SECRET}`,
    RASID_WEBHOOK_SECRET: 'webhook-secret-of-a-test',
    RASID_PUBLIC_URL: 'https://rasid.example',
    RASID_ALARM_URL: 'https://hooks.example/services/T000/B000/XXXX',
    HTTPS_PROXY: 'http://user:proxy-password@proxy:3128',
  })
  const hide = createRedactor(secretsOf(settings, 'postgres://rasid:embedded-password@127.0.0.1:5999/rasid'))

  it.each([
    { why: 'the bot’s secret without its number', said: SECRET },
    { why: 'the webhook’s secret', said: 'webhook-secret-of-a-test' },
    { why: 'the alarm’s address', said: 'https://hooks.example/services/T000/B000/XXXX' },
    { why: 'the proxy’s password', said: 'proxy-password' },
    { why: 'the embedded database’s password', said: 'embedded-password' },
    { why: 'the database’s password', said: password },
    { why: 'the same as in an address', said: encodeURIComponent(password) },
    { why: 'the same as in JSON', said: JSON.stringify(password).slice(1, -1) },
  ])('hides $why wherever it stands', ({ said }) => {
    expect(hide(`before ${said} after`)).toBe('before <secret> after')
  })

  it('does not take a short password for one: it may be a word of every line', () => {
    expect(createRedactor(['rasid'])('rasid worker')).toBe('rasid worker')
  })
})
