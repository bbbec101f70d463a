export * from './newsroom/index.ts'
export * from './telegram/index.ts'
