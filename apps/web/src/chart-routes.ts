import { type Lang, texts } from '@rasid/core'
import {
  drawEntitiesByDay,
  drawMatchesByDay,
  drawPrecision,
  drawTopOutlets,
  drawVisitsByDay,
  entityLines,
} from '@rasid/operations'
import { type Db, matchesByDay, precisionBy, precisionByTier, topOutlets, visitsByDay } from '@rasid/store'
import { Hono } from 'hono'
import type { WebEnv } from './access/reader.ts'
import { keepFor } from './keep-for.ts'
import { type ChartData, type Charts, chartsPage, DAYS_OFFERED } from './pages/charts.ts'
import { ZONE } from './pages/story-parts.ts'
import { languageOfRequest, showPage } from './show-page.ts'

const OUTLETS_SHOWN = 12
const NAMES_SHOWN = 8
// The phone's drawing has its own proportions, or its letters would shrink to a third.
const WIDTHS = { wide: 860, narrow: 460 } as const
// Drawing takes tens of milliseconds of the one thread, and days change slowly.
const KEPT_MS = 60_000

/** `/charts`: matches a day, outlets, entities over time, visits, and precision from votes. */
export function chartRoutes({ db, now }: { db: Db; now(): Date }): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  const kept = new Map<string, () => Promise<Charts>>()
  const chartsOf = (days: number, lang: Lang): Promise<Charts> => {
    const key = `${days} ${lang}`
    const read = kept.get(key) ?? keepFor(KEPT_MS, now, () => draw(db, { until: now(), days, lang }))
    kept.set(key, read)
    return read()
  }
  app.get('/', async (context) => {
    const lang = languageOfRequest(context)
    const days = DAYS_OFFERED.find((known) => String(known) === context.req.query('days')) ?? DAYS_OFFERED[1]
    const page = chartsPage(await chartsOf(days, lang), { lang, days })
    return showPage(context, 'title', page, { heading: texts(lang).pages.charts })
  })
  return app
}

async function draw(db: Db, { until, days, lang }: { until: Date; days: number; lang: Lang }): Promise<Charts> {
  const data = await read(db, { until, days, zone: ZONE, withBaseline: true }, lang)
  const inBoth = async (one: (look: { lang: Lang; theme: 'light'; width: number }) => Promise<string>) => {
    const [wide, narrow] = [WIDTHS.wide, WIDTHS.narrow].map((width) => one({ lang, theme: 'light', width }))
    return { wide: (await wide) ?? '', narrow: (await narrow) ?? '' }
  }
  const dayNames = data.matches.map(({ day }) => day)
  return {
    data,
    matches: await inBoth((look) => drawMatchesByDay(data.matches, look)),
    outlets: await inBoth((look) => drawTopOutlets(data.outlets, look)),
    entities: await inBoth((look) => drawEntitiesByDay(dayNames, data.entities, look)),
    visits: await inBoth((look) => drawVisitsByDay(data.visits, look)),
    precision: await inBoth((look) => drawPrecision(data.precision, look)),
  }
}

async function read(
  db: Db,
  ask: { until: Date; days: number; zone: string; withBaseline: boolean },
  lang: Lang,
): Promise<ChartData> {
  const [matches, outlets, visits, tiers, byOutlet, byRule] = await Promise.all([
    matchesByDay(db, ask),
    topOutlets(db, { ...ask, limit: OUTLETS_SHOWN }),
    visitsByDay(db, ask),
    precisionByTier(db),
    precisionBy(db, 'outlet', NAMES_SHOWN),
    precisionBy(db, 'rule', NAMES_SHOWN),
  ])
  const precision = [
    ...tiers.map(({ tier, ...of }) => ({ name: texts(lang).web[tier], ...of })),
    ...byOutlet,
    ...byRule.map((row) => ({ ...row, name: texts(lang).charts.rules(row.name) })),
  ].filter(({ votes }) => votes > 0)
  const entities = await entityLines(db, { ...ask, dayNames: matches.map(({ day }) => day), lang })
  return { matches, outlets, visits, entities, precision }
}
