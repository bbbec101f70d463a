import { Readable, Writable } from 'node:stream'
import { runProgram } from '../program.ts'

/** What a command line gave back. */
export interface Ran {
  code: number
  out: string
  err: string
}

/** Runs one command line without a process. `env` is all the environment it sees. */
export async function run(
  args: readonly string[],
  options: { stdin?: string; env?: Record<string, string> } = {},
): Promise<Ran> {
  const written = { out: '', err: '' }
  const stream = (name: 'out' | 'err') =>
    new Writable({
      write(chunk, _encoding, done) {
        written[name] += String(chunk)
        done()
      },
    })
  const code = await runProgram(args, {
    env: options.env ?? {},
    stdin: Readable.from([options.stdin ?? '']),
    streams: { out: stream('out'), err: stream('err') },
    onStop: () => {},
  })
  return { code, ...written }
}
