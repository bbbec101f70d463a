import { execFileSync } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { drizzleHook } from './load-drizzle-fast.ts'

const INSIDE = 'file:///clone/node_modules/.pnpm/drizzle-orm@1/node_modules/drizzle-orm/pg-core/table.js'
const context = (parentURL: string) => ({ parentURL, conditions: ['node', 'import'], importAttributes: {} })

it('answers what drizzle imports from itself without asking Node, and leaves all else alone', () => {
  const asked: string[] = []
  const hook = drizzleHook()
  const resolve = (specifier: string, from: string) =>
    hook(specifier, context(from), (given) => {
      asked.push(given)
      return { url: `file:///found/${given}`, format: null }
    }).url
  expect(resolve('../entity.js', INSIDE)).toMatch(/node_modules\/drizzle-orm\/entity\.js$/)
  expect(resolve('drizzle-orm', 'file:///clone/a.ts')).toBe(resolve('drizzle-orm', 'file:///clone/b.ts'))
  expect(resolve('postgres', INSIDE)).toBe('file:///found/postgres')
  expect(resolve('./entity.js', 'file:///clone/a.ts')).toBe('file:///found/./entity.js')
  expect(asked).toEqual(['drizzle-orm', 'postgres', './entity.js'])
})

it('lets a process load the same drizzle as without it', () => {
  const hook = fileURLToPath(new URL('load-drizzle-fast.ts', import.meta.url))
  const store = fileURLToPath(new URL('../../../packages/store', import.meta.url))
  const look = `import * as all from 'drizzle-orm'; import { pgTable } from 'drizzle-orm/pg-core'
    console.log(JSON.stringify([import.meta.resolve('drizzle-orm'), Object.keys(all).sort(), typeof pgTable]))`
  const ask = (flags: string[]) =>
    execFileSync(process.execPath, [...flags, '--input-type=module', '-e', look], { cwd: realpathSync(store) })
  const flags = ['--disable-warning=ExperimentalWarning']
  expect(ask([...flags, '--import', hook]).toString()).toBe(ask(flags).toString())
})
