import { Command, type Option } from 'commander'
import type { CommandNode } from './command-tree.ts'
import { commandFiles } from './commands/index.ts'
import type { OneOf } from './parse-options.ts'
import type { Cli } from './program.ts'

/** The whole program, with the code of every command: what `command-tree.json` and the test of all helps look at. */
export async function wholeProgram(cli: Cli): Promise<Command> {
  const root = new Command('rasid')
  for (const { load } of commandFiles) (await load([]))(root, cli)
  return root
}

/** What the commands say of themselves. */
export function treeOf(command: Command): CommandNode[] {
  return command.commands.map((sub) => ({
    name: sub.name(),
    summary: sub.description(),
    options: sub.options.map((option) => ({
      name: option.long ?? '',
      summary: option.description,
      ...(option.required && { values: wordsOf(option) }),
    })),
    commands: treeOf(sub),
  }))
}

const wordsOf = ({ parseArg }: Option): readonly string[] =>
  (parseArg as Partial<OneOf<string>> | undefined)?.words ?? []
