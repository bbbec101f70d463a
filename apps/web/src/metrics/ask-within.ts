/**
 * A question whose answer is awaited for `ms` at most, then refused. While one is on its way, later askers wait for the
 * same one: probes of a database that is away do not pile up in the pool.
 */
export function askWithin<T>(ms: number, question: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined
  return async () => {
    asked ??= question().finally(() => {
      asked = undefined
    })
    let timer: NodeJS.Timeout | undefined
    const refusal = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms)
    })
    try {
      return await Promise.race([asked, refusal])
    } finally {
      clearTimeout(timer)
    }
  }
}
