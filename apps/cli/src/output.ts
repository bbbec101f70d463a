import type { Writable } from 'node:stream'

/** Exit codes of CONTRACTS.md. */
export const EXIT = { done: 0, badInput: 1, usage: 2, cannotRun: 3 } as const

/** Where a command writes: results on `out`, all else on `err`. */
export interface Streams {
  out: Writable
  err: Writable
}

/** Something that a person can mend; shown as one line, without a stack. */
export class CommandError extends Error {
  readonly exitCode: number
  constructor(message: string, exitCode: number = EXIT.badInput) {
    super(message)
    this.exitCode = exitCode
  }
}

/** Writes and waits while the reader is behind, so that a long result never piles up in memory. */
export async function write(stream: Writable, text: string): Promise<void> {
  if (!stream.write(text)) await new Promise<void>((resolve) => stream.once('drain', resolve))
}

/** One line on standard error. */
export function say(streams: Streams, line: string): void {
  streams.err.write(`${line}\n`)
}
