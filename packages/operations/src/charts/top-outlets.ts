import { cleanTitle, cutText, texts } from '@rasid/core'
import type { OutletMatches } from '@rasid/store'
import { type ChartLook, paletteOf, runsFromRight } from './chart-look.ts'
import { type Drawing, drawChart, nothingHere } from './draw-chart.ts'
import { tierKey } from './matches-by-day.ts'
import { type Box, categoryAxis, countAxis, gridOf, type Panel, stackedBars, words } from './panel.ts'

const LABELS = 200
const LONGEST_NAME = 26
/** The height of an outlet's row. */
export const ROW = 34

/** The outlets with the most matches, the first on top. */
export function drawTopOutlets(outlets: readonly OutletMatches[], look: ChartLook): Promise<string> {
  const { width = 720, height = 84 + ROW * Math.max(outlets.length, 1) } = look
  const title = texts(look.lang).charts.topOutlets
  const drawing: Drawing = {
    ...{ width, height, title },
    words: [
      { text: title, y: 30, size: 18, weight: 600 },
      ...(outlets.length === 0 ? [nothingHere(look, height / 2)] : []),
      { ...tierKey(look), y: 30, far: true },
    ],
    panels: [outletsPanel(outlets, look, { top: 60, bottom: 18, labels: LABELS })],
  }
  return drawChart(drawing, look)
}

/** The bars of `drawTopOutlets`, for pictures that hold several panels. */
export function outletsPanel(
  outlets: readonly OutletMatches[],
  look: ChartLook,
  box: Omit<Box, 'labels'> & { labels?: number },
): Panel {
  const { core, related } = paletteOf(look)
  const table = texts(look.lang).charts
  const isRtl = runsFromRight(look)
  const names = outlets.map(({ outlet }) => cutText(cleanTitle(outlet), LONGEST_NAME))
  const layers = [
    { name: table.core, color: core, values: outlets.map((outlet) => outlet.core) },
    { name: table.related, color: related, values: outlets.map((outlet) => outlet.related) },
  ]
  const axis = countAxis(look, { show: false, inverse: isRtl, max: roomForSums })
  const labels = { ...words(look, 14, 'ink'), margin: 12, interval: 0 }
  return {
    grid: gridOf(look, { labels: LABELS, ...box }),
    xAxis: axis,
    yAxis: categoryAxis(look, names, {
      ...{ inverse: true, position: isRtl ? 'right' : 'left', axisLabel: labels, axisLine: { show: false } },
    }),
    series: stackedBars(look, layers, { barWidth: 18, horizontal: true }),
  }
}

// A sum is written beyond the end of its bar.
const roomForSums = ({ max }: { max: number }): number => Math.max(max * 1.1, 4)
