import { addfeed } from './addfeed.ts'
import { broadcast } from './broadcast.ts'
import { claim } from './claim.ts'
import type { Command } from './command.ts'
import { exportOpml } from './export.ts'
import { feeds } from './feeds.ts'
import { health } from './health.ts'
import { helpFor } from './help.ts'
import { importOpml } from './import.ts'
import { latest } from './latest.ts'
import { operators } from './operators.ts'
import { ops } from './ops.ts'
import { page } from './page.ts'
import { search } from './search.ts'
import { settings } from './settings.ts'
import { start } from './start.ts'
import { stats } from './stats.ts'
import { stop } from './stop.ts'
import { sub } from './sub.ts'
import { topic } from './topic.ts'

const help = helpFor(() => commands)

/** Every command, in the order of the menus. Dispatch, Telegram's menus and /help all read this list. */
export const commands: readonly Command[] = [
  ...[start, latest, search, settings, stop, help],
  ...[addfeed, feeds, importOpml, exportOpml, topic, stats, health, page, broadcast, operators, ops],
  ...[sub, claim],
]
