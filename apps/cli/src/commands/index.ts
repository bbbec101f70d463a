import type { Command } from 'commander'
import type { Cli } from '../program.ts'
import { addMatch } from './match.ts'
import { addRoles } from './roles.ts'

/** Every command adds itself to the program; the order is that of `rasid --help`. */
export const commands: readonly ((root: Command, cli: Cli) => void)[] = [addRoles, addMatch]
