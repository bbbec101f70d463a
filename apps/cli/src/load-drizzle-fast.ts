// Imported for what it does, before anything that loads drizzle-orm; or given to a process by `--import`.
// For every module file Node asks what kind it is, reads the package.json above it, and parses the "exports" in there anew. Those of
// drizzle-orm have 5,500 lines and stand above a hundred modules: a second of every start, and forty megabytes that stay. All of its
// `.js` files are ES modules, so here that is said without asking.
import { type RegisterHooksOptions, registerHooks } from 'node:module'

type Resolve = NonNullable<RegisterHooksOptions['resolve']>

const INSIDE = /\/node_modules\/drizzle-orm\/.*\.js$/
const ENTRY = /^drizzle-orm(\/|$)/

/**
 * A hook of Node's resolution. What drizzle's modules import from one another it answers itself, each entry of drizzle it has
 * resolved once, and all else it leaves to the next in line.
 */
export function drizzleHook(): Resolve {
  const entries = new Map<string, ReturnType<Resolve>>()
  return (specifier, context, next) => {
    const from = context.parentURL ?? ''
    if (specifier.startsWith('.') && specifier.endsWith('.js') && INSIDE.test(from)) {
      return { url: new URL(specifier, from).href, format: 'module', shortCircuit: true }
    }
    if (!ENTRY.test(specifier)) return next(specifier, context)
    const key = `${specifier} ${context.conditions}`
    const entry = entries.get(key) ?? { ...next(specifier, context), shortCircuit: true }
    entries.set(key, entry)
    return entry
  }
}

registerHooks({ resolve: drizzleHook() })
