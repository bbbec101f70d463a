import { type ChartLook, directed, FONT_FAMILY, figure, type Palette, paletteOf, runsFromRight } from './chart-look.ts'

/** Where a panel stands in its picture: margins from the edges in pixels. */
export interface Box {
  top: number
  bottom: number
  /** Room for labels beside the bars, at the side where reading begins. */
  labels: number
}

/** What ECharts' `setOption` takes, as far as panels use it. */
export interface Panel {
  grid: object
  xAxis: object
  yAxis: object
  series: object[]
}

/** One colour of a stack or one line. */
export interface Layer {
  name: string
  color: string
  values: readonly number[]
}

export const MARGIN = 28

/** The font of a text in the look. */
export const words = (look: ChartLook, size: number, color: keyof Palette = 'faint', weight = 400) => ({
  ...{
    fontFamily: `${FONT_FAMILY}, Plex Arabic, sans-serif`,
    fontSize: size,
    fontWeight: weight,
    color: paletteOf(look)[color],
  },
})

/** The grid of a panel, with its labels at the side where reading begins. */
export function gridOf(look: ChartLook, { top, bottom, labels }: Box): object {
  const sides = runsFromRight(look) ? { left: MARGIN, right: labels } : { left: labels, right: MARGIN }
  return { top, bottom, ...sides, outerBoundsMode: 'none' }
}

/** An axis of categories, without ticks; `inverse` where it runs against the usual direction. */
export function categoryAxis(look: ChartLook, names: readonly string[], more: object = {}): object {
  return {
    type: 'category',
    data: names.map((name) =>
      name
        .split('\n')
        .map((line) => directed(line, look))
        .join('\n'),
    ),
    axisTick: { show: false },
    axisLine: { lineStyle: { color: paletteOf(look).line } },
    axisLabel: { ...words(look, 13), lineHeight: 18, margin: 10, hideOverlap: false },
    ...more,
  }
}

/** An axis of whole numbers. */
export function countAxis(look: ChartLook, more: object = {}): object {
  return {
    type: 'value',
    minInterval: 1,
    splitNumber: 4,
    // One match must not look like the height of a week.
    max: ({ max }: { max: number }) => (max < 4 ? 4 : null),
    axisLabel: { ...words(look, 12), formatter: (n: number) => figure(n, look) },
    splitLine: { lineStyle: { color: paletteOf(look).line } },
    ...more,
  }
}

const RADIUS = 3

/** Bars on top of one another, the sum, or what `ends` says, written at their end; the outermost that is not empty has the round corners. */
export function stackedBars(
  look: ChartLook,
  layers: readonly Layer[],
  shape: { barWidth: number | string; horizontal?: boolean; sums?: boolean; ends?: readonly string[] },
): object[] {
  const outermost = (index: number) => layers.findLastIndex(({ values }) => (values[index] ?? 0) > 0)
  const sums = (layers[0]?.values ?? []).map((_, index) =>
    layers.reduce((n, { values }) => n + (values[index] ?? 0), 0),
  )
  return layers.map((layer, at) => ({
    ...{ type: 'bar', name: layer.name, stack: 'one', silent: true, barMaxWidth: shape.barWidth },
    itemStyle: { color: layer.color },
    data: layer.values.map((value, index) => ({
      value,
      itemStyle: outermost(index) === at ? { borderRadius: corners(look, shape.horizontal === true) } : {},
    })),
    ...(at === layers.length - 1 &&
      shape.sums !== false && {
        label: endLabel(look, shape.ends ?? sums.map((n) => (n > 0 ? figure(n, look) : '')), shape.horizontal === true),
      }),
  }))
}

function corners(look: ChartLook, horizontal: boolean): number[] {
  if (!horizontal) return [RADIUS, RADIUS, 0, 0]
  return runsFromRight(look) ? [RADIUS, 0, 0, RADIUS] : [0, RADIUS, RADIUS, 0]
}

function endLabel(look: ChartLook, ends: readonly string[], horizontal: boolean): object {
  const beside = runsFromRight(look) ? 'left' : 'right'
  return {
    ...{ show: true, position: horizontal ? beside : 'top', distance: 6 },
    ...words(look, 13, 'ink', 600),
    formatter: ({ dataIndex }: { dataIndex: number }) => (ends[dataIndex] ? directed(ends[dataIndex], look) : ''),
  }
}
