import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../../', import.meta.url))

export interface SourceFile {
  /** From the root, with forward slashes. */
  path: string
  text: string
  /** The text without comments, so that a rule cannot be broken by a sentence about it. */
  code: string
  /** What it imports, as written. */
  imports: string[]
}

/** Every TypeScript file below `folder` that is not a test; `tests: true` gives those too. */
export function sourceFiles(folder: string, options: { tests?: boolean } = {}): SourceFile[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.parentPath.includes('node_modules'))
    .filter((entry) => options.tests === true || !/\.test\.ts$|\/testing\//.test(join(entry.parentPath, entry.name)))
    .map((entry) => {
      const file = join(entry.parentPath, entry.name)
      const text = readFileSync(file, 'utf8')
      const code = withoutComments(text)
      return { path: relative(ROOT, file).split(sep).join('/'), text, code, imports: importsOf(code) }
    })
}

/** Drops block comments and lines that only comment; a `//` inside a string or a URL stays. */
export function withoutComments(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/.*$/gm, '')
    .replace(/\s\/\/ .*$/gm, '')
}

export function importsOf(code: string): string[] {
  const found = code.matchAll(/(?:from|import|import\.meta\.resolve\()\s*\(?['"]([^'"]+)['"]/g)
  return [...found].map((match) => match[1] as string)
}
