// Where every process of Rasid begins. Reads the environment once and hands it on; nothing else reads it.
import './load-drizzle-fast.ts'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { runProgram } from './program.ts'

const dotEnv = fileURLToPath(new URL('../../../.env', import.meta.url))
if (existsSync(dotEnv)) process.loadEnvFile(dotEnv)

// A reader that closes early (`rasid query | head`) is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 3))

process.exitCode = await runProgram(process.argv.slice(2), {
  env: process.env,
  stdin: process.stdin,
  streams: { out: process.stdout, err: process.stderr },
  onStop: (stop) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop(signal))
  },
})
