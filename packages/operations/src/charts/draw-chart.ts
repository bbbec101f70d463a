import { texts } from '@rasid/core'
import type { EChartsCoreOption } from 'echarts/core'
import { type ChartLook, directed, paletteOf, runsFromRight } from './chart-look.ts'
import { MARGIN, type Panel, words } from './panel.ts'

/** A line of words over or beside the panels, from the side where reading begins. */
export interface Words {
  text: string
  /** Of its middle, from the top. */
  y: number
  size: number
  weight?: number
  color?: 'ink' | 'faint'
  /** At the far side, or in the middle, instead. */
  far?: boolean
  middle?: boolean
  /** What the colours mean, drawn instead of words. */
  key?: readonly { name: string; color: string }[]
}

/** What stands in a chart of days without anything: an empty chart could be a broken one. */
export function nothingHere(look: ChartLook, y: number): Words {
  return { text: texts(look.lang).charts.nothing, y, size: 15, color: 'faint', middle: true }
}

export interface Drawing {
  width: number
  height: number
  /** Said to those who cannot see the picture. */
  title: string
  words: readonly Words[]
  panels: readonly Panel[]
}

/**
 * Draws with ECharts, without a browser, as one `<svg>`: no script, no style attribute and no class, so that it can stand in
 * a page under a strict content policy. The same drawing gives the same text.
 */
export async function drawChart(drawing: Drawing, look: ChartLook): Promise<string> {
  const { init } = await loadCharts()
  const { width, height } = drawing
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height })
  try {
    chart.setOption(optionOf(drawing, look))
    return plainSvg(chart.renderToSVGString(), drawing.title)
  } finally {
    // Left alone, a chart's timers keep the process alive.
    chart.dispose()
  }
}

// Most commands draw nothing, and loading ECharts takes longer than they do.
async function loadCharts() {
  const [core, charts, components, renderers] = await Promise.all([
    import('echarts/core'),
    import('echarts/charts'),
    import('echarts/components'),
    import('echarts/renderers'),
  ])
  core.use([
    charts.BarChart,
    charts.LineChart,
    components.GridComponent,
    components.GraphicComponent,
    renderers.SVGRenderer,
  ])
  return core
}

function optionOf({ width, panels, words: lines }: Drawing, look: ChartLook): EChartsCoreOption {
  const numbered = <Part extends object>(part: Part, index: number) => ({ ...part, gridIndex: index })
  return {
    animation: false,
    backgroundColor: paletteOf(look).paper,
    grid: panels.map(({ grid }) => grid),
    xAxis: panels.map(({ xAxis }, index) => numbered(xAxis, index)),
    yAxis: panels.map(({ yAxis }, index) => numbered(yAxis, index)),
    series: panels.flatMap(({ series }, index) =>
      series.map((one) => ({ ...one, ...stackOf(one, index), xAxisIndex: index, yAxisIndex: index })),
    ),
    graphic: lines.flatMap((line) => (line.key ? keyOf(line.key, line, look, width) : [textOf(line, look, width)])),
  }
}

// ECharts puts bars of one stack on top of one another over all panels.
const stackOf = (series: object, panel: number) => ('stack' in series ? { stack: `${panel}` } : {})

const atRight = (line: Words, look: ChartLook): boolean => runsFromRight(look) !== (line.far === true)

function textOf(line: Words, look: ChartLook, width: number): object {
  const isRight = atRight(line, look)
  const { color, ...font } = words(look, line.size, line.color ?? 'ink', line.weight ?? 400)
  const place = line.middle
    ? { x: width / 2, textAlign: 'center' }
    : { x: isRight ? width - MARGIN : MARGIN, textAlign: isRight ? 'right' : 'left' }
  const style = { text: directed(line.text, look), fill: color, ...font, ...place, y: line.y }
  return { type: 'text', silent: true, style: { ...style, textVerticalAlign: 'middle' } }
}

// Nothing here can measure a text; letters of this typeface are about this wide.
const LETTER = 0.52
const SQUARE = 11
const GAP = 16

// Names with their colours, from the side where reading begins.
function keyOf(key: NonNullable<Words['key']>, line: Words, look: ChartLook, width: number): object[] {
  const { color, ...font } = words(look, line.size, line.color ?? 'faint')
  const isRtl = runsFromRight(look)
  const widths = key.map(({ name }) => SQUARE + 6 + name.length * LETTER * line.size)
  const whole = widths.reduce((sum, one) => sum + one + GAP, -GAP)
  let at = line.far === true ? width - MARGIN - whole - 2 * GAP : 0
  return key.flatMap(({ name, color: fill }, index) => {
    // Counted from where reading begins, then turned to the left edge.
    const from = (offset: number) => (isRtl ? width - MARGIN - offset : MARGIN + offset)
    const square = {
      x: isRtl ? from(at) - SQUARE : from(at),
      y: line.y - SQUARE / 2,
      width: SQUARE,
      height: SQUARE,
      r: 2.5,
    }
    const x = from(at + SQUARE + 6)
    at += (widths[index] ?? 0) + GAP
    const style = { text: directed(name, look), fill: color, ...font, textAlign: isRtl ? 'right' : 'left' }
    return [
      { type: 'rect', silent: true, shape: square, style: { fill } },
      { type: 'text', silent: true, style: { ...style, x, y: line.y, textVerticalAlign: 'middle' } },
    ]
  })
}

const STYLED = /style="font-size:([\d.]+)px;font-family:([^;"]+);(?:font-weight:([^;"]+);)?"/g

// ECharts writes hover rules, which a strict policy refuses, and clips that it counts over all charts of a process: two charts of a page
// could share one. The direction is the drawing's own, or a page from the right would turn every anchor round.
function plainSvg(svg: string, title: string): string {
  const name = title.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
  return svg
    .replace(/<(style|defs)[^>]*>[\s\S]*?<\/\1>\s*/g, '')
    .replaceAll(/ (?:class|ecmeta_\w+|pointer-events|xml:space|clip-path)="[^"]*"/g, '')
    .replaceAll(
      STYLED,
      (_, size, family, weight) =>
        `font-size="${size}" font-family="${family}"${weight === undefined ? '' : ` font-weight="${weight}"`}`,
    )
    .replace('<svg ', `<svg direction="ltr" role="img" aria-label="${name}" `)
}
