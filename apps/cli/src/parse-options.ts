import { InvalidArgumentError } from 'commander'

/** A whole number from 1 to `most`, for `--limit`. */
export function countUpTo(most: number): (text: string) => number {
  return (text) => {
    const n = Number(text)
    if (!Number.isInteger(n) || n < 1 || n > most)
      throw new InvalidArgumentError(`a whole number from 1 to ${most} is wanted.`)
    return n
  }
}

/** An instant: ISO 8601, or a span back from now such as 90m, 24h, 7d. */
export function instant(text: string): Date {
  const span = /^(\d{1,5})([mhd])$/.exec(text)
  if (span) {
    const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000 }[span[2] as 'm' | 'h' | 'd']
    return new Date(Date.now() - Number(span[1]) * unitMs)
  }
  const at = new Date(text)
  if (Number.isNaN(at.getTime()))
    throw new InvalidArgumentError('a date such as 2025-07-03, or a span such as 24h or 7d is wanted.')
  return at
}

/** Reads one of a few words; completion offers those. */
export type OneOf<Word extends string> = ((text: string) => Word) & { words: readonly Word[] }

/** One of a few words. */
export function oneOf<Word extends string>(words: readonly Word[]): OneOf<Word> {
  const read = (text: string): Word => {
    const word = words.find((known) => known === text)
    if (word === undefined) throw new InvalidArgumentError(`one of ${words.join(', ')} is wanted.`)
    return word
  }
  return Object.assign(read, { words })
}
