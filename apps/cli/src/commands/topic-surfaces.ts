import { type AliasSurfaces, topicSurfaces } from '@rasid/operations'
import type { Command } from 'commander'
import { withSystem } from '../open-system.ts'
import { CommandError } from '../output.ts'
import { formatOf, type PrintOptions, printRows } from '../print.ts'
import type { Cli } from '../program.ts'
import { namingFiles, topicAsked } from './topic-problems.ts'

interface SurfacesOptions extends PrintOptions {
  topic?: string
  shipped?: boolean
}

/** `rasid topic surfaces [alias…]` */
export function addTopicSurfaces(topic: Command, cli: Cli): void {
  topic
    .command('surfaces')
    .description('every surface by which an alias is found, and what makes it ambiguous')
    .argument('[aliases...]', 'aliases in any spelling; all of them when none is given')
    .option('--topic <id>', 'which topic, where there are several')
    .option('--shipped', 'the shipped file without the operators’ edits; needs no database')
    .option('--json', 'one JSON document')
    .option('--jsonl', 'one JSON object a line')
    .option('--csv', 'a table with a header line, as RFC 4180 has it')
    .addHelpText('after', '\nExamples:\n  rasid topic surfaces طالبان\n  rasid topic surfaces --jsonl | jq .alias')
    .action((aliases: string[], options: SurfacesOptions) => namingFiles(() => surfaces(cli, aliases, options)))
}

async function surfaces(cli: Cli, aliases: readonly string[], options: SurfacesOptions): Promise<void> {
  const { merged } = options.shipped
    ? await topicAsked(null, options.topic)
    : await withSystem(cli, 'topic', ({ database }) => topicAsked(database.store.db, options.topic))
  const rows = topicSurfaces(merged, aliases)
  await printRows(cli.streams, rows, formatOf(options), forPeople)
  const unknown = aliases.filter((alias) => topicSurfaces(merged, [alias]).length === 0)
  if (unknown.length > 0)
    throw new CommandError(`No alias of ${merged.source.id}: ${unknown.join(', ')}. rasid topic surfaces lists all.`)
}

function forPeople({ entity, title, alias, surfaces: found, ambiguous, since, until, denied }: AliasSurfaces): string {
  return [
    alias,
    `  ${entity} (${title.en}), ${found.length} surfaces`,
    `  ${found.join('، ')}`,
    ...(denied.length > 0 ? [`  never: ${denied.join('، ')}`] : []),
    ...(since ? [`  only in articles since ${since}`] : []),
    ...(until ? [`  only in articles before ${until}`] : []),
    ...(ambiguous === null ? [] : ambiguityInWords(ambiguous)),
  ].join('\n')
}

function ambiguityInWords({ cue, steps, anchors, unless }: NonNullable<AliasSurfaces['ambiguous']>): string[] {
  return [
    cue === null ? '  ambiguous' : `  ambiguous: the cue list ${cue} reads the words beside it`,
    ...steps.map(
      ({ verdict, side, within, words, reason }) =>
        `    ${verdict} (${reason.en}) when ${side} it, within ${within}:\n      ${words.join('، ')}`,
    ),
    ...(anchors.length > 0
      ? [`    ${steps.length > 0 ? 'else ' : ''}the article must name one of: ${anchors.join(', ')}`]
      : []),
    ...(unless.length > 0 ? [`    not beside: ${unless.join(', ')}`] : []),
  ]
}
