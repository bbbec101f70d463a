import { texts } from '@rasid/core'
import type { DayOfMatches, DayOfVisits } from '@rasid/store'
import type { ChartLook } from './chart-look.ts'
import { drawChart } from './draw-chart.ts'
import { matchesPanel, tierKey } from './matches-by-day.ts'
import { visitsKey, visitsPanel } from './visits-by-day.ts'
import { periodOf } from './week-drawing.ts'

/** How an installation fared, day by day: the same days in both lists. */
export interface HealthFacts {
  visits: readonly DayOfVisits[]
  matches: readonly DayOfMatches[]
}

// A phone shows it some 340 points wide: what is drawn for more could not be read there.
const WIDTH = 500
const HEIGHT = 640

/** Two trends over the same days: visits by what came of them, and matches by tier. */
export function drawHealth({ visits, matches }: HealthFacts, look: ChartLook): Promise<string> {
  const table = texts(look.lang).charts
  const words = [
    { text: table.healthTitle, y: 44, size: 26, weight: 700 },
    { text: periodOf(visits, look), y: 80, size: 16, color: 'faint' as const },
    { text: table.visitsByDay, y: 134, size: 17, weight: 600 },
    { ...visitsKey(look), y: 134, far: true },
    { text: table.matchesByDay, y: 396, size: 17, weight: 600 },
    { ...tierKey(look), y: 396, far: true },
  ]
  const panels = [
    visitsPanel(visits, look, { top: 164, bottom: HEIGHT - 324, labels: 64 }),
    matchesPanel(matches, look, { top: 430, bottom: HEIGHT - 590, labels: 64 }),
  ]
  return drawChart({ width: WIDTH, height: HEIGHT, title: table.healthTitle, words, panels }, look)
}
