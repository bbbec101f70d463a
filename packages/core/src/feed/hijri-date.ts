const UMM_AL_QURA = new Intl.DateTimeFormat('en-u-ca-islamic-umalqura-nu-latn', {
  day: 'numeric',
  month: 'numeric',
  year: 'numeric',
  timeZone: 'UTC',
})
const DAY_MS = 86_400_000
// 1 Muharram 1400 AH.
const EPOCH_1400 = Date.UTC(1979, 10, 20)
const MEAN_YEAR_DAYS = 354.367
const MEAN_MONTH_DAYS = 29.5306

/** Midnight UTC of an Islamic date by the Umm al-Qura calendar (Saudi Arabia's civil one); null when there is no such day. */
export function fromHijri(year: number, month: number, day: number): Date | null {
  if (year < 1300 || year > 1600 || month < 1 || month > 12 || day < 1 || day > 30) return null
  const guess =
    EPOCH_1400 + Math.round((year - 1400) * MEAN_YEAR_DAYS + (month - 1) * MEAN_MONTH_DAYS + (day - 1)) * DAY_MS
  // The mean is off by three days at most; asking the calendar around it needs no table of month lengths.
  for (const offset of [0, 1, -1, 2, -2, 3, -3, 4, -4]) {
    const date = new Date(guess + offset * DAY_MS)
    const parts = new Map(UMM_AL_QURA.formatToParts(date).map(({ type, value }) => [type, Number(value)]))
    if (parts.get('year') === year && parts.get('month') === month && parts.get('day') === day) return date
  }
  return null
}
