import { type CaseOutcome, compileTopic, describeReason, runTopicCases } from '@rasid/core'
import type { Command } from 'commander'
import { withSystem } from '../open-system.ts'
import { EXIT, say, write } from '../output.ts'
import type { Cli } from '../program.ts'
import { namingFiles, readTopicFile, topicAsked } from './topic-problems.ts'

interface CheckOptions {
  topic?: string
  shipped?: boolean
  json?: boolean
}

/** `rasid topic check [file]` */
export function addTopicCheck(topic: Command, cli: Cli): void {
  topic
    .command('check')
    .description('run the topic’s cases by the rules in force; exit 1 when one is wrong')
    .argument('[file]', 'a topic file of your own, with the cases in it or beside it; needs no database')
    .option('--topic <id>', 'which topic, where there are several')
    .option('--shipped', 'the shipped file without the operators’ edits; needs no database')
    .option('--json', 'one JSON document')
    .addHelpText('after', '\nExamples:\n  rasid topic check\n  rasid topic check my-topic.yaml')
    .action((file: string | undefined, options: CheckOptions) => namingFiles(() => check(cli, file, options)))
}

async function check(cli: Cli, file: string | undefined, options: CheckOptions): Promise<void> {
  const { topic, cases } = await checked(cli, file, options)
  const outcomes = runTopicCases(compileTopic(topic), cases)
  const wrong = outcomes.filter(({ passed }) => !passed)
  const sum = { topic: topic.source.id, version: compileTopic(topic).version, cases: cases.length, wrong: wrong.length }
  if (options.json)
    await write(cli.streams.out, `${JSON.stringify({ ...sum, failures: wrong.map(failureOf) }, null, 2)}\n`)
  else
    await write(
      cli.streams.out,
      `${sum.topic} (rules ${sum.version}): ${sum.cases - sum.wrong} of ${sum.cases} cases right\n`,
    )
  if (cases.length === 0) say(cli.streams, 'It has no cases: write what must stay right under `cases`.')
  for (const outcome of wrong) say(cli.streams, caseInWords(outcome))
  if (wrong.length > 0) cli.exitWith(EXIT.badInput)
}

async function checked(cli: Cli, path: string | undefined, { topic, shipped }: CheckOptions) {
  if (path !== undefined) {
    const { file, cases } = await readTopicFile(path)
    return { topic: file, cases }
  }
  const found = shipped
    ? await topicAsked(null, topic)
    : await withSystem(cli, 'topic', ({ database }) => topicAsked(database.store.db, topic))
  return { topic: found.merged, cases: found.cases }
}

function failureOf({ case: one, result }: CaseOutcome) {
  return { ...one, got: result.tier, why: result.reasons.map((reason) => describeReason(reason, 'en')) }
}

/** A case that is wrong, with its text on a line of its own. */
export function caseInWords({ case: one, result }: CaseOutcome): string {
  const reasons = result.reasons.map((reason) => describeReason(reason, 'en')).join('; ')
  const text = one.title ?? one.summary ?? one.text ?? ''
  return `${text}\n  is ${result.tier}, should be ${one.expect} (${one.why}): ${reasons}`
}
