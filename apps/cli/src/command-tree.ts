import { readFileSync } from 'node:fs'

/** A command as `--help` and completion know it, without its code. */
export interface CommandNode {
  name: string
  summary: string
  /** Long options, with the two dashes. `values`: what may follow, none named where anything may; absent where nothing does. */
  options: { name: string; summary: string; values?: readonly string[] }[]
  commands: CommandNode[]
}

/**
 * Every command of the program. The file is written by `write-command-tree.ts` from what the commands say of themselves;
 * a test holds it against them.
 */
export const commandTree: readonly CommandNode[] = JSON.parse(
  readFileSync(new URL('command-tree.json', import.meta.url), 'utf8'),
)
