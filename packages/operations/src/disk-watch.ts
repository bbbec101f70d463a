import { claimFact, type Db, factAgeMs, readFact, takeFact, writeFact } from '@rasid/store'

/** The fact that polling pauses for want of space; all processes, the page and the operators' status read it. */
export const LOW_DISK_FACT = 'low-disk'

export interface LowDisk {
  since: string
  /** Bytes that were free when last measured; null: Postgres itself said that its disk is full. */
  free: number | null
}

export interface DiskDeps {
  db: Db
  now(): Date
  /** Free bytes where the data lies; null where that cannot be known, as with a database on another machine. */
  freeBytes: (() => Promise<number>) | null
  lowBytes: number
  log: { info(facts: object, message: string): void; warn(facts: object, message: string): void }
}

/** Decides whether polling pauses, so that what is left of the disk stays for sending and for the database itself. */
export interface DiskWatch {
  /** Asked before every round of polling. */
  isLow(): Promise<boolean>
  /** Postgres refused to write (53100): whatever was measured, its disk is full. */
  heardFull(): Promise<void>
  /** Something was stored. */
  heardStored(): Promise<void>
}

// Between the two thresholds nothing changes, or a disk at the threshold would be told every minute.
const ENOUGH_AGAIN = 1.1
// What another process measured counts so long; the one that measures says it again more often than that.
const WORD_COUNTS_MS = 120_000
const SAY_AGAIN_MS = 45_000
// After a refusal one round tries whether there is room again.
const TRY_AGAIN_MS = 60_000

/** One watch a process. While the disk is low its fact is kept, by the database's clock; at the end it is taken back. */
export function createDiskWatch({ db, now, freeBytes, lowBytes, log }: DiskDeps): DiskWatch {
  const begin = async (low: LowDisk): Promise<void> => {
    if (await claimFact(db, LOW_DISK_FACT, low))
      log.warn({ ...low }, 'the disk is low: polling pauses, sending goes on')
  }
  const end = async (): Promise<void> => {
    const fact = await takeFact<LowDisk>(db, LOW_DISK_FACT)
    if (fact) log.info({ since: fact.value.since }, 'there is room on the disk again: polling goes on')
  }
  const measured = async (free: number, kept: LowDisk | undefined): Promise<boolean> => {
    if (free >= lowBytes * (kept ? ENOUGH_AGAIN : 1)) {
      if (kept && kept.free !== null) await end()
      return kept?.free === null ? triesLater() : false
    }
    if (!kept) await begin({ since: now().toISOString(), free })
    else if (((await factAgeMs(db, LOW_DISK_FACT)) ?? 0) > SAY_AGAIN_MS)
      await writeFact(db, LOW_DISK_FACT, { ...kept, free })
    return true
  }
  const triesLater = async (): Promise<boolean> => ((await factAgeMs(db, LOW_DISK_FACT)) ?? TRY_AGAIN_MS) < TRY_AGAIN_MS
  return {
    async isLow() {
      const kept = await readFact<LowDisk>(db, LOW_DISK_FACT)
      // A disk that cannot be asked (a folder that moved) is as unknown as one of another machine: no reason to stop polling.
      const free = freeBytes ? await freeBytes().catch(() => null) : null
      if (free !== null) return measured(free, kept)
      if (!kept) return false
      if (kept.free === null) return triesLater()
      return ((await factAgeMs(db, LOW_DISK_FACT)) ?? WORD_COUNTS_MS) < WORD_COUNTS_MS
    },
    async heardFull() {
      const kept = await readFact<LowDisk>(db, LOW_DISK_FACT)
      if (kept) await writeFact(db, LOW_DISK_FACT, { ...kept, free: null })
      else await begin({ since: now().toISOString(), free: null })
    },
    async heardStored() {
      const kept = await readFact<LowDisk>(db, LOW_DISK_FACT)
      if (kept?.free === null) await end()
    },
  }
}

/** Whether polling pauses for want of space, for status, page and doctor; null while there is room. */
export async function lowDisk(db: Db): Promise<LowDisk | null> {
  return (await readFact<LowDisk>(db, LOW_DISK_FACT)) ?? null
}
