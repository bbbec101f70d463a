/** First form: what Date reads, and no more. */
export function parseDate(written: string): Date | null {
  const date = new Date(written.trim())
  return Number.isNaN(date.getTime()) ? null : date
}
