import { createInterface } from 'node:readline'
import type { Cli } from './program.ts'

/** The first line of what a person types; '' when the input ends before one. */
export async function firstLine({ stdin }: Pick<Cli, 'stdin'>): Promise<string> {
  const lines = createInterface({ input: stdin })
  for await (const text of lines) {
    lines.close()
    return text.trim()
  }
  return ''
}
