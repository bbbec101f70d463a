import { texts } from '@rasid/core'
import type { SearchInput, SearchPage } from '@rasid/operations'
import { BadCursor } from '@rasid/store'
import type { Command } from 'commander'
import { CommandError, EXIT, type Streams, say } from './output.ts'
import { countUpTo, instant, oneOf } from './parse-options.ts'
import { searchText } from './search-text.ts'

/** What the commands that search have in common, as commander gives it. */
export interface SearchOptions {
  entity?: string[]
  outlet?: string
  tier?: 'core' | 'related'
  topic?: string
  story?: number
  since?: Date
  until?: Date
  cursor?: string
}

const LARGEST_ID = Number.MAX_SAFE_INTEGER

/** Gives a command the words and filters of a search. */
export function withSearch(command: Command): Command {
  return command
    .argument(
      '[words...]',
      'words that must all be there, in any spelling; "a phrase", prefix*, -excluded, entity:name',
    )
    .option('--entity <name>', 'about this entity of the topic; may be given again', (name, all: string[] = []) => [
      ...all,
      name,
    ])
    .option('--outlet <name>', 'only this outlet')
    .option('--tier <tier>', 'core or related', oneOf(['core', 'related']))
    .option('--topic <id>', 'only this topic')
    .option('--story <number>', 'only this story', countUpTo(LARGEST_ID))
    .option('--since <when>', 'first seen since: a date, or 24h, 7d', instant)
    .option('--until <when>', 'first seen before', instant)
}

/** The words and options as one search. */
export function searchInput(words: readonly string[], options: SearchOptions): SearchInput {
  const { entity, outlet, tier, topic, story, since, until, cursor } = options
  return {
    text: searchText(words),
    ...(entity && { entities: entity }),
    ...(outlet !== undefined && { outlet }),
    ...(tier && { tier }),
    ...(topic !== undefined && { topic }),
    ...(story !== undefined && { story }),
    ...(since && { from: since }),
    ...(until && { to: until }),
    ...(cursor !== undefined && { cursor }),
  }
}

/** Says which parts of the search were left aside; the command then ends with 1. */
export function sayIgnored(
  cli: { streams: Streams; exitWith(code: number): void },
  ignored: SearchPage['ignored'],
): void {
  for (const { part, reason } of ignored) say(cli.streams, texts('en').search.ignored(part, reason))
  if (ignored.length > 0) cli.exitWith(EXIT.badInput)
}

/** A cursor that is none is wrong usage. */
export function badCursorIsUsage(error: unknown): never {
  if (error instanceof BadCursor) throw new CommandError(`--cursor: ${error.message}`, EXIT.usage)
  throw error
}
