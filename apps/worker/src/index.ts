// The schedule: a tick, leases and a graceful stop around the verbs of @rasid/operations.
export * from './poll-once.ts'
export * from './start-worker.ts'
export type { WorkerDeps } from './worker-deps.ts'
