import type { Transform } from 'node:stream'
import zlib from 'node:zlib'
import { type FetchFailure, failed } from './failure.ts'
import type { FetchLimits } from './fetch-limits.ts'

export type DecodedBody = { kind: 'body'; bytes: Uint8Array; truncated: boolean } | FetchFailure

// Below this much output a ratio says nothing: a short text of one repeated line is no bomb.
const RATIO_FLOOR = 64 * 1024
// Brotli has no mark of its own and may begin with "[": only a run of plain characters tells text from it.
const SNIFF_BYTES = 16
const PLAIN_TEXT = /^(?:\xef\xbb\xbf)?\s*[<{[][\t\n\r\x20-\x7e]+$/
const MOST_LAYERS = 2

/**
 * Undoes Content-Encoding as the bytes come in, so that a limit ends the transfer and not only the result.
 * Labels are checked against the bytes: text labelled gzip passes, and gzip without a label (a news sitemap
 * served as .xml.gz) is opened. A body that ends inside a compressed stream is given as far as it goes, marked.
 */
export class BodyDecoder {
  readonly #codings: string[]
  readonly #limits: FetchLimits
  readonly #done: (body: DecodedBody) => void
  readonly #drained: () => void
  #layers: Transform[] | null = null
  #head: Buffer[] = []
  #chunks: Buffer[] = []
  #wire = 0
  #size = 0
  #settled = false

  constructor(codings: string[], limits: FetchLimits, done: (body: DecodedBody) => void, drained: () => void) {
    this.#codings = codings
    this.#limits = limits
    this.#done = done
    this.#drained = drained
  }

  get wireBytes(): number {
    return this.#wire
  }

  /** Takes bytes from the wire; false asks to wait for `drained`. */
  write(chunk: Buffer): boolean {
    this.#wire += chunk.length
    if (this.#wire > this.#limits.maxBytes) this.#settle(tooLarge(this.#limits))
    if (this.#settled) return true
    if (this.#layers !== null) return this.#feed(chunk)
    this.#head.push(chunk)
    return this.#wire < SNIFF_BYTES ? true : this.#start()
  }

  /** No more bytes will come. */
  end(): void {
    if (this.#settled) return
    if (this.#layers === null) this.#start()
    const first = this.#layers?.[0]
    if (first) first.end()
    else this.#finish(false)
  }

  destroy(): void {
    this.#settled = true
    for (const layer of this.#layers ?? []) layer.destroy()
  }

  #start(): boolean {
    const head = Buffer.concat(this.#head)
    this.#head = []
    const layers = layersFor(this.#codings, head)
    if (!Array.isArray(layers)) {
      this.#settle(layers)
      return true
    }
    this.#layers = layers
    layers.forEach((layer, index) => {
      const next = layers[index + 1]
      layer.on('error', (error: NodeJS.ErrnoException) => this.#broken(error))
      if (next) layer.pipe(next)
      else layer.on('data', (chunk: Buffer) => this.#keep(chunk)).on('end', () => this.#finish(false))
    })
    layers[0]?.on('drain', this.#drained)
    return this.#feed(head)
  }

  #feed(chunk: Buffer): boolean {
    const first = this.#layers?.[0]
    if (first) return first.write(chunk)
    this.#keep(chunk)
    return true
  }

  #keep(chunk: Buffer): void {
    if (this.#settled) return
    this.#size += chunk.length
    const { maxBytes, maxRatio } = this.#limits
    if (this.#size > maxBytes) this.#settle(tooLarge(this.#limits))
    else if (this.#size > RATIO_FLOOR && this.#size > maxRatio * this.#wire) {
      this.#settle(failed('ratio-too-high', `more than ${maxRatio}:1`))
    } else this.#chunks.push(chunk)
  }

  #broken(error: NodeJS.ErrnoException): void {
    // Z_BUF_ERROR: the stream stopped early; what came before it is sound.
    if (error.code === 'Z_BUF_ERROR' && this.#size > 0) this.#finish(true)
    else this.#settle(failed('bad-encoding', `${this.#codings.join(', ') || 'gzip'}: ${error.message}`))
  }

  #finish(truncated: boolean): void {
    this.#settle({ kind: 'body', bytes: Buffer.concat(this.#chunks), truncated })
  }

  #settle(body: DecodedBody): void {
    if (this.#settled) return
    this.#settled = true
    for (const layer of this.#layers ?? []) layer.destroy()
    this.#done(body)
  }
}

function tooLarge(limits: FetchLimits): FetchFailure {
  return failed('body-too-large', `more than ${limits.maxBytes} bytes`)
}

/** The names in Content-Encoding, outermost last, without those that mean nothing. */
export function codingsOf(header: string | string[] | undefined): string[] {
  return [header ?? []]
    .flat()
    .join(',')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim().replace(/^x-/, ''))
    .filter((name) => name !== '' && name !== 'identity')
}

function layersFor(codings: readonly string[], head: Buffer): Transform[] | FetchFailure {
  const isGzip = head[0] === 0x1f && head[1] === 0x8b
  if (codings.length === 0) return isGzip ? [zlib.createGunzip()] : []
  if (codings.length > MOST_LAYERS) return failed('bad-encoding', `${codings.length} layers of compression`)
  if (PLAIN_TEXT.test(head.subarray(0, SNIFF_BYTES).toString('latin1'))) return []
  const layers: Transform[] = []
  // Codings were applied left to right, so they come off from the right.
  for (const [index, coding] of [...codings].reverse().entries()) {
    const layer = layerFor(coding, index === 0 ? head : null)
    if (layer === 'unsupported') return failed('bad-encoding', `cannot undo "${coding}"`)
    if (layer !== null) layers.push(layer)
  }
  return layers
}

function layerFor(coding: string, head: Buffer | null): Transform | null | 'unsupported' {
  switch (coding) {
    case 'gzip':
      return zlib.createGunzip()
    case 'br':
      return zlib.createBrotliDecompress()
    case 'deflate':
      return head !== null && !isZlib(head) ? zlib.createInflateRaw() : zlib.createInflate()
    case 'zstd':
    case 'compress':
    case 'dcb':
    case 'dcz':
      return 'unsupported'
    default:
      // A charset or a word of the server's own ("utf-8", "none") in the wrong header: nothing was compressed.
      return null
  }
}

function isZlib(head: Buffer): boolean {
  const [method = 0, flags = 0] = head
  return (method & 0x0f) === 8 && (method * 256 + flags) % 31 === 0
}
