import { texts } from '@rasid/core'
import type { DayOfVisits } from '@rasid/store'
import { type ChartLook, paletteOf } from './chart-look.ts'
import { type Drawing, drawChart, nothingHere, type Words } from './draw-chart.ts'
import { dayAxis, sideAxis } from './matches-by-day.ts'
import { type Box, gridOf, type Panel, stackedBars } from './panel.ts'

/** Visits to feeds a day, by what came of them. */
export function drawVisitsByDay(days: readonly DayOfVisits[], look: ChartLook): Promise<string> {
  const { width = 720, height = 320 } = look
  const title = texts(look.lang).charts.visitsByDay
  const drawing: Drawing = {
    ...{ width, height, title },
    words: [
      { text: title, y: 30, size: 18, weight: 600 },
      ...(days.every((day) => day.answered + day.slowed + day.failed === 0) ? [nothingHere(look, height / 2)] : []),
      { ...visitsKey(look), y: 30, far: true },
    ],
    panels: [visitsPanel(days, look, { top: 72, bottom: days.length <= 7 ? 58 : 40, labels: 64 })],
  }
  return drawChart(drawing, look)
}

/** What may come of a visit, and its colour. */
export function visitsKey(look: ChartLook): Words {
  const key = layersOf([], look)
    .map(({ name, color }) => ({ name, color }))
    .reverse()
  return { text: '', y: 0, size: 13, key }
}

/** The bars of `drawVisitsByDay`, for pictures that hold several panels. */
export function visitsPanel(days: readonly DayOfVisits[], look: ChartLook, box: Box): Panel {
  return {
    grid: gridOf(look, box),
    xAxis: dayAxis(days, look),
    yAxis: sideAxis(look),
    series: stackedBars(look, layersOf(days, look), { barWidth: 36, sums: false }),
  }
}

// Failures stand on the ground line, where their days can be compared.
function layersOf(days: readonly DayOfVisits[], look: ChartLook) {
  const { good, slow, bad } = paletteOf(look)
  const table = texts(look.lang).charts
  return [
    { name: table.failed, color: bad, values: days.map((day) => day.failed) },
    { name: table.slowed, color: slow, values: days.map((day) => day.slowed) },
    { name: table.answered, color: good, values: days.map((day) => day.answered) },
  ]
}
