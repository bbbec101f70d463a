// Writes command-tree.json anew. Run after a command or an option changed: node apps/cli/src/write-command-tree.ts
import { writeFileSync } from 'node:fs'
import type { Cli } from './program.ts'
import { treeOf, wholeProgram } from './read-command-tree.ts'

// Commands only say what they are here; none of them runs.
const nobody = {} as Cli
const tree = treeOf(await wholeProgram(nobody))
writeFileSync(new URL('command-tree.json', import.meta.url), `${JSON.stringify(tree, null, 2)}\n`)
