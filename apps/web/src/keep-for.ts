/** Reads at most once every `ms`, however many ask: for what costs more than it changes. A read that fails is not kept. */
export function keepFor<Value>(ms: number, now: () => Date, read: () => Promise<Value>): () => Promise<Value> {
  let kept: { until: number; value: Promise<Value> } | null = null
  return () => {
    const at = now().getTime()
    if (kept && kept.until > at) return kept.value
    const value = read()
    kept = { until: at + ms, value }
    value.catch(() => {
      kept = null
    })
    return value
  }
}
