import type { CompiledTopic, MatchInput, TopicEdit } from '@rasid/core'
import { explainText, tryTopic } from '@rasid/operations'
import type { Db } from '@rasid/store'
import type { TrialResult } from './pages/topic-trial.ts'
import { DAYS_TRIED, TRIAL_OPS, type TrialForm } from './pages/topic-trial-form.ts'

const LONGEST_ALIAS = 200
const LONGEST_TEXT = 20_000
const EXAMPLES = 5
// A browser, and the one thread, are waited for no longer.
const TRIED_WITHIN_MS = 20_000
const DAY_MS = 86_400_000

/** Reads the form; whatever it should not hold is read as if it were not there. */
export function readTrial(body: Record<string, unknown>): TrialForm {
  const field = (name: string, longest: number) => (typeof body[name] === 'string' ? body[name].slice(0, longest) : '')
  const days = Number(field('days', 4))
  return {
    op: TRIAL_OPS.find((known) => known === field('op', 20)) ?? 'add-alias',
    entity: field('entity', 60),
    alias: field('alias', LONGEST_ALIAS).trim(),
    text: field('text', LONGEST_TEXT).replaceAll('\r\n', '\n').trim(),
    days: DAYS_TRIED.find((known) => known === days) ?? DAYS_TRIED[0],
  }
}

/** Tries the change on the stored articles, and the text on both sides of it. Saves nothing. */
export async function runTrial(
  { db, now }: { db: Db; now(): Date },
  topic: CompiledTopic,
  form: TrialForm,
): Promise<TrialResult> {
  const text = form.text === '' ? null : articleOf(form.text)
  if (form.alias === '') return text ? { kind: 'text', text: explainText([topic], text) } : { kind: 'nothing-asked' }
  const since = form.days === 0 ? {} : { since: new Date(now().getTime() - form.days * DAY_MS) }
  const signal = AbortSignal.timeout(TRIED_WITHIN_MS)
  try {
    const change = { topic: topic.id, edits: [editOf(form)] }
    const trial = await tryTopic({ db, signal }, { change, examples: EXAMPLES, ...since })
    if (trial.kind !== 'tried') return { kind: 'not-planned', plan: trial }
    const { before, after } = trial.plan
    return {
      ...{ kind: 'tried', trial },
      texts: text && { before: explainText([before], text), after: explainText([after], text) },
    }
  } catch (error) {
    if (signal.aborted) return { kind: 'too-long' }
    throw error
  }
}

function editOf({ op, entity, alias }: TrialForm): TopicEdit {
  return op === 'add-mask' || op === 'remove-mask' ? { op, text: alias } : { op, entity, alias }
}

function articleOf(text: string): MatchInput {
  const [title = '', ...rest] = text.split('\n')
  const body = rest.join('\n').trim()
  return { title: title.trim(), ...(body !== '' && { text: body }) }
}
