import { surfacesOf } from '@rasid/core'
import {
  CHANGE_KINDS,
  type ChangedArticle,
  type ChangeKind,
  editLine,
  type PlannedChange,
  type TopicChange,
  type TopicTrial,
  tryTopic,
} from '@rasid/operations'
import { maskUrl } from '@rasid/web-client'
import { withSystem } from '../open-system.ts'
import { EXIT, say, write } from '../output.ts'
import type { Cli } from '../program.ts'
import { inColour, isColoured } from './explain-words.ts'
import { notPlanned } from './topic-change.ts'
import { caseInWords } from './topic-check.ts'
import { progressBar } from './topic-progress.ts'

interface TryOptions {
  topic?: string
  since?: Date
  examples: number
  json?: boolean
}

/** `rasid topic try`: exit 1 when the change would break a case. */
export async function tryChange(cli: Cli, change: TopicChange, options: TryOptions): Promise<void> {
  const { since, examples, topic } = options
  const trial = await withSystem(cli, 'topic', ({ database }) => {
    const onProgress = progressBar(cli.streams, 'Articles')
    return tryTopic({ db: database.store.db, onProgress }, { change, examples, ...(since && { since }) })
  })
  if (trial.kind !== 'tried') throw notPlanned(trial, topic)
  await write(cli.streams.out, options.json ? `${JSON.stringify(asJson(trial), null, 2)}\n` : trialInWords(trial, cli))
  for (const outcome of trial.plan.cases.broken) say(cli.streams, `A case would break:\n${caseInWords(outcome)}`)
  if (trial.plan.cases.broken.length > 0) cli.exitWith(EXIT.badInput)
  else say(cli.streams, 'Nothing was saved; rasid topic apply with the same words puts it into force.')
}

function asJson({ plan, ...rest }: TopicTrial) {
  const { topic, edits, beyond, cases, before, after } = plan
  const { broken, mended, stillWrong, total } = cases
  const numbers = { total, broken: broken.length, mended: mended.length, stillWrong: stillWrong.length }
  return { topic, from: before.version, to: after.version, edits, beyond, cases: numbers, ...rest }
}

const HEADINGS: Record<ChangeKind, string> = {
  added: 'Newly matched',
  lost: 'No longer matched',
  raised: 'Raised to core',
  lowered: 'Lowered to related',
}

/** The whole trial: the change, what it does to the cases and to the articles, and how many alerts it makes. */
export function trialInWords(trial: TopicTrial, cli: Pick<Cli, 'streams' | 'env'>): string {
  const { counts, examples, articles, alerts } = trial
  const figures = CHANGE_KINDS.map((kind) => `${HEADINGS[kind].toLowerCase()} ${counts[kind]}`).join(', ')
  const shown = CHANGE_KINDS.flatMap((kind) => examplesInWords(kind, trial, isColoured(cli)))
  return `${[
    ...planInWords(trial.plan),
    `Of ${articles} stored articles: ${figures}`,
    alertsInWords(alerts),
    ...(examples.length > 0 ? shown : []),
  ].join('\n')}\n`
}

/** What subscribers would have got: archive and first polls are never alerted, so only live articles count. */
function alertsInWords({ days, before, after }: TopicTrial['alerts']): string {
  if (days === 0) return 'Alerts a day: no live article is stored yet, so none to count'
  return `Alerts a day (over ${days} ${days === 1 ? 'day' : 'days'}): core ${before.core} → ${after.core}, both tiers ${before.all} → ${after.all}`
}

function planInWords({ topic, before, after, edits, beyond, cases }: PlannedChange): string[] {
  const { total, broken, mended, stillWrong } = cases
  return [
    `${topic}: rules ${before.version} → ${after.version}`,
    ...edits.flatMap((edit) => {
      if (edit.op !== 'add-alias') return [`  ${editLine(edit)}`]
      return [`  ${editLine(edit)}`, `    found as ${surfacesOf(after, edit.alias).join('، ')}`]
    }),
    ...(beyond.length > 0 ? [`  also changes ${beyond.join(', ')}`] : []),
    `Cases: ${total - broken.length - stillWrong.length} of ${total} right, ${broken.length} newly wrong, ${mended.length} newly right`,
  ]
}

function examplesInWords(kind: ChangeKind, { counts, examples }: TopicTrial, colours: boolean): string[] {
  const shown = examples.filter((one) => one.kind === kind)
  if (shown.length === 0) return []
  const more = counts[kind] - shown.length
  return [
    '',
    `${HEADINGS[kind]} (${counts[kind]})`,
    ...shown.map((one) => exampleInWords(one, colours)),
    ...(more > 0 ? [`  and ${more} more (--examples)`] : []),
  ]
}

function exampleInWords(one: ChangedArticle, colours: boolean): string {
  const snippet = one.snippet === null ? [] : [`    ${inColour(one.snippet, colours)}`]
  const facts = `    #${one.id} ${one.from} → ${one.to} · ${one.at.toISOString().slice(0, 10)} · ${one.outlet}`
  const isTitle = one.snippet?.text === one.title
  return [
    ...(isTitle ? [] : [`  ${one.title}`]),
    ...snippet,
    facts,
    ...(one.url === null ? [] : [`    ${maskUrl(one.url)}`]),
  ].join('\n')
}
