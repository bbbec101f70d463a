import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { redact } from '@rasid/operations'
import { describe, expect, it } from 'vitest'
import { openLog } from './logger.ts'

const SECRET = 'AAF0f1-thisIsNotARealSecretButLong_enough'

describe('openLog', () => {
  it('writes an error without its secrets, as one JSON line', () => {
    const folder = mkdtempSync(join(tmpdir(), 'rasid-log-'))
    const { log, file } = openLog('info', { kind: 'file', folder }, redact)
    log.error({ err: new Error(`fetch https://api.telegram.org/bot9876:${SECRET}/getMe failed`) }, 'telegram')
    const text = readFileSync(file ?? '', 'utf8')
    rmSync(folder, { recursive: true })
    expect(text).not.toContain(SECRET)
    expect(JSON.parse(text)).toMatchObject({ level: 'error', msg: 'telegram', err: { type: 'Error' } })
  })
})
