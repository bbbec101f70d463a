import { formatDate, formatNumber, formatShortDate, texts } from '@rasid/core'
import type { DayOfMatches, OutletMatches } from '@rasid/store'
import type { ChartLook } from './chart-look.ts'
import { drawChart, type Words } from './draw-chart.ts'
import { matchesPanel, tierKey } from './matches-by-day.ts'
import { outletsPanel, ROW } from './top-outlets.ts'

/** A week of matches as a picture tells it: whole local days, oldest first. */
export interface WeekFacts {
  days: readonly DayOfMatches[]
  /** The outlets with the most matches, and how many outlets have any. */
  outlets: readonly OutletMatches[]
  allOutlets: number
}

// A phone shows it some 340 points wide: what is drawn for more could not be read there.
const WIDTH = 500

/** The week in one picture: its figures, matches a day by tier, and the outlets that published most. */
export function drawWeek(week: WeekFacts, look: ChartLook): Promise<string> {
  const table = texts(look.lang).charts
  const rows = ROW * Math.max(week.outlets.length, 1)
  const height = 528 + rows
  const words: Words[] = [
    { text: table.weekTitle, y: 46, size: 30, weight: 700 },
    { text: table.brand, y: 46, size: 20, weight: 600, color: 'faint', far: true },
    { text: periodOf(week.days, look), y: 88, size: 17, color: 'faint' },
    { text: table.weekFigures(matchesOf(week.days), week.allOutlets), y: 122, size: 20, weight: 600 },
    { text: table.matchesByDay, y: 180, size: 17, weight: 600 },
    { ...tierKey(look), y: 180, far: true },
    { text: table.topOutlets, y: 472, size: 17, weight: 600 },
  ]
  const panels = [
    matchesPanel(week.days, look, { top: 216, bottom: height - 384, labels: 56 }),
    outletsPanel(week.outlets, look, { top: 496, bottom: height - 496 - rows, labels: 210 }),
  ]
  return drawChart(
    { width: WIDTH, height, title: `${table.weekTitle} · ${periodOf(week.days, look)}`, words, panels },
    look,
  )
}

/** All matches of the days. */
export const matchesOf = (days: readonly DayOfMatches[]): number =>
  days.reduce((sum, { core, related }) => sum + core + related, 0)

/** "من 15 إلى 21 نوفمبر/تشرين الثاني 2026" for the first and last of the days: what both share is said once. */
export function periodOf(
  days: readonly { day: string }[],
  { lang, digits }: Pick<ChartLook, 'lang' | 'digits'>,
): string {
  const clock = { lang, tz: 'UTC', ...(digits && { digits }) }
  const [from, to] = [days[0]?.day ?? '', days.at(-1)?.day ?? '']
  const [first, last] = [new Date(`${from}T12:00:00Z`), new Date(`${to}T12:00:00Z`)]
  const isOneMonth = from.slice(0, 7) === to.slice(0, 7)
  const isOneYear = from.slice(0, 4) === to.slice(0, 4)
  const start = isOneMonth
    ? formatNumber(lang, first.getUTCDate(), digits)
    : isOneYear
      ? formatShortDate(first, clock)
      : formatDate(first, clock)
  return texts(lang).charts.period(start, formatDate(last, clock))
}
