import type { BotLog } from './bot-deps.ts'
import { describeError } from './describe-error.ts'
import { createWake, type Wake } from './wake.ts'

/** Something that is done again and again until the bot stops. */
export interface Loop extends Wake {
  /** Waits for the turn that is under way. */
  stop(): Promise<void>
}

// After a turn that threw (the database is away), so that the log stays readable.
const AFTER_FAILURE_MS = 5_000

/**
 * Runs `turn` until stopped; it returns how long to rest before the next one, and a wake ends the rest. The only
 * catch-all of its loop: a turn that throws is logged and tried again.
 */
export function runLoop(name: string, log: BotLog, turn: () => Promise<number>): Loop {
  const wake = createWake()
  let stopped = false
  const run = async (): Promise<void> => {
    while (!stopped) {
      let restMs = AFTER_FAILURE_MS
      try {
        restMs = await turn()
      } catch (error) {
        log.error({ err: describeError(error), loop: name }, 'a turn failed and will be tried again')
      }
      if (!stopped && restMs > 0) await wake.wait(restMs)
    }
  }
  const running = run()
  return {
    ...wake,
    async stop() {
      stopped = true
      wake.wake()
      await running
    },
  }
}
