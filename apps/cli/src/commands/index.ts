import type { Command } from 'commander'
import type { Cli } from '../program.ts'
import { addBackup } from './backup.ts'
import { addDatabase } from './database.ts'
import { addDigest } from './digest.ts'
import { addDoctor } from './doctor.ts'
import { addExplain } from './explain.ts'
import { addFeeds } from './feeds.ts'
import { addMatch } from './match.ts'
import { addPoll } from './poll.ts'
import { addPrune } from './prune.ts'
import { addQuery } from './query.ts'
import { addRoles } from './roles.ts'
import { addSaved } from './saved.ts'
import { addToken } from './token.ts'
import { addTopic } from './topic.ts'

/** Every command adds itself to the program; the order is that of `rasid --help`. */
export const commands: readonly ((root: Command, cli: Cli) => void)[] = [
  addRoles,
  addPoll,
  addMatch,
  addQuery,
  addSaved,
  addExplain,
  addTopic,
  addFeeds,
  addDigest,
  addToken,
  addDatabase,
  addBackup,
  addPrune,
  addDoctor,
]
