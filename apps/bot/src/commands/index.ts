import { addfeed } from './addfeed.ts'
import { claim } from './claim.ts'
import type { Command } from './command.ts'
import { feeds } from './feeds.ts'
import { helpFor } from './help.ts'
import { latest } from './latest.ts'
import { ops } from './ops.ts'
import { search } from './search.ts'
import { settings } from './settings.ts'
import { start } from './start.ts'
import { stop } from './stop.ts'

const help = helpFor(() => commands)

/** Every command, in the order of the menus. Dispatch, Telegram's menus and /help all read this list. */
export const commands: readonly Command[] = [start, latest, search, settings, stop, help, addfeed, feeds, ops, claim]
