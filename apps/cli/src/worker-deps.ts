import { statfs } from 'node:fs/promises'
import type { Settings } from '@rasid/operations'
import type { Database } from '@rasid/store'
import type { WorkerDeps } from '@rasid/worker'
import { visitorOf } from './visitor.ts'

/** What a worker is given by the settings. The disk of a database on another machine cannot be measured from here. */
export function workerDeps(settings: Settings, database: Database, log: WorkerDeps['log']): WorkerDeps {
  const { embedded, store } = database
  const freeBytes = embedded && (() => freeDisk(embedded.dataDir))
  const { keepDays, lowDiskBytes: lowBytes } = settings
  return { db: store.db, visitor: visitorOf(settings), log, keepDays, disk: { freeBytes, lowBytes } }
}

/** Bytes that an ordinary user may still write where a folder lies. */
export async function freeDisk(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}
