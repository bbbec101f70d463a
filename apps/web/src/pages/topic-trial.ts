import { type CompiledTopic, type Lang, surfacesOf, texts } from '@rasid/core'
import {
  CHANGE_KINDS,
  type ChangedArticle,
  type ChangeKind,
  type ChangePlan,
  type ExplainedText,
  type PlannedChange,
  type TopicTrial,
  verdictLines,
} from '@rasid/operations'
import { html } from 'hono/html'
import { highlightMarks } from '../highlight.ts'
import { editInWords } from './edit-in-words.ts'
import { explainLines } from './explain-lines.ts'
import type { Markup } from './layout.ts'
import { type PageReading, timeOf } from './story-parts.ts'
import type { TrialForm } from './topic-trial-form.ts'

export type TrialResult =
  | { kind: 'nothing-asked' }
  | { kind: 'too-long' }
  | { kind: 'not-planned'; plan: Exclude<ChangePlan, PlannedChange> }
  | { kind: 'text'; text: ExplainedText }
  | { kind: 'tried'; trial: TopicTrial; texts: { before: ExplainedText; after: ExplainedText } | null }

/** What a trial showed. */
export function trialResult(result: TrialResult, form: TrialForm, reading: PageReading): Markup {
  const say = texts(reading.lang).topicPage
  return html`<section class="card" id="result" tabindex="-1"><h2>${say.result}</h2>${bodyOf(result, form, reading)}</section>`
}

function bodyOf(result: TrialResult, form: TrialForm, reading: PageReading): Markup {
  const { lang } = reading
  const say = texts(lang).topicPage
  switch (result.kind) {
    case 'nothing-asked':
      return html`<p>${say.nothingAsked}</p>`
    case 'too-long':
      return html`<p class="trouble">${say.tooLong}</p>`
    case 'not-planned':
      return notPlanned(result.plan, lang)
    case 'text':
      return html`<h3>${say.verdictNow}</h3>${verdictOf(result.text, lang)}`
    case 'tried':
      return html`${tried(result.trial, form, reading)}${
        result.texts
          ? html`<h3>${say.verdictNow}</h3>${verdictOf(result.texts.before, lang)}<h3>${say.verdictAfter}</h3>${verdictOf(result.texts.after, lang)}`
          : ''
      }`
    default:
      return result satisfies never
  }
}

function notPlanned(plan: Exclude<ChangePlan, PlannedChange>, lang: Lang): Markup {
  const say = texts(lang).topicPage
  if (plan.kind === 'nothing') return html`<p>${say.nothingChanges}</p>`
  if (plan.kind === 'unknown-topic') return html`<p>${say.noSuchTopic}</p>`
  return html`<p class="trouble">${say.refused}</p><ul>${plan.problems.map(({ said }) => html`<li dir="auto">${said[lang]}</li>`)}</ul>`
}

function verdictOf({ verdicts, article }: ExplainedText, lang: Lang): Markup {
  return html`${verdicts.map((verdict) => explainLines(verdictLines(verdict, article, lang), lang))}`
}

function tried(trial: TopicTrial, form: TrialForm, reading: PageReading): Markup {
  const { lang } = reading
  const say = texts(lang).topicPage
  const { plan, articles, counts, alerts } = trial
  const changes = CHANGE_KINDS.reduce((sum, kind) => sum + counts[kind], 0)
  return html`<ul class="edits">${plan.edits.map((edit) => html`<li>${editInWords(edit, plan.before.source, lang)}${edit.op === 'add-alias' ? foundAs(plan.after, edit.alias, lang) : ''}</li>`)}</ul>
${casesOf(plan, lang)}
<p>${say.tried(articles)}${alerts.days > 0 ? ` · ${say.alertsADay(alerts.before.core, alerts.after.core)}` : ''}</p>
${changes === 0 ? html`<p>${say.noChange}</p>` : CHANGE_KINDS.map((kind) => examplesOf(kind, trial, reading))}
<p class="hint-line">${say.toApply} <code dir="ltr">rasid topic apply ${optionOf(form)}</code></p>`
}

function optionOf({ op, entity, alias }: TrialForm): string {
  const value = op === 'add-mask' || op === 'remove-mask' ? alias : `${entity}=${alias}`
  return `--${op} '${value.replaceAll("'", "'\\''")}'`
}

function foundAs(topic: CompiledTopic, alias: Parameters<typeof surfacesOf>[1], lang: Lang): Markup {
  return html`<p class="hint-line">${texts(lang).topicPage.foundAs}: <bdi lang="ar">${surfacesOf(topic, alias).join('، ')}</bdi></p>`
}

function casesOf({ cases }: PlannedChange, lang: Lang): Markup {
  const say = texts(lang).topicPage
  const { broken, mended } = cases
  if (broken.length + mended.length === 0) return html`<p>${say.casesStay}</p>`
  const list = (outcomes: typeof broken) =>
    html`<ul>${outcomes.slice(0, 10).map((outcome) => html`<li dir="auto">${outcome.case.title}: ${outcome.case.why}</li>`)}</ul>`
  return html`${broken.length > 0 ? html`<p class="trouble">${say.casesBroken(broken.length)}</p>${list(broken)}` : ''}
${mended.length > 0 ? html`<p>${say.casesMended(mended.length)}</p>${list(mended)}` : ''}`
}

function examplesOf(kind: ChangeKind, { counts, examples }: TopicTrial, reading: PageReading): Markup | string {
  if (counts[kind] === 0) return ''
  const say = texts(reading.lang).topicPage
  const shown = examples.filter((one) => one.kind === kind)
  const more = counts[kind] - shown.length
  return html`<h3>${say[kind]} <small>${counts[kind]}</small></h3>
<ul class="examples">${shown.map((one) => exampleItem(one, reading))}</ul>${more > 0 ? html`<p class="hint-line">${say.andMore(more)}</p>` : ''}`
}

function exampleItem({ id, title, snippet, outlet, at }: ChangedArticle, reading: PageReading): Markup {
  const piece =
    snippet && snippet.text !== title
      ? html`<p lang="ar" dir="auto">${highlightMarks(snippet.text, snippet.marks)}</p>`
      : ''
  const heading = snippet?.text === title ? highlightMarks(title, snippet.marks) : title
  return html`<li><p><a href="/articles/${id}" lang="ar" dir="auto">${heading}</a></p>${piece}<p class="meta"><bdi>${outlet}</bdi> ${timeOf(at, reading)}</p></li>
`
}
