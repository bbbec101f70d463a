import { addAbortListener } from 'node:events'

/** Waits for work that knows no signal, or throws the signal's reason: what it still brings is nobody's any more. */
export function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work
  return new Promise((resolve, reject) => {
    const listening = addAbortListener(signal, () => reject(signal.reason))
    work.then(resolve, reject).finally(() => listening[Symbol.dispose]())
  })
}
