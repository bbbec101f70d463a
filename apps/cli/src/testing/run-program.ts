import { Readable, Writable } from 'node:stream'
import { runProgram } from '../program.ts'

/** What a command line printed and how it ended. */
export interface Ran {
  code: number
  out: string
  err: string
}

/** Runs a command line in this process, with streams of the test's own. */
export async function run(
  args: readonly string[],
  {
    stdin = '',
    env = {},
    isTerminal = false,
  }: { stdin?: string; env?: Record<string, string>; isTerminal?: boolean } = {},
): Promise<Ran> {
  const [out, err] = [collector(isTerminal), collector(false)]
  const around = { env, stdin: Readable.from([stdin]), streams: { out: out.stream, err: err.stream }, onStop: () => {} }
  const code = await runProgram(args, around)
  return { code, out: out.text(), err: err.text() }
}

function collector(isTerminal: boolean) {
  const chunks: string[] = []
  const stream = new Writable({
    decodeStrings: false,
    write: (chunk: string, _, done) => {
      chunks.push(String(chunk))
      done()
    },
  })
  if (isTerminal) Object.assign(stream, { isTTY: true })
  return { stream, text: () => chunks.join('') }
}
