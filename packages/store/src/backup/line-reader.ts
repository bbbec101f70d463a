/** Lines of a byte stream, one at a time and without their ends; null at its end. What comes after the last end of line is no line. */
export interface LineReader {
  next(): Promise<Buffer | null>
  close(): Promise<void>
}

const NEWLINE = 0x0a
// Far beyond any row: an article's text is cut at megabytes. A file of another kind must not fill the memory.
const LONGEST_LINE = 256 * 1024 * 1024

/** @throws RangeError for a line that no row can be. */
export function lineReader(chunks: AsyncIterable<Uint8Array>): LineReader {
  const source = chunks[Symbol.asyncIterator]()
  let buffer: Buffer = Buffer.alloc(0)
  let from = 0
  /** The beginning of a line that goes on in the next chunks. */
  let begun: Buffer[] = []
  let length = 0
  async function more(): Promise<boolean> {
    if (from < buffer.length) {
      begun.push(buffer.subarray(from))
      length += buffer.length - from
    }
    if (length > LONGEST_LINE) throw new RangeError('a line is longer than any row')
    const { value, done } = await source.next()
    if (done) return false
    buffer = Buffer.from(value.buffer, value.byteOffset, value.byteLength)
    from = 0
    return true
  }
  return {
    async next() {
      for (;;) {
        const end = buffer.indexOf(NEWLINE, from)
        if (end >= 0) {
          const line = buffer.subarray(from, end)
          from = end + 1
          if (begun.length === 0) return line
          const whole = Buffer.concat([...begun, line])
          begun = []
          length = 0
          return whole
        }
        if (!(await more())) return null
      }
    },
    close: async () => void (await source.return?.()),
  }
}

/** The next line as text; null at the end. */
export const textOf = async (lines: LineReader): Promise<string | null> =>
  (await lines.next())?.toString('utf8') ?? null
