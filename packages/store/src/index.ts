// ALL SQL of the project: the schema, and one file per noun.
export * from './open-store.ts'
export * as schema from './schema.ts'
