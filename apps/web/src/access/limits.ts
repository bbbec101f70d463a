import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

// A page is about ten requests with its fonts, and an open one asks again now and then.
const REQUESTS_A_MINUTE = 1_200
// A token has 256 bits, so this is against noise rather than against guessing.
const WRONG_TRIES = 10
const WRONG_TRIES_SPAN_S = 15 * 60
// A dry run reads the whole store.
const TRIALS_A_MINUTE = 12

/** One process's counters, by address. They are not kept: a restart forgives. */
export interface Limits {
  requests: Limit
  wrongTries: Limit
  trials: Limit
}

export interface Limit {
  /** Counts one. @returns seconds to wait when it was one too many, else null. */
  count(key: string): Promise<number | null>
  /** Seconds to wait when the next would be one too many, without counting. */
  isOver(key: string): Promise<number | null>
}

export function createLimits(): Limits {
  return {
    requests: limit(REQUESTS_A_MINUTE, 60),
    wrongTries: limit(WRONG_TRIES, WRONG_TRIES_SPAN_S),
    trials: limit(TRIALS_A_MINUTE, 60),
  }
}

function limit(points: number, duration: number): Limit {
  const limiter = new RateLimiterMemory({ points, duration })
  const waitS = ({ msBeforeNext }: RateLimiterRes) => Math.max(1, Math.ceil(msBeforeNext / 1000))
  return {
    count: (key) =>
      limiter.consume(key).then(
        () => null,
        (refused) => {
          if (refused instanceof RateLimiterRes) return waitS(refused)
          throw refused
        },
      ),
    async isOver(key) {
      const state = await limiter.get(key)
      return state !== null && state.remainingPoints <= 0 ? waitS(state) : null
    },
  }
}
