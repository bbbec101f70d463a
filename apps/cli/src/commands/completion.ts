import type { Command } from 'commander'
import { commandTree } from '../command-tree.ts'
import { completionScript, SHELLS, type Shell } from '../completion-scripts.ts'
import { CommandError, EXIT, write } from '../output.ts'
import type { Cli } from '../program.ts'

/** `rasid completion <shell>` */
export function addCompletion(root: Command, cli: Cli): void {
  root
    .command('completion')
    .description('print a script that lets the shell complete commands and options')
    .argument('<shell>', SHELLS.join(', '))
    .addHelpText('after', EXAMPLES)
    .action((name: string) => {
      const shell = SHELLS.find((known): known is Shell => known === name)
      if (shell === undefined) throw new CommandError(`“${name}” is none of ${SHELLS.join(', ')}.`, EXIT.usage)
      return write(cli.streams.out, completionScript(shell, commandTree))
    })
}

const EXAMPLES = `
Examples:
  source <(rasid completion bash)
  rasid completion zsh > "\${fpath[1]}/_rasid"
  rasid completion fish > ~/.config/fish/completions/rasid.fish`
