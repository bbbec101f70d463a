import { formatShortDate, type Lang, texts } from '@rasid/core'
import type { EntityLine, PrecisionRow } from '@rasid/operations'
import type { DayOfMatches, DayOfVisits, OutletMatches } from '@rasid/store'
import { html, raw } from 'hono/html'
import type { Markup } from './layout.ts'

export const DAYS_OFFERED = [7, 30, 90] as const

/** A drawing for a desktop and one for a phone. Made by us of numbers and escaped names, so it goes into the page as it is. */
interface Drawings {
  wide: string
  narrow: string
}

export interface ChartData {
  matches: readonly DayOfMatches[]
  outlets: readonly OutletMatches[]
  entities: readonly EntityLine[]
  visits: readonly DayOfVisits[]
  /** By tier, then by outlet and by rule; none without votes. */
  precision: readonly PrecisionRow[]
}

export interface Charts extends Record<'matches' | 'outlets' | 'entities' | 'visits' | 'precision', Drawings> {
  data: ChartData
}

// More columns than drawn lines say nothing.
const ENTITIES_IN_TABLE = 5

/** What was found, by whom, and of what, day by day; each chart with its figures as a table. */
export function chartsPage(charts: Charts, { lang, days }: { lang: Lang; days: number }): Markup {
  const say = texts(lang).pages
  const table = texts(lang).charts
  const { matches, outlets, entities, visits, precision } = charts.data
  const periods = DAYS_OFFERED.map((one) => {
    const current = one === days ? raw(' aria-current="true"') : ''
    return html`<a href="/charts?days=${one}"${current}>${say.lastDays(one)}</a> `
  })
  const shown = entities.slice(0, ENTITIES_IN_TABLE)
  return html`<h1>${say.charts}</h1>
<nav class="views" aria-label="${say.day}">${periods}</nav>
${figure(charts.matches, lang, {
  heads: [say.day, table.core, table.related],
  rows: newestFirst(matches).map(({ day, core, related }) => [dayName(day, lang), core, related]),
})}
${figure(charts.outlets, lang, {
  heads: [say.outlet, table.core, table.related],
  rows: outlets.map(({ outlet, core, related }) => [outlet, core, related]),
})}
${figure(charts.entities, lang, {
  heads: [say.day, ...shown.map(({ title }) => title)],
  rows: newestFirst(matches.map(({ day }, at) => ({ day, at }))).map(({ day, at }) => [
    dayName(day, lang),
    ...shown.map(({ values }) => values[at] ?? 0),
  ]),
})}
${figure(charts.visits, lang, {
  heads: [say.day, table.answered, table.slowed, table.failed],
  rows: newestFirst(visits).map(({ day, answered, slowed, failed }) => [dayName(day, lang), answered, slowed, failed]),
})}
${precisionOf(precision, charts.precision, lang)}`
}

interface Table {
  heads: readonly string[]
  rows: readonly (readonly (string | number)[])[]
}

function figure({ wide, narrow }: Drawings, lang: Lang, table: Table): Markup {
  return html`<figure class="card chart"><div class="wide-only">${raw(wide)}</div><div class="narrow-only">${raw(narrow)}</div>
<details><summary>${texts(lang).pages.asTable}</summary>${tableOf(table)}</details></figure>
`
}

function tableOf({ heads, rows }: Table): Markup {
  return html`<div class="wide" tabindex="0" role="region" aria-label="${heads.join(' · ')}"><table><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map(([name, ...values]) => html`<tr><th scope="row"><bdi>${name}</bdi></th>${values.map((value) => html`<td>${value}</td>`)}</tr>`)}</tbody></table></div>`
}

function newestFirst<Row>(rows: readonly Row[]): Row[] {
  return [...rows].reverse()
}

const dayName = (day: string, lang: Lang): string => formatShortDate(new Date(`${day}T12:00:00Z`), { lang, tz: 'UTC' })

function precisionOf(rows: ChartData['precision'], drawings: Drawings, lang: Lang): Markup {
  const say = texts(lang).pages
  if (rows.length === 0)
    return html`<section class="card"><h2>${say.precision}</h2><p class="hint-line">${say.precisionNone}</p></section>`
  const share = (wanted: number, votes: number) => `${Math.round((100 * wanted) / Math.max(1, votes))}%`
  return figure(drawings, lang, {
    heads: ['', say.wanted, say.votes, say.share],
    rows: rows.map(({ name, wanted, votes }) => [name, wanted, votes, share(wanted, votes)]),
  })
}
