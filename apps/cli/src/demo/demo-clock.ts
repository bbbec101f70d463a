/** The clock of the bot, and of the Telegram that it talks to. The database's, which judges claims, goes on as it is. */
export interface DemoClock {
  now(): Date
  /** Moves on to a minute past the next `hour` of the day, both in UTC. */
  moveToHour(hour: number): void
}

/** A clock that runs like `real` until it is moved. */
export function demoClock(real: () => Date = () => new Date()): DemoClock {
  let ahead = 0
  const now = () => new Date(real().getTime() + ahead)
  return {
    now,
    moveToHour(hour) {
      const from = now()
      const to = new Date(from)
      to.setUTCHours(hour, 1, 0, 0)
      if (to <= from) to.setUTCDate(to.getUTCDate() + 1)
      ahead += to.getTime() - from.getTime()
    },
  }
}
