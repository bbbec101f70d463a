/**
 * Waits until `condition` holds, asking again at each event that `subscribe` brings; throws after `timeoutMs` with
 * `what` was awaited. Nothing stays behind.
 */
export function until(
  condition: () => boolean,
  subscribe: (listener: () => void) => () => void,
  options: { timeoutMs?: number; what?: string } = {},
): Promise<void> {
  if (condition()) return Promise.resolve()
  const { timeoutMs = 10_000, what = 'the awaited state' } = options
  return new Promise((resolve, reject) => {
    const stop = subscribe(() => {
      if (!condition()) return
      clearTimeout(timer)
      stop()
      resolve()
    })
    const timer = setTimeout(() => {
      stop()
      reject(new Error(`${what} did not come within ${timeoutMs} ms`))
    }, timeoutMs)
  })
}
