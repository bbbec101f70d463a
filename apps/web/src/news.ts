/** Word of stories that are told from now on: one listening connection for however many open pages. */
export interface News {
  /** @returns how to stop listening. */
  subscribe(listener: (storyId: number) => void): () => void
  /** Listeners now, so that a flood of open pages can be refused. */
  size(): number
}

/** Hears the payloads `<story>:<edition>` of the store's channel, until the store is closed. */
export type Listen = (hear: (payload: string) => void) => Promise<unknown>

/** Begins to listen with the first subscriber. What cannot be heard is no error: a page shows all that is stored when it is opened. */
export function createNews(listen: Listen | undefined): News {
  const listeners = new Set<(storyId: number) => void>()
  let hears = false
  const hear = (payload: string) => {
    const storyId = Number(payload.split(':')[0])
    if (Number.isSafeInteger(storyId)) for (const listener of [...listeners]) listener(storyId)
  }
  return {
    subscribe(listener) {
      listeners.add(listener)
      if (!hears && listen) {
        hears = true
        listen(hear).catch(() => {
          hears = false // the next page tries again
        })
      }
      return () => listeners.delete(listener)
    },
    size: () => listeners.size,
  }
}
