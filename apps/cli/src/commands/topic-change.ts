import type { TopicEdit } from '@rasid/core'
import type { ChangePlan, TopicChange } from '@rasid/operations'
import { editLine } from '@rasid/operations'
import { type Command, InvalidArgumentError } from 'commander'
import { CommandError, EXIT } from '../output.ts'
import { countUpTo, instant } from '../parse-options.ts'
import type { Cli } from '../program.ts'
import { applyChange } from './topic-apply.ts'
import { namingFiles, readTopicFile, unknownTopic } from './topic-problems.ts'
import { tryChange } from './topic-try.ts'

/** A change as the command line says it. */
export interface ChangeOptions {
  topic?: string
  addAlias: Named[]
  removeAlias: Named[]
  addMask: string[]
  removeMask: string[]
  cue?: string
  anchor: string[]
}

interface Named {
  entity: string
  alias: string
}

const gathered = (text: string, before: string[]): string[] => [...before, text]

function named(text: string, before: Named[]): Named[] {
  const found = /^([a-z][a-z0-9-]*)=(.*\S.*)$/s.exec(text)
  if (found === null) throw new InvalidArgumentError('ENTITY=ALIAS is wanted, for example russia=الكرملين.')
  return [...before, { entity: found[1] as string, alias: (found[2] as string).trim() }]
}

/** The options by which `try` and `apply` say what is to change. */
function changing(command: Command): Command {
  return command
    .argument('[file]', 'a topic file with the rules as they should be')
    .option('--topic <id>', 'which topic, where there are several')
    .option('--add-alias <ENTITY=ALIAS>', 'one more alias (repeatable)', named, [])
    .option('--remove-alias <ENTITY=ALIAS>', 'one alias less (repeatable)', named, [])
    .option('--cue <name>', 'the cue list that decides the added aliases')
    .option('--anchor <entity>', 'an entity or group without which they do not count (repeatable)', gathered, [])
    .option('--add-mask <phrase>', 'a phrase that is no mention of anybody (repeatable)', gathered, [])
    .option('--remove-mask <phrase>', 'such a phrase less (repeatable)', gathered, [])
}

/** `rasid topic try` and `rasid topic apply` */
export function addTopicChanges(topic: Command, cli: Cli): void {
  changing(topic.command('try'))
    .description('what a change would do to the stored articles; nothing is saved')
    .option('--since <when>', 'only articles first seen since: a date, or 24h, 7d', instant)
    .option('--examples <n>', 'how many articles of each kind to show', countUpTo(1000), 10)
    .option('--json', 'one JSON document')
    .addHelpText('after', TRY_EXAMPLES)
    .action((file: string | undefined, options) =>
      namingFiles(async () => tryChange(cli, await changeOf(file, options), options)),
    )
  changing(topic.command('apply'))
    .description('put a change into force, once the cases stay right')
    .option('--yes', 'do not ask')
    .option('--author <name>', 'who makes it, for the history')
    .option('--json', 'one JSON document')
    .addHelpText('after', APPLY_EXAMPLES)
    .action((file: string | undefined, options) =>
      namingFiles(async () => applyChange(cli, await changeOf(file, options), options)),
    )
}

const TRY_EXAMPLES = `
Examples:
  rasid topic try --add-alias russia="قصر الكرملين"
  rasid topic try --add-alias taliban=الطلبة --anchor afghan --since 30d
  rasid topic try my-topic.yaml`

const APPLY_EXAMPLES = `
Examples:
  rasid topic apply --add-alias russia="قصر الكرملين"
  rasid topic apply --remove-alias russia=كازان --yes --author mona`

async function changeOf(path: string | undefined, options: ChangeOptions): Promise<TopicChange> {
  const edits = editsOf(options)
  if (path !== undefined && edits.length > 0)
    throw new CommandError('Give either a file or options such as --add-alias, not both.', EXIT.usage)
  if (path !== undefined) return readTopicFile(path)
  if (edits.length === 0)
    throw new CommandError('What is to change? Give a file, or --add-alias ENTITY=ALIAS (see --help).', EXIT.usage)
  return { ...(options.topic !== undefined && { topic: options.topic }), edits }
}

function editsOf(options: ChangeOptions): TopicEdit[] {
  const { addAlias, removeAlias, addMask, removeMask, cue, anchor } = options
  const more = { ...(cue !== undefined && { cue }), ...(anchor.length > 0 && { anchor }) }
  const isPlain = Object.keys(more).length === 0
  return [
    ...removeAlias.map((one): TopicEdit => ({ op: 'remove-alias', ...one })),
    ...removeMask.map((text): TopicEdit => ({ op: 'remove-mask', text })),
    ...addAlias.map(
      ({ entity, alias }): TopicEdit => ({
        op: 'add-alias',
        entity,
        alias: isPlain ? alias : { text: alias, ...more },
      }),
    ),
    ...addMask.map((text): TopicEdit => ({ op: 'add-mask', text })),
  ]
}

/** Why a change cannot even be tried. */
export function notPlanned(plan: Exclude<ChangePlan, { kind: 'planned' }>, topic: string | undefined): CommandError {
  switch (plan.kind) {
    case 'unknown-topic':
      return unknownTopic(topic, plan)
    case 'nothing':
      return new CommandError('Nothing would change: the rules are like that already.')
    case 'refused':
      return new CommandError(
        plan.problems.map(({ edit, said }) => `${editLine(edit)}\n  refused: ${said.en}`).join('\n'),
      )
  }
}
