/** A loop's alarm clock: `wait` ends when somebody wakes it, at the latest after `ms`. A wake while nobody waits counts. */
export interface Wake {
  wake(): void
  wait(ms: number): Promise<void>
}

export function createWake(): Wake {
  let pending = false
  let end: (() => void) | null = null
  return {
    wake() {
      if (end) end()
      else pending = true
    },
    wait(ms) {
      if (pending) {
        pending = false
        return Promise.resolve()
      }
      return new Promise((resolve) => {
        const timer = setTimeout(() => end?.(), ms)
        end = () => {
          clearTimeout(timer)
          end = null
          resolve()
        }
      })
    },
  }
}
