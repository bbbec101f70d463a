// The verbs of Rasid: `(deps, input) → outcome`, one file each. Apps are thin adapters over them.
export * from './settings.ts'
