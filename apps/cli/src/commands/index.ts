import type { Command } from 'commander'
import type { Cli } from '../program.ts'

/** Adds a command, whole, to the program. */
export type AddCommand = (root: Command, cli: Cli) => void

/** What stands in one file: its commands, and how to get at it when one of them is asked for. */
export interface CommandFile {
  names: readonly string[]
  /** @param rest the words after the command's name, without options */
  load(rest: readonly string[]): Promise<AddCommand>
}

/** Every command; the order is that of `rasid --help`. Files are read when needed: together they cost seconds. */
export const commandFiles: readonly CommandFile[] = [
  {
    names: ['start', 'demo', 'worker', 'bot', 'web', 'migrate'],
    load: async () => (await import('./roles.ts')).addRoles,
  },
  { names: ['poll'], load: async () => (await import('./poll.ts')).addPoll },
  { names: ['match'], load: async () => (await import('./match.ts')).addMatch },
  { names: ['query'], load: async () => (await import('./query.ts')).addQuery },
  { names: ['stories'], load: async () => (await import('./stories.ts')).addStories },
  { names: ['saved'], load: async () => (await import('./saved.ts')).addSaved },
  { names: ['explain'], load: async () => (await import('./explain.ts')).addExplain },
  { names: ['topic'], load: async () => (await import('./topic.ts')).addTopic },
  {
    names: ['feeds'],
    load: async ([sub]) => (sub === 'inspect' ? inspectAlone() : (await import('./feeds.ts')).addFeeds),
  },
  { names: ['digest'], load: async () => (await import('./digest.ts')).addDigest },
  { names: ['messages'], load: async () => (await import('./messages.ts')).addMessages },
  { names: ['stats'], load: async () => (await import('./stats.ts')).addStats },
  { names: ['export'], load: async () => (await import('./export.ts')).addExport },
  { names: ['token'], load: async () => (await import('./token.ts')).addToken },
  { names: ['database'], load: async () => (await import('./database.ts')).addDatabase },
  { names: ['backup', 'restore'], load: async () => (await import('./backup.ts')).addBackup },
  { names: ['prune'], load: async () => (await import('./prune.ts')).addPrune },
  { names: ['doctor'], load: async () => (await import('./doctor.ts')).addDoctor },
  { names: ['completion'], load: async () => (await import('./completion.ts')).addCompletion },
]

/** The file of a command. */
export const commandNamed = (name: string): CommandFile | undefined =>
  commandFiles.find(({ names }) => names.includes(name))

// It needs no database, and the other commands on feeds load one.
async function inspectAlone(): Promise<AddCommand> {
  const { addInspect } = await import('./inspect.ts')
  return (root, cli) => addInspect(root.command('feeds').description('the feeds that are followed'), cli)
}
