import zlib from 'node:zlib'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { BodyDecoder, codingsOf, type DecodedBody } from './decode-body.ts'
import { FETCH_LIMITS } from './fetch-limits.ts'

/** Pushes chunks as a connection would, heeding the decoder's wish to wait. */
function decode(codings: string[], chunks: Uint8Array[], limits = FETCH_LIMITS): Promise<DecodedBody> {
  return new Promise((resolve) => {
    let waiting: (() => void) | null = null
    const decoder = new BodyDecoder(codings, limits, resolve, () => waiting?.())
    const push = (n: number): void => {
      const chunk = chunks[n]
      waiting = () => push(n + 1)
      if (chunk === undefined) decoder.end()
      else if (decoder.write(Buffer.from(chunk))) push(n + 1)
    }
    push(0)
  })
}

const encoders = {
  gzip: zlib.gzipSync,
  deflate: zlib.deflateSync,
  br: (bytes: Uint8Array) => zlib.brotliCompressSync(bytes, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 3 } }),
}
const coding = fc.constantFrom('gzip' as const, 'deflate' as const, 'br' as const)
const cuts = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 10 })

function cut(bytes: Uint8Array, sizes: number[]): Uint8Array[] {
  const chunks: Uint8Array[] = []
  for (let at = 0, n = 0; at < bytes.length; at += sizes[n++ % sizes.length] ?? 1) {
    chunks.push(bytes.subarray(at, at + (sizes[n % sizes.length] ?? 1)))
  }
  return chunks
}

it('gives back what was encoded, however the bytes are cut', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 2000 }), coding, cuts, async (bytes, name, sizes) => {
      const body = await decode([name], cut(encoders[name](bytes), sizes))
      expect(body).toMatchObject({ kind: 'body', truncated: false })
      expect(body.kind === 'body' && Buffer.from(body.bytes).equals(bytes)).toBe(true)
    }),
    { numRuns: 60 },
  )
})

it('always comes to an end, whatever the bytes and the label', async () => {
  const labels = fc.array(fc.constantFrom('gzip', 'deflate', 'br', 'zstd', 'utf-8'), { maxLength: 3 })
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), labels, cuts, async (bytes, codings, sizes) => {
      const body = await decode(codings, cut(bytes, sizes))
      expect(['body', 'failed']).toContain(body.kind)
    }),
    { numRuns: 150 },
  )
})

it('never gives more than the limit, whatever is inside', async () => {
  const limits = { ...FETCH_LIMITS, maxBytes: 70_000, maxRatio: Number.POSITIVE_INFINITY }
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 60_000, max: 80_000 }), coding, async (size, name) => {
      const body = await decode([name], [encoders[name](Buffer.alloc(size, 97))], limits)
      if (size <= 70_000) expect(body.kind === 'body' && body.bytes.length).toBe(size)
      else expect(body).toMatchObject({ kind: 'failed', code: 'body-too-large' })
    }),
    { numRuns: 30 },
  )
})

it('does not take compressed bytes for text, whatever they begin with', async () => {
  for (let size = 1; size < 3000; size += 29) {
    const body = await decode(['br'], [encoders.br(Buffer.alloc(size, 97))])
    expect(body.kind === 'body' && body.bytes.length).toBe(size)
  }
})

it('marks a body cut inside its compression', async () => {
  const whole = zlib.gzipSync(Buffer.from(Array.from({ length: 30_000 }, (_, n) => (n * n) % 250)))
  expect(await decode(['gzip'], [whole.subarray(0, -30)])).toMatchObject({ kind: 'body', truncated: true })
  expect(await decode(['gzip'], [whole])).toMatchObject({ kind: 'body', truncated: false })
})

it.each([
  { header: undefined, codings: [] },
  { header: 'gzip', codings: ['gzip'] },
  { header: ' GZip , br', codings: ['gzip', 'br'] },
  { header: ['x-gzip', 'identity'], codings: ['gzip'] },
  { header: ',,', codings: [] },
])('reads Content-Encoding $header', ({ header, codings }) => {
  expect(codingsOf(header)).toEqual(codings)
})
