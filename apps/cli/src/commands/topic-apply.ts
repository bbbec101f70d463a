import {
  type ApplyOutcome,
  applyTopicEdit,
  editLine,
  type TopicChange,
  type TopicTrial,
  tryTopic,
} from '@rasid/operations'
import type { Db } from '@rasid/store'
import { firstLine } from '../first-line.ts'
import { withSystem } from '../open-system.ts'
import { CommandError, say, write } from '../output.ts'
import type { Cli } from '../program.ts'
import { notPlanned } from './topic-change.ts'
import { caseInWords } from './topic-check.ts'
import { progressBar } from './topic-progress.ts'
import { trialInWords } from './topic-try.ts'

interface ApplyOptions {
  topic?: string
  yes?: boolean
  author?: string
  json?: boolean
}

/** Who a command acts for in history and audit. */
export const authorOf = (name: string | undefined): string => (name === undefined ? 'terminal' : `terminal:${name}`)

/** `rasid topic apply`: shows what it would do and asks, unless --yes; then records it. */
export async function applyChange(cli: Cli, change: TopicChange, options: ApplyOptions): Promise<void> {
  const outcome = await withSystem(cli, 'topic', async ({ database }) => {
    const { db } = database.store
    const trial = options.yes ? null : await confirmed(cli, db, change, options)
    const seen = trial === null ? {} : { seenVersion: trial.plan.before.version }
    return applyTopicEdit({ db }, { change, author: authorOf(options.author), ...seen })
  })
  await report(cli, outcome, options)
}

/** The trial that a person agreed to. @throws CommandError when they did not, or when it cannot be applied anyway. */
async function confirmed(cli: Cli, db: Db, change: TopicChange, { topic }: ApplyOptions): Promise<TopicTrial> {
  const trial = await tryTopic({ db, onProgress: progressBar(cli.streams, 'Articles') }, { change, examples: 3 })
  if (trial.kind !== 'tried') throw notPlanned(trial, topic)
  const { plan } = trial
  refuseBroken(plan)
  say(cli.streams, trialInWords(trial, cli))
  say(cli.streams, `Type ${plan.topic} to put this into force:`)
  if ((await firstLine(cli)) !== plan.topic) throw new CommandError('Nothing was changed.')
  return trial
}

function refuseBroken({ beyond, cases }: TopicTrial['plan']): void {
  if (beyond.length > 0) throw beyondEdits(beyond)
  if (cases.broken.length > 0) throw casesBroken(cases.broken)
}

function beyondEdits(beyond: readonly string[]): CommandError {
  return new CommandError(
    `The file also changes ${beyond.join(', ')}. Edits hold aliases and masks only: put the file in place of the shipped one instead.`,
  )
}

function casesBroken(broken: TopicTrial['plan']['cases']['broken']): CommandError {
  return new CommandError(`Nothing was changed; these cases would break:\n${broken.map(caseInWords).join('\n')}`)
}

async function report(cli: Cli, outcome: ApplyOutcome, { topic, json }: ApplyOptions): Promise<void> {
  switch (outcome.kind) {
    case 'applied': {
      const { ids, edits, version } = outcome
      const lines = edits.map((edit, at) => `#${ids[at]} ${editLine(edit)}`)
      const words = `${[...lines, `In force as rules ${version}`].join('\n')}\n`
      await write(cli.streams.out, json ? `${JSON.stringify(outcome, null, 2)}\n` : words)
      return say(
        cli.streams,
        'Workers take it at their next tick. Stored articles keep their verdicts until rasid topic rematch; rasid topic undo takes it back.',
      )
    }
    case 'beyond-edits':
      throw beyondEdits(outcome.plan.beyond)
    case 'cases-broken':
      throw casesBroken(outcome.plan.cases.broken)
    case 'moved':
      throw new CommandError(
        `Somebody changed the rules meanwhile (now ${outcome.version}). Nothing was changed; try again.`,
      )
    default:
      throw notPlanned(outcome, topic)
  }
}
