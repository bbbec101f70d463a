import { type CaseOutcome, count, type Lang, type TopicSource, texts } from '@rasid/core'
import type { AliasSurfaces, HistoryEntry } from '@rasid/operations'
import { html } from 'hono/html'
import { editInWords } from './edit-in-words.ts'
import type { Markup } from './layout.ts'
import { type PageReading, timeOf } from './story-parts.ts'
import { type TrialResult, trialResult } from './topic-trial.ts'
import { type TrialForm, trialForm } from './topic-trial-form.ts'

// Enough to know an entity by; the rest is a click away.
const ALIASES_SHOWN = 12

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
  const item = ([id, { title }]: [string, { title: Record<Lang, string> }]) => {
    const own = byEntity.get(id) ?? []
    const shown = own.slice(0, ALIASES_SHOWN).map(({ alias }) => alias)
    const rest = own.length > shown.length ? ' …' : ''
    return html`<li id="entity-${id}"><p><a href="${pathOf(source, `/entities/${id}`)}">${title[lang]}</a> <small>${count(lang, 'alias', own.length)}</small></p><p class="hint-line" lang="ar" dir="rtl">${shown.join('، ')}${rest}</p></li>
`
  }
  return html`<ul class="entities">${Object.entries(source.entities).map(item)}</ul>`
}

/** One entity: each of its aliases with every surface in which it is found, and what decides where it may mean another. */
export function entityPage(view: TopicView, id: string, lang: Lang): Markup {
  const { source, aliases } = view
  const own = aliases.filter(({ entity }) => entity === id)
  return html`<p class="back"><a href="${pathOf(source, '')}">${source.title[lang]}</a></p>
<h1>${source.entities[id]?.title[lang] ?? id} <small>${count(lang, 'alias', own.length)}</small></h1>
<ul class="aliases card">${own.map((alias) => aliasItem(alias, source, lang))}</ul>`
}

/** Every case of the topic with its verdict now. */
export function casesPage({ source, cases }: TopicView, lang: Lang): Markup {
  const say = texts(lang).topicPage
  const right = cases.filter(({ passed }) => passed).length
  return html`<p class="back"><a href="${pathOf(source, '')}">${source.title[lang]}</a></p>
<h1>${say.cases} <small>${say.casesSum(right, cases.length)}</small></h1>
<ul class="cases card">${cases.map((one) => caseItem(one, lang))}</ul>`
}

const pathOf = (source: TopicSource, below: string): string => `/topic/${encodeURIComponent(source.id)}${below}`

function aliasItem(
  { ambiguous, surfaces, since, until, alias }: AliasSurfaces,
  source: TopicSource,
  lang: Lang,
): Markup {
  const say = texts(lang).topicPage
  const time = [since && `${say.since} ${since}`, until && `${say.until} ${until}`].filter(Boolean).join(' · ')
  return html`<li><p><strong lang="ar"><bdi>${alias}</bdi></strong>${time ? html` <small>${time}</small>` : ''}</p>
<details><summary>${say.surfaces(surfaces.length)}</summary><p lang="ar" dir="rtl" class="surfaces">${surfaces.join(' · ')}</p></details>
${ambiguous ? html`<details><summary><span class="ambiguous">${say.ambiguous}</span></summary>${ambiguityOf(ambiguous, source, lang)}</details>` : ''}</li>
`
}

function ambiguityOf(
  { steps, anchors, unless }: NonNullable<AliasSurfaces['ambiguous']>,
  { entities }: TopicSource,
  lang: Lang,
): Markup {
  const say = texts(lang).topicPage
  const comma = lang === 'ar' ? '، ' : ', '
  const titles = (names: readonly string[]) => names.map((name) => entities[name]?.title[lang] ?? name).join(comma)
  const step = (one: (typeof steps)[number]) =>
    html`<li>${one.verdict === 'accept' ? say.accepts : say.refuses} (${one.reason[lang]})${comma}${one.side === 'before' ? say.before : say.after}: <bdi lang="ar">${one.words.join('، ')}</bdi></li>`
  return html`<ul class="cues">${anchors.length > 0 ? html`<li>${say.onlyWith} <bdi>${titles(anchors)}</bdi></li>` : ''}${unless.length > 0 ? html`<li>${say.notWith} <bdi>${titles(unless)}</bdi></li>` : ''}${steps.map(step)}</ul>`
}

function casesOf({ source, cases, lang }: TopicPage): Markup {
  const say = texts(lang).topicPage
  const wrong = cases.filter(({ passed }) => !passed)
  return html`<p>${say.casesSum(cases.length - wrong.length, cases.length)}. <a href="${pathOf(source, '/cases')}">${say.showCases}</a></p>
${wrong.length > 0 ? html`<ul class="cases">${wrong.map((one) => caseItem(one, lang))}</ul>` : ''}`
}

function caseItem({ case: one, passed, result }: CaseOutcome, lang: Lang): Markup {
  const say = texts(lang).explain
  const wrong = passed
    ? ''
    : html` <strong class="trouble">${texts(lang).topicPage.wrongNow}: ${say[result.tier]}</strong>`
  return html`<li><p><span class="tier ${one.expect}">${say[one.expect]}</span> <span lang="ar" dir="auto">${one.title}</span>${wrong}</p><p class="hint-line" dir="auto">${one.why}</p></li>
`
}

function historyOf(page: TopicPage): Markup {
  const { history, source, lang } = page
  const say = texts(lang).topicPage
  if (history.length === 0) return html`<p class="hint-line">${say.noHistory}</p>`
  const states = { 'in-force': say.editInForce, undone: say.editUndone, 'set-aside': say.editSetAside }
  const item = ({ id, edit, author, at, state, setAside }: HistoryEntry) =>
    html`<li class="${state}"><p>${editInWords(edit, source, lang)}</p><p class="meta"><span>⁦#${id}⁩</span> <span>${states[state]}</span> <span>${say.by} <bdi>${author}</bdi></span> ${timeOf(at, page)}</p>${setAside ? html`<p class="hint-line" dir="auto">${setAside}</p>` : ''}</li>
`
  return html`<ol class="history">${history.map(item)}</ol>`
}
