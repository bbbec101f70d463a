import { cleanTitle, cutText, texts } from '@rasid/core'
import { type ChartLook, paletteOf } from './chart-look.ts'
import { type Drawing, drawChart, nothingHere } from './draw-chart.ts'
import { dayAxis, sideAxis } from './matches-by-day.ts'
import { gridOf, type Panel } from './panel.ts'

/** An entity of the topic, its title in the reader's language, and how many matches bear it on each day. */
export interface EntityLine {
  title: string
  values: readonly number[]
}

// More lines than this cannot be told apart.
const MOST_LINES = 5

/** How often matches bear each entity, day by day; the most frequent five. */
export function drawEntitiesByDay(
  days: readonly string[],
  entities: readonly EntityLine[],
  look: ChartLook,
): Promise<string> {
  const { width = 720, height = 340 } = look
  const title = texts(look.lang).charts.entitiesByDay
  const { many } = paletteOf(look)
  const lines = [...entities]
    .sort((a, b) => sum(b.values) - sum(a.values))
    .slice(0, MOST_LINES)
    .map((line, index) => ({ ...line, title: cutText(cleanTitle(line.title), 24), color: many[index] ?? '' }))
  const key = lines.map((line) => ({ name: line.title, color: line.color }))
  const drawing: Drawing = {
    ...{ width, height, title },
    words: [
      { text: title, y: 30, size: 18, weight: 600 },
      { text: '', y: 60, size: 13, key },
      ...(lines.length === 0 ? [nothingHere(look, height / 2)] : []),
    ],
    panels: [linesPanel(days, lines, look)],
  }
  return drawChart(drawing, look)
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0)

function linesPanel(
  days: readonly string[],
  lines: readonly (EntityLine & { color: string })[],
  look: ChartLook,
): Panel {
  const dated = days.map((day) => ({ day }))
  return {
    grid: gridOf(look, { top: 88, bottom: days.length <= 7 ? 58 : 40, labels: 56 }),
    xAxis: dayAxis(dated, look),
    yAxis: sideAxis(look),
    series: lines.map(({ title, values, color }) => ({
      ...{ type: 'line', name: title, data: values, silent: true, symbol: 'circle', symbolSize: 6 },
      ...{ lineStyle: { color, width: 2.5 }, itemStyle: { color } },
    })),
  }
}
