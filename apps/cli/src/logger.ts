import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { LogLevel } from '@rasid/operations'
import { destination, type Logger, pino, stdSerializers } from 'pino'

/** Where log lines go: standard error for a role on its own, a file beside the data for `rasid start`. */
export type LogTarget = { kind: 'stderr' } | { kind: 'file'; folder: string }

/** One JSON object a line, each through `hide`. @returns the logger and, for a file, where it is. */
export function openLog(
  level: LogLevel,
  target: LogTarget,
  hide: (line: string) => string,
): { log: Logger; file: string | null } {
  const file = target.kind === 'file' ? join(target.folder, 'rasid.log') : null
  if (target.kind === 'file') mkdirSync(target.folder, { recursive: true, mode: 0o700 })
  const out = file === null ? destination(2) : destination({ dest: file, mkdir: true, sync: true })
  const options = {
    level,
    base: { pid: process.pid },
    timestamp: () => `,"at":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: stdSerializers.err },
    hooks: { streamWrite: hide },
  }
  return { log: pino(options, out), file }
}
