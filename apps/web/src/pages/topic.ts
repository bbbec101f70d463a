import { type CaseOutcome, count, type Lang, type TopicSource, texts } from '@rasid/core'
import { type AliasSurfaces, editLine, type HistoryEntry } from '@rasid/operations'
import { html } from 'hono/html'
import type { Markup } from './layout.ts'
import { type PageReading, timeOf } from './story-parts.ts'
import { type TrialForm, type TrialResult, trialForm, trialResult } from './topic-trial.ts'

/** A topic as its page shows it. */
export interface TopicView {
  source: TopicSource
  version: string
  /** Operators' edits in force. */
  edits: number
  aliases: readonly AliasSurfaces[]
  cases: readonly CaseOutcome[]
}

export interface TopicPage extends TopicView, PageReading {
  history: readonly HistoryEntry[]
  form?: TrialForm
  result?: TrialResult
}

/** The rules in force: what is looked for and how it decides, what must stay right, who changed what, and trying a change. */
export function topicPage(page: TopicPage): Markup {
  const { source, version, edits, lang, form, result } = page
  const say = texts(lang).topicPage
  return html`<h1>${source.title[lang]}</h1>
<p class="status">${say.inForce(version, count(lang, 'edit', edits))}</p>
<section class="card"><h2>${say.tryTitle}</h2><p class="hint-line">${say.tryExplained}</p>${trialForm(source, lang, form)}</section>
${result && form ? trialResult(result, form, page) : ''}
<section class="card"><h2>${say.rules}</h2><ul class="rules">${source.rules.map((rule) => html`<li><span class="tier ${rule.tier}">${texts(lang).web[rule.tier]}</span> ${rule.title[lang]}</li>`)}</ul></section>
<section class="card"><h2>${say.entities}</h2>${entitiesOf(page)}</section>
<section class="card"><h2>${say.masks} <small>${source.masks.length}</small></h2><p class="hint-line">${say.masksExplained}</p><ul class="words-list">${source.masks.map((mask) => html`<li><bdi lang="ar">${mask}</bdi></li>`)}</ul></section>
<section class="card"><h2>${say.cases}</h2>${casesOf(page)}</section>
<section class="card"><h2>${say.history}</h2>${historyOf(page)}</section>`
}

function entitiesOf({ source, aliases, lang }: TopicPage): Markup {
  const byEntity = Map.groupBy(aliases, ({ entity }) => entity)
  return html`${Object.entries(source.entities).map(([id, { title }]) => {
    const own = byEntity.get(id) ?? []
    return html`<details class="entity" id="entity-${id}"><summary>${title[lang]} <small>${count(lang, 'alias', own.length)}</small></summary>
<ul class="aliases">${own.map((alias) => aliasItem(alias, lang))}</ul></details>
`
  })}`
}

function aliasItem(alias: AliasSurfaces, lang: Lang): Markup {
  const say = texts(lang).topicPage
  const { ambiguous, surfaces, since, until } = alias
  const time = [since && `${say.since} ${since}`, until && `${say.until} ${until}`].filter(Boolean).join(' · ')
  return html`<li><strong lang="ar"><bdi>${alias.alias}</bdi></strong>${time ? html` <small>${time}</small>` : ''}${ambiguous ? html` <span class="ambiguous">${say.ambiguous}</span>` : ''}
<details><summary>${say.surfaces(surfaces.length)}</summary><p lang="ar" dir="rtl" class="surfaces">${surfaces.join(' · ')}</p></details>
${ambiguous ? ambiguityOf(ambiguous, lang) : ''}</li>
`
}

function ambiguityOf({ steps, anchors, unless }: NonNullable<AliasSurfaces['ambiguous']>, lang: Lang): Markup {
  const say = texts(lang).topicPage
  const step = (one: (typeof steps)[number]) =>
    html`<li>${one.verdict === 'accept' ? say.accepts : say.refuses} (${one.reason[lang]}), ${one.side === 'before' ? say.before : say.after}: <bdi lang="ar">${one.words.join('، ')}</bdi></li>`
  return html`<ul class="cues">${anchors.length > 0 ? html`<li>${say.onlyWith} <bdi>${anchors.join(', ')}</bdi></li>` : ''}${unless.length > 0 ? html`<li>${say.notWith} <bdi>${unless.join(', ')}</bdi></li>` : ''}${steps.map(step)}</ul>`
}

function casesOf({ cases, lang }: TopicPage): Markup {
  const say = texts(lang).topicPage
  const wrong = cases.filter(({ passed }) => !passed)
  const item = ({ case: one, passed, result }: CaseOutcome) =>
    html`<li><p><span class="tier ${one.expect}">${texts(lang).explain[one.expect]}</span> <span lang="ar" dir="auto">${one.title}</span>${passed ? '' : html` <strong class="trouble">${say.wrongNow}: ${texts(lang).explain[result.tier]}</strong>`}</p><p class="hint-line" dir="auto">${one.why}</p></li>
`
  return html`<p>${say.casesSum(cases.length - wrong.length, cases.length)}</p>
${wrong.length > 0 ? html`<ul class="cases">${wrong.map(item)}</ul>` : ''}
<details><summary>${say.showCases}</summary><ul class="cases">${cases.map(item)}</ul></details>`
}

function historyOf(page: TopicPage): Markup {
  const { history, lang } = page
  const say = texts(lang).topicPage
  if (history.length === 0) return html`<p class="hint-line">${say.noHistory}</p>`
  const states = { 'in-force': say.editInForce, undone: say.editUndone, 'set-aside': say.editSetAside }
  const item = ({ id, edit, author, at, state, setAside }: HistoryEntry) =>
    html`<li class="${state}"><p><bdi>${editLine(edit)}</bdi></p><p class="meta"><span>⁦#${id}⁩</span> <span>${states[state]}</span> <span>${say.by} <bdi>${author}</bdi></span> ${timeOf(at, page)}</p>${setAside ? html`<p class="hint-line" dir="auto">${setAside}</p>` : ''}</li>
`
  return html`<ol class="history">${history.map(item)}</ol>`
}
