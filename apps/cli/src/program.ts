import type { Readable } from 'node:stream'
import { readSettings, type Settings } from '@rasid/operations/settings'
import type { BackupError } from '@rasid/store'
import { Command, CommanderError } from 'commander'
import { commandTree } from './command-tree.ts'
import { commandNamed } from './commands/index.ts'
import { CommandError, EXIT, type Streams, say } from './output.ts'
import { withoutMistakenOptions } from './search-text.ts'
import { VERSION } from './visitor.ts'

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
    const words = withoutMistakenOptions(args)
    await (await program(cli, words)).parseAsync(words, { from: 'user' })
    return exitCode
  } catch (error) {
    return explain(error, around.streams)
  }
}

/**
 * The program with the one command that the words name. The others are there by name and summary only: reading the code
 * of all of them costs seconds, of `match` or `--help` a fraction of one.
 */
async function program(cli: Cli, words: readonly string[]): Promise<Command> {
  const root = new Command('rasid')
    .description('راصد · watches Arabic news for one topic and tells people on Telegram')
    .configureOutput({
      writeOut: (text) => void cli.streams.out.write(text),
      writeErr: (text) => void cli.streams.err.write(text),
    })
    .showHelpAfterError('(rasid --help lists the commands)')
    .version(VERSION, '-V, --version', 'print the version')
    .exitOverride()
  const [first = '', ...rest] = words.filter((word) => !word.startsWith('-'))
  const [name = '', ...more] = first === 'help' ? rest : [first, ...rest]
  const named = commandNamed(name)
  const add = await named?.load(more)
  for (const { name: other, summary } of commandTree)
    if (!named?.names.includes(other)) root.command(other).description(summary)
  add?.(root, cli)
  return root
}

// The file is at fault, not the database or the program.
const BAD_FILE: readonly BackupError['problem'][] = ['file', 'foreign', 'torn']

// By name: the classes themselves would load what the command at hand did not need.
const EXPECTED: ReadonlySet<string> = new Set(['SettingsError', 'TopicError', 'DatabaseUnavailable', 'WebAddressError'])

// Expected troubles are one message; anything else is a bug, and says so without a stack unless asked for.
async function explain(error: unknown, streams: Streams): Promise<number> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage
  if (error instanceof CommandError) {
    say(streams, error.message)
    return error.exitCode
  }
  if (isBackupError(error)) {
    say(streams, error.message)
    return BAD_FILE.includes(error.problem) ? EXIT.badInput : EXIT.cannotRun
  }
  if (error instanceof Error && EXPECTED.has(error.name)) {
    say(streams, error.message)
    return EXIT.cannotRun
  }
  const { redact } = await import('@rasid/operations')
  const words = redact(error instanceof Error ? error.message : String(error))
  say(streams, `Something went wrong that Rasid did not expect: ${words}`)
  say(streams, 'Nothing was lost. `rasid doctor` shows what works; RASID_LOG_LEVEL=debug shows more.')
  return EXIT.cannotRun
}

const isBackupError = (error: unknown): error is BackupError => error instanceof Error && error.name === 'BackupError'
