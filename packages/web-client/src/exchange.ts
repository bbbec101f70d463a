import type { Dispatcher } from 'undici'
import type { Headers } from './cache-hints.ts'
import { classifyError } from './classify-error.ts'
import { BodyDecoder, codingsOf, type DecodedBody } from './decode-body.ts'
import { type FetchFailure, failed } from './failure.ts'
import type { FetchLimits } from './fetch-limits.ts'
import type { Route } from './publisher-agent.ts'

/** One request and its answer, redirects not followed. Bodies of anything but 2xx are read past, not kept. */
export interface Exchange {
  kind: 'answered'
  status: number
  headers: Headers
  bytes: Uint8Array
  truncated: boolean
}
export interface ExchangeRequest {
  headers: Record<string, string>
  limits: FetchLimits
  /** What is left of the visit's time. */
  remainingMs: number
  signal?: AbortSignal | undefined
}

/** `stale`: a reused connection that had died. */
export type ExchangeFailure = FetchFailure & { stale?: boolean }

// How much of an error page or redirect is read to keep its connection usable.
const MOST_SKIPPED = 64 * 1024
const RATE_CHECK_MS = 1000

/** Sends one GET. Never rejects and always ends: every trouble is a value. */
export function exchange(route: Route, request: ExchangeRequest): Promise<Exchange | ExchangeFailure> {
  return new Promise((resolve) => {
    const handler = new ExchangeHandler(request, resolve, route.end)
    try {
      const { dispatcher, origin, path, isLast } = route
      const headers = { ...request.headers, ...route.headers }
      dispatcher.dispatch({ origin, path, method: 'GET', headers, reset: isLast }, handler)
    } catch (error) {
      handler.onResponseError(null, error)
    }
  })
}

class ExchangeHandler implements Dispatcher.DispatchHandler {
  readonly #request: ExchangeRequest
  readonly #resolve: (outcome: Exchange | ExchangeFailure) => void
  readonly #endConnection: Route['end']
  #controller: Dispatcher.DispatchController | null = null
  #decoder: BodyDecoder | null = null
  #status = 0
  #headers: Headers = {}
  #skipped = 0
  #timers: NodeJS.Timeout[] = []
  #settled = false
  readonly #onAbort = () => this.#fail(failed('aborted', 'the visit was called off'))

  constructor(
    request: ExchangeRequest,
    resolve: (outcome: Exchange | ExchangeFailure) => void,
    endConnection: Route['end'],
  ) {
    this.#request = request
    this.#resolve = resolve
    this.#endConnection = endConnection
    // From here, not from the request's start: connecting counts, and nothing can keep a visit open for ever.
    this.#after(request.remainingMs, () => {
      this.#fail(failed('timeout', `not done within ${request.limits.totalMs} ms`))
    })
    if (request.signal?.aborted) this.#onAbort()
    else request.signal?.addEventListener('abort', this.#onAbort, { once: true })
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.#settled) {
      controller.abort(new Error('settled'))
      return
    }
    const { headersMs } = this.#request.limits
    this.#after(headersMs, () => {
      if (this.#status === 0) this.#fail(failed('headers-timeout', `no headers within ${headersMs} ms`))
    })
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, headers: Headers): void {
    if (status < 200) return
    this.#status = status
    this.#headers = headers
    if (status >= 300) return
    const resume = () => controller.resume()
    this.#decoder = new BodyDecoder(
      codingsOf(headers['content-encoding']),
      this.#request.limits,
      (body) => this.#take(body),
      resume,
    )
    this.#watchRate()
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#decoder !== null) {
      if (!this.#decoder.write(chunk)) controller.pause()
      return
    }
    this.#skipped += chunk.length
    if (this.#skipped > MOST_SKIPPED) this.#answerEarly()
  }

  onResponseEnd(): void {
    this.#endConnection?.()
    if (this.#decoder === null) this.#answer(new Uint8Array(), false)
    else this.#decoder.end()
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: unknown): void {
    // The status of a page that is not kept is all that was wanted of it.
    if (this.#status >= 300) this.#answerEarly()
    else this.#fail(this.#failureOf(error))
  }

  #failureOf(error: unknown): ExchangeFailure {
    const failure = classifyError(error)
    if (this.#status === 0) return isStale(error) ? { ...failure, stale: true } : failure
    if (failure.code === 'connection-reset') return failed('closed-early', failure.detail, { status: this.#status })
    return { ...failure, status: this.#status }
  }

  #watchRate(): void {
    const { rateGraceMs, minBytesPerSecond } = this.#request.limits
    const began = performance.now()
    const check = () => {
      const seconds = (performance.now() - began) / 1000
      const needed = minBytesPerSecond * seconds
      if ((this.#decoder?.wireBytes ?? 0) < needed) this.#fail(failed('too-slow', `under ${minBytesPerSecond} bytes/s`))
      else this.#after(Math.min(RATE_CHECK_MS, rateGraceMs), check)
    }
    this.#after(rateGraceMs, check)
  }

  #take(body: DecodedBody): void {
    if (body.kind === 'body') this.#answer(body.bytes, body.truncated)
    else this.#fail({ ...body, status: this.#status })
  }

  #answer(bytes: Uint8Array, truncated: boolean): void {
    this.#settle({ kind: 'answered', status: this.#status, headers: this.#headers, bytes, truncated })
  }

  /** Status and headers are enough; what is left of the page is not waited for. */
  #answerEarly(): void {
    this.#answer(new Uint8Array(), false)
    this.#breakOff()
  }

  #fail(failure: ExchangeFailure): void {
    this.#settle(failure)
    this.#breakOff()
  }

  #breakOff(): void {
    const reason = new Error('settled')
    this.#controller?.abort(reason)
    this.#endConnection?.(reason)
  }

  #settle(outcome: Exchange | ExchangeFailure): void {
    if (this.#settled) return
    this.#settled = true
    for (const timer of this.#timers) clearTimeout(timer)
    this.#request.signal?.removeEventListener('abort', this.#onAbort)
    this.#decoder?.destroy()
    this.#resolve(outcome)
  }

  #after(ms: number, run: () => void): void {
    this.#timers.push(setTimeout(run, ms))
  }
}

/** Bytes had come over this connection before, so it was a kept-alive one that the other side closed meanwhile. */
function isStale(error: unknown): boolean {
  const socket = (error as { socket?: { bytesRead?: number } } | null)?.socket
  return (socket?.bytesRead ?? 0) > 0
}
