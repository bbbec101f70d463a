import type { Readable } from 'node:stream'
import { TopicError } from '@rasid/core'
import { readSettings, redact, type Settings, SettingsError } from '@rasid/operations'
import { BackupError, DatabaseUnavailable } from '@rasid/store'
import { WebAddressError } from '@rasid/web'
import { Command, CommanderError } from 'commander'
import { commands } from './commands/index.ts'
import { CommandError, EXIT, type Streams, say } from './output.ts'
import { withoutMistakenOptions } from './search-text.ts'

/** The process as the commands see it, so that tests can run them without one. */
export interface Surroundings {
  env: Readonly<Record<string, string | undefined>>
  stdin: Readable
  streams: Streams
  /** Calls `stop` once, when the process is asked to end. */
  onStop(stop: (signal: string) => void): void
}

/** What a command gets. Settings are read when first asked for: `rasid match` and `--help` work with broken ones. */
export interface Cli extends Surroundings {
  settings(): Settings
  /** A command that did its work but met something bad in the input or outside ends with 1. */
  exitWith(code: number): void
}

/** Runs one command line. @returns the exit code of CONTRACTS.md; never throws. */
export async function runProgram(args: readonly string[], around: Surroundings): Promise<number> {
  let exitCode: number = EXIT.done
  let settings: Settings | null = null
  const cli: Cli = {
    ...around,
    settings: () => (settings ??= readSettings(around.env)),
    exitWith: (code) => {
      exitCode = code
    },
  }
  try {
    await program(cli).parseAsync(withoutMistakenOptions(args), { from: 'user' })
    return exitCode
  } catch (error) {
    return explain(error, around.streams)
  }
}

function program(cli: Cli): Command {
  const root = new Command('rasid')
    .description('راصد · watches Arabic news for one topic and tells people on Telegram')
    .configureOutput({
      writeOut: (text) => void cli.streams.out.write(text),
      writeErr: (text) => void cli.streams.err.write(text),
    })
    .showHelpAfterError('(rasid --help lists the commands)')
    .exitOverride()
  for (const add of commands) add(root, cli)
  return root
}

// The file is at fault, not the database or the program.
const BAD_FILE: readonly BackupError['problem'][] = ['file', 'foreign', 'torn']

// Expected troubles are one message; anything else is a bug, and says so without a stack unless asked for.
function explain(error: unknown, streams: Streams): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage
  if (error instanceof CommandError) {
    say(streams, error.message)
    return error.exitCode
  }
  if (error instanceof BackupError) {
    say(streams, error.message)
    return BAD_FILE.includes(error.problem) ? EXIT.badInput : EXIT.cannotRun
  }
  if (
    error instanceof SettingsError ||
    error instanceof TopicError ||
    error instanceof DatabaseUnavailable ||
    error instanceof WebAddressError
  ) {
    say(streams, error.message)
    return EXIT.cannotRun
  }
  const words = redact(error instanceof Error ? error.message : String(error))
  say(streams, `Something went wrong that Rasid did not expect: ${words}`)
  say(streams, 'Nothing was lost. `rasid doctor` shows what works; RASID_LOG_LEVEL=debug shows more.')
  return EXIT.cannotRun
}
