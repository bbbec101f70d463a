/** A cursor that no page of this list gave: mistyped, cut, or of another list or order. */
export class BadCursor extends Error {
  override name = 'BadCursor'
  constructor() {
    super('this is not a cursor of an earlier page of this list')
  }
}

/** Cursors are opaque to readers. Inside they name their list and the key of the page's last row, whose values are whole
 *  numbers, texts, or fractions as the database writes them. */
export function writeCursor(list: string, key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify([list, ...key])).toString('base64url')
}

/** The shape of a key: what each of its values must be. */
export type KeyShape = readonly ('number' | 'text' | 'fraction')[]

const CHECKS: Record<KeyShape[number], (value: unknown) => boolean> = {
  number: Number.isSafeInteger,
  text: (value) => typeof value === 'string' && value.length <= 200 && !value.includes('\u0000'),
  fraction: (value) => typeof value === 'number' && Number.isFinite(value),
}

/** Whether a cursor names this list; `readCursor` says whether it is one. */
export function isCursorOf(list: string, cursor: string): boolean {
  return Buffer.from(cursor, 'base64url')
    .toString()
    .startsWith(`${JSON.stringify([list]).slice(0, -1)},`)
}

/** The key inside a cursor of this list. @throws BadCursor */
export function readCursor(list: string, shape: KeyShape, cursor: string): (string | number)[] {
  try {
    const [of, ...key] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[]
    const fits = of === list && key.length === shape.length && shape.every((kind, at) => CHECKS[kind](key[at]))
    if (fits && writeCursor(list, key as (string | number)[]) === cursor) return key as (string | number)[]
  } catch {
    // Told below, like any other text that is no cursor.
  }
  throw new BadCursor()
}
