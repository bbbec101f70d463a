import { type Lang, type TopicSource, texts } from '@rasid/core'
import { html, raw } from 'hono/html'
import type { Markup } from './layout.ts'

export const TRIAL_OPS = ['add-alias', 'remove-alias', 'add-mask', 'remove-mask'] as const
/** Days of articles that a change is tried on; 0: all. */
export const DAYS_TRIED = [30, 7, 90, 0] as const

/** What somebody wants to try. */
export interface TrialForm {
  op: (typeof TRIAL_OPS)[number]
  entity: string
  alias: string
  text: string
  days: (typeof DAYS_TRIED)[number]
}

const EMPTY: TrialForm = { op: 'add-alias', entity: '', alias: '', text: '', days: DAYS_TRIED[0] }

/** The form by which a change or a text is tried. */
export function trialForm(source: TopicSource, lang: Lang, form: TrialForm = EMPTY): Markup {
  const say = texts(lang).topicPage
  const ops = {
    'add-alias': say.addAlias,
    'remove-alias': say.removeAlias,
    'add-mask': say.addMask,
    'remove-mask': say.removeMask,
  }
  const option = (value: string | number, label: string, chosen: boolean) =>
    html`<option value="${value}"${chosen ? raw(' selected') : ''}>${label}</option>`
  return html`<form class="trial" method="post" action="/topic/${encodeURIComponent(source.id)}#result">
<label>${say.change} <select name="op">${TRIAL_OPS.map((op) => option(op, ops[op], op === form.op))}</select></label>
<label>${say.entity} <select name="entity">${Object.entries(source.entities).map(([id, { title }]) => option(id, title[lang], id === form.entity))}</select></label>
<label>${say.alias} <input name="alias" dir="auto" maxlength="200" value="${form.alias}" autocomplete="off"></label>
<label>${say.on} <select name="days">${DAYS_TRIED.map((n) => option(n, n === 0 ? say.allTime : say.days(n), n === form.days))}</select></label>
<label class="text-field">${say.text} <textarea name="text" dir="auto" rows="4" maxlength="20000">${form.text}</textarea></label>
<button class="main">${say.tryIt}</button>
</form>`
}
