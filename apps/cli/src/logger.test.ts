import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openLog, withoutSecrets } from './logger.ts'

const SECRET = 'AAF0f1-thisIsNotARealSecretButLong_enough'

describe('withoutSecrets', () => {
  it.each([
    { why: 'a token in a URL', line: `https://api.telegram.org/bot123456:${SECRET}/sendMessage` },
    { why: 'a bare token', line: `token 123456:${SECRET} refused` },
    { why: 'a password of a database', line: `postgres://rasid:${SECRET}@db:5432/rasid` },
  ])('hides $why', ({ line }) => {
    expect(withoutSecrets(line)).not.toContain(SECRET)
  })

  it('leaves times, ports and ordinary addresses alone', () => {
    const line = '{"at":"2026-11-22T07:00:00.000Z","url":"https://feeds.example:8443/a:b"}'
    expect(withoutSecrets(line)).toBe(line)
  })
})

describe('openLog', () => {
  it('writes an error without its secrets, as one JSON line', () => {
    const folder = mkdtempSync(join(tmpdir(), 'rasid-log-'))
    const { log, file } = openLog('info', { kind: 'file', folder })
    log.error({ err: new Error(`fetch https://api.telegram.org/bot9876:${SECRET}/getMe failed`) }, 'telegram')
    const text = readFileSync(file ?? '', 'utf8')
    rmSync(folder, { recursive: true })
    expect(text).not.toContain(SECRET)
    expect(JSON.parse(text)).toMatchObject({ level: 'error', msg: 'telegram', err: { type: 'Error' } })
  })
})
