import {
  editLine,
  exportTopicRules,
  type HistoryEntry,
  topicHistory,
  type UndoOutcome,
  undoTopicEdit,
} from '@rasid/operations'
import { type Command, InvalidArgumentError } from 'commander'
import { withSystem } from '../open-system.ts'
import { CommandError, EXIT, say, write } from '../output.ts'
import { countUpTo } from '../parse-options.ts'
import { type PrintOptions, printRows } from '../print.ts'
import type { Cli } from '../program.ts'
import { authorOf } from './topic-apply.ts'
import { caseInWords } from './topic-check.ts'
import { namingFiles, unknownTopic } from './topic-problems.ts'

interface UndoOptions {
  topic?: string
  author?: string
  json?: boolean
}

/** `rasid topic history|undo|export` */
export function addTopicHistory(topic: Command, cli: Cli): void {
  topic
    .command('history')
    .description('the operators’ edits, newest first')
    .option('--topic <id>', 'only this topic')
    .option('--limit <n>', 'how many', countUpTo(10_000), 50)
    .option('--json', 'one JSON document')
    .option('--jsonl', 'one JSON object a line')
    .option('--csv', 'a table with a header line, as RFC 4180 has it')
    .addHelpText('after', '\nExample:\n  rasid topic history --limit 5')
    .action((options: PrintOptions & { topic?: string; limit: number }) => history(cli, options))
  topic
    .command('undo')
    .description('take one edit out of force again: the newest, or the one with this number')
    .argument('[id]', 'its number in the history', editNumber)
    .option('--topic <id>', 'the newest of this topic')
    .option('--author <name>', 'who does it, for the history')
    .option('--json', 'one JSON document')
    .addHelpText('after', '\nExamples:\n  rasid topic undo\n  rasid topic undo 12')
    .action((id: number | undefined, options: UndoOptions) => namingFiles(() => undo(cli, id, options)))
  topic
    .command('export')
    .description('the rules in force as one YAML file')
    .option('--topic <id>', 'which topic, where there are several')
    .addHelpText('after', '\nExample:\n  rasid topic export > my-topic.yaml')
    .action((options: { topic?: string }) => namingFiles(() => exportRules(cli, options.topic)))
}

function editNumber(text: string): number {
  const found = /^#?(\d{1,15})$/.exec(text)
  if (found === null) throw new InvalidArgumentError('the number of an edit is wanted (rasid topic history).')
  return Number(found[1])
}

async function history(cli: Cli, { topic, limit, ...print }: PrintOptions & { topic?: string; limit: number }) {
  const entries = await withSystem(cli, 'topic', ({ database }) =>
    topicHistory(database.store.db, { limit, ...(topic !== undefined && { topic }) }),
  )
  await printRows(cli.streams, entries, print, entryInWords)
  if (entries.length === 0) say(cli.streams, 'No edits: the rules in force are the shipped file.')
}

const moment = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`

function entryInWords({ id, edit, topic, author, at, state, undoneAt, undoneBy, setAside }: HistoryEntry): string {
  const what = {
    'in-force': 'in force',
    undone: `undone ${undoneAt ? moment(undoneAt) : ''} by ${undoneBy ?? '?'}`,
    'set-aside': `set aside: ${setAside ?? ''}`,
  }[state]
  return `${editLine(edit)}\n  #${id} ${topic} · ${moment(at)} · ${author} · ${what}`
}

async function undo(cli: Cli, id: number | undefined, { topic, author, json }: UndoOptions): Promise<void> {
  const outcome = await withSystem(cli, 'topic', ({ database }) =>
    undoTopicEdit(
      { db: database.store.db },
      { author: authorOf(author), ...(id !== undefined && { id }), ...(topic !== undefined && { topic }) },
    ),
  )
  if (outcome.kind !== 'undone') throw notUndone(outcome)
  const { entry, version, cases } = outcome
  const words = `Undone: #${entry.id} ${editLine(entry.edit)}\nIn force as rules ${version}\n`
  await write(cli.streams.out, json ? `${JSON.stringify({ entry, version }, null, 2)}\n` : words)
  for (const broken of cases.broken) say(cli.streams, `A case is wrong without it:\n${caseInWords(broken)}`)
  if (cases.broken.length > 0) cli.exitWith(EXIT.badInput)
}

function notUndone(outcome: Exclude<UndoOutcome, { kind: 'undone' }>): CommandError {
  switch (outcome.kind) {
    case 'nothing':
      return new CommandError('There is no edit in force to undo.')
    case 'unknown':
      return new CommandError(`There is no edit #${outcome.id}; rasid topic history lists them.`)
    case 'stale':
      return new CommandError(`Not in force any more:\n${entryInWords(outcome.entry)}`)
    case 'needed':
      return new CommandError(
        `Later edits rest on it; undo them first:\n${outcome.by.map(({ id, edit }) => `#${id} ${editLine(edit)}`).join('\n')}`,
      )
    case 'unknown-topic':
      return new CommandError(`Its topic has no file any more; there is ${outcome.topics.join(', ')}.`)
  }
}

async function exportRules(cli: Cli, topic: string | undefined): Promise<void> {
  const outcome = await withSystem(cli, 'topic', ({ database }) => exportTopicRules({ db: database.store.db }, topic))
  if (outcome.kind === 'unknown-topic') throw unknownTopic(topic, outcome)
  await write(cli.streams.out, outcome.yamlText.endsWith('\n') ? outcome.yamlText : `${outcome.yamlText}\n`)
}
