import { defineConfig } from 'drizzle-kit'

// Migrations are made by `pnpm --filter @rasid/store migration --name <what-changes>` and never edited afterwards.
export default defineConfig({ dialect: 'postgresql', schema: './src/schema.ts', out: './migrations' })
