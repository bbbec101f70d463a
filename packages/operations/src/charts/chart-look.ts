import { type Digits, formatNumber, type Lang } from '@rasid/core'

/** How a chart is to look. Width and height in CSS pixels; each chart has its own usual size. */
export interface ChartLook {
  lang: Lang
  theme: 'light' | 'dark'
  digits?: Digits
  width?: number
  height?: number
}

/** The colours of the maintainers' page, so that a chart belongs on it; those of bars keep 3:1 against the paper. */
export interface Palette {
  paper: string
  ink: string
  faint: string
  line: string
  core: string
  related: string
  good: string
  slow: string
  bad: string
  /** For lines side by side: told apart by people who see red and green alike, too. */
  many: readonly string[]
}

const PALETTES: Readonly<Record<ChartLook['theme'], Palette>> = {
  light: {
    ...{ paper: '#ffffff', ink: '#17202a', faint: '#556270', line: '#dfe3e8' },
    ...{ core: '#a32020', related: '#b9820f', good: '#2f7d54', slow: '#b9820f', bad: '#a32020' },
    many: ['#a32020', '#0b5d7a', '#b9820f', '#6a4c93', '#2f7d54'],
  },
  dark: {
    ...{ paper: '#191f26', ink: '#e7ebef', faint: '#9dabb8', line: '#2c353f' },
    ...{ core: '#ef8379', related: '#e2bb55', good: '#63bd8c', slow: '#e2bb55', bad: '#ef8379' },
    many: ['#ef8379', '#7cc4e4', '#e2bb55', '#b79ae0', '#63bd8c'],
  },
}

export const paletteOf = ({ theme }: Pick<ChartLook, 'theme'>): Palette => PALETTES[theme]

/** The family of the maintainers' page; the file that pictures are drawn with bears the same name. */
export const FONT_FAMILY = 'IBM Plex Sans Arabic'

/** Whether the chart runs from the right: time, bars and words alike. */
export const runsFromRight = ({ lang }: Pick<ChartLook, 'lang'>): boolean => lang === 'ar'

/** A text with its direction, whatever scripts it mixes: drawing programs look at the first letter at best. An outlet's Arabic name
 *  reads from the right in an English chart, too. */
export const directed = (text: string, { lang }: Pick<ChartLook, 'lang'>): string =>
  lang === 'ar' || /\p{Script=Arabic}/u.test(text) ? `\u2067${text}\u2069` : `\u2066${text}\u2069`

/** A number in the reader's digits. */
export const figure = (n: number, { lang, digits }: Pick<ChartLook, 'lang' | 'digits'>): string =>
  formatNumber(lang, n, digits)
