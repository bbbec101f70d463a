import { cleanTitle, cutText, texts } from '@rasid/core'
import { type ChartLook, figure, paletteOf, runsFromRight } from './chart-look.ts'
import { type Drawing, drawChart } from './draw-chart.ts'
import { categoryAxis, countAxis, gridOf, stackedBars, words } from './panel.ts'
import { ROW } from './top-outlets.ts'

/** What readers said of the stories of one tier, outlet or rule. */
export interface PrecisionRow {
  name: string
  wanted: number
  /** At least one. */
  votes: number
}

const LABELS = 200
const LONGEST_NAME = 26
const WHOLE = 100

/**
 * The share of votes that wanted a story, row by row, each bar as long as the others: beside it stands how many votes it is
 * of (7 of 9), since a share of few says little.
 */
export function drawPrecision(rows: readonly PrecisionRow[], look: ChartLook): Promise<string> {
  const { width = 720, height = 84 + ROW * rows.length } = look
  const { many, bad } = paletteOf(look)
  // Blue beside red: green would look the same to some.
  const wanted = many[1] ?? ''
  const table = texts(look.lang).charts
  const isRtl = runsFromRight(look)
  const key = [
    { name: table.wanted, color: wanted },
    { name: table.unwanted, color: bad },
  ]
  const share = (part: number, { votes }: PrecisionRow) => (WHOLE * part) / Math.max(1, votes)
  const layers = [
    { ...key[0], values: rows.map((row) => share(row.wanted, row)) },
    { ...key[1], values: rows.map((row) => share(row.votes - row.wanted, row)) },
  ].map(({ name = '', color = '', values }) => ({ name, color, values }))
  const drawing: Drawing = {
    ...{ width, height, title: table.precision },
    words: [
      { text: table.precision, y: 30, size: 18, weight: 600 },
      { text: '', y: 30, size: 13, key, far: true },
    ],
    panels: [
      {
        grid: gridOf(look, { top: 60, bottom: 18, labels: LABELS }),
        // The votes are written beyond the end of the bars.
        xAxis: countAxis(look, { show: false, inverse: isRtl, max: WHOLE * (width < 600 ? 1.5 : 1.2) }),
        yAxis: categoryAxis(
          look,
          rows.map(({ name }) => cutText(cleanTitle(name), LONGEST_NAME)),
          {
            ...{ inverse: true, position: isRtl ? 'right' : 'left', axisLine: { show: false } },
            axisLabel: { ...words(look, 14, 'ink'), margin: 12, interval: 0 },
          },
        ),
        series: stackedBars(look, layers, {
          ...{ barWidth: 18, horizontal: true },
          ends: rows.map(({ wanted, votes }) => table.ofVotes(figure(wanted, look), figure(votes, look))),
        }),
      },
    ],
  }
  return drawChart(drawing, look)
}
