// The one door to the domain: each folder lists what the rest of the project may use of it.
export * from './arabic/index.ts'
export * from './article/index.ts'
export * from './delivery/index.ts'
export * from './digest/index.ts'
export * from './feed/index.ts'
export * from './story/index.ts'
export * from './text/index.ts'
export * from './topic/index.ts'
