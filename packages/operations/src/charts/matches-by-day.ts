import { texts } from '@rasid/core'
import type { DayOfMatches } from '@rasid/store'
import { type ChartLook, paletteOf, runsFromRight } from './chart-look.ts'
import { dayLabels } from './day-labels.ts'
import { type Drawing, drawChart, nothingHere, type Words } from './draw-chart.ts'
import { type Box, categoryAxis, countAxis, gridOf, type Panel, stackedBars } from './panel.ts'

/** Matches a day, core below related, oldest first in the direction of reading. Days without any are days too. */
export function drawMatchesByDay(days: readonly DayOfMatches[], look: ChartLook): Promise<string> {
  const { width = 720, height = 320 } = look
  const title = texts(look.lang).charts.matchesByDay
  const drawing: Drawing = {
    ...{ width, height, title },
    words: [
      { text: title, y: 30, size: 18, weight: 600 },
      ...(days.every((day) => day.core + day.related === 0) ? [nothingHere(look, height / 2)] : []),
      { ...tierKey(look), y: 30, far: true },
    ],
    panels: [matchesPanel(days, look, { top: 72, bottom: days.length <= 7 ? 58 : 40, labels: 56 })],
  }
  return drawChart(drawing, look)
}

/** The two tiers and their colours. */
export function tierKey(look: ChartLook): Words {
  const { core, related } = paletteOf(look)
  const table = texts(look.lang).charts
  const key = [
    { name: table.core, color: core },
    { name: table.related, color: related },
  ]
  return { text: '', y: 0, size: 13, key }
}

/** The bars of `drawMatchesByDay`, for pictures that hold several panels. */
export function matchesPanel(days: readonly DayOfMatches[], look: ChartLook, box: Box): Panel {
  const { core, related } = paletteOf(look)
  const table = texts(look.lang).charts
  const layers = [
    { name: table.core, color: core, values: days.map((day) => day.core) },
    { name: table.related, color: related, values: days.map((day) => day.related) },
  ]
  return {
    grid: gridOf(look, box),
    xAxis: dayAxis(days, look),
    yAxis: sideAxis(look),
    series: stackedBars(look, layers, { barWidth: 44, sums: days.length <= 14 }),
  }
}

/** Days along the bottom, in the direction of reading. */
export function dayAxis(days: readonly { day: string }[], look: ChartLook): object {
  const labels = dayLabels(
    days.map(({ day }) => day),
    look,
  )
  return categoryAxis(look, labels, {
    inverse: runsFromRight(look),
    axisLabel: { ...labelStyle(look), interval: 0 },
  })
}

const labelStyle = (look: ChartLook) => (categoryAxis(look, []) as { axisLabel: object }).axisLabel

/** Numbers up the side where reading begins. */
export const sideAxis = (look: ChartLook): object =>
  countAxis(look, { position: runsFromRight(look) ? 'right' : 'left' })
