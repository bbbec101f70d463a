import { type Clock, formatShortDate, formatWeekday } from '@rasid/core'
import type { ChartLook } from './chart-look.ts'

// A local date is drawn as it is: any zone will do if it is the same both ways.
const clockOf = ({ lang, digits }: ChartLook): Clock => ({ lang, tz: 'UTC', ...(digits && { digits }) })
const noon = (day: string) => new Date(`${day}T12:00:00Z`)

/** "22 نوفمبر" · "22 Nov", for a local date "2026-11-22". */
function shortDay(day: string, look: ChartLook): string {
  const date = formatShortDate(noon(day), clockOf(look))
  return look.lang === 'en' ? date.replace(/(\p{L}{3})\p{L}*$/u, '$1') : date
}

/** Labels under days: the weekday over the date for a week, else only every so many dates, or they would overlap. */
export function dayLabels(days: readonly string[], look: ChartLook): string[] {
  if (days.length <= 7) return days.map((day) => `${weekday(day, look)}\n${shortDay(day, look)}`)
  const every = Math.ceil(days.length / 7)
  // Counted from the newest, which is what readers look for first.
  return days.map((day, index) => ((days.length - 1 - index) % every === 0 ? shortDay(day, look) : ''))
}

function weekday(day: string, look: ChartLook): string {
  const name = formatWeekday(noon(day), clockOf(look))
  return look.lang === 'ar' ? name : name.slice(0, 3)
}
