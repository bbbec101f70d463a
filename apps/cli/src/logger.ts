import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { LogLevel } from '@rasid/operations'
import { destination, type Logger, pino, stdSerializers } from 'pino'

// The secret part of a token, wherever a library put it: grammY's network errors carry the whole URL of the request.
const TOKEN = /(\b|bot)(\d{3,}):[\w-]{30,}/g
// Passwords inside connection URLs.
const PASSWORD = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s@/]+@/gi

/** A line without bot tokens and passwords. */
export function withoutSecrets(line: string): string {
  return line.replace(TOKEN, '$1$2:…').replace(PASSWORD, '$1:…@')
}

/** Where log lines go: standard error for a role on its own, a file beside the data for `rasid start`. */
export type LogTarget = { kind: 'stderr' } | { kind: 'file'; folder: string }

/** One JSON object a line, every line without secrets. @returns the logger and, for a file, where it is. */
export function openLog(level: LogLevel, target: LogTarget): { log: Logger; file: string | null } {
  const file = target.kind === 'file' ? join(target.folder, 'rasid.log') : null
  if (target.kind === 'file') mkdirSync(target.folder, { recursive: true, mode: 0o700 })
  const out = file === null ? destination(2) : destination({ dest: file, mkdir: true, sync: true })
  const options = {
    level,
    base: { pid: process.pid },
    timestamp: () => `,"at":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: stdSerializers.err },
    hooks: { streamWrite: withoutSecrets },
  }
  return { log: pino(options, out), file }
}
