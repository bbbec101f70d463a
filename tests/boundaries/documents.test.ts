// Documents that say what is no longer true are worse than none: names, commands and links in them are held against the program.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { run } from '@rasid/cli/testing'
import { SETTING_NAMES } from '@rasid/operations'
import { describe, expect, it } from 'vitest'
import { ROOT } from './source-files.ts'

const read = (name: string) => readFileSync(join(ROOT, name), 'utf8')
const notes = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.md'),
)
const documents = [
  ...readdirSync(ROOT).filter((name) => name.endsWith('.md')),
  'seeds/README.md',
  ...notes.map((name) => `docs/${name}`),
]

describe('settings', () => {
  it.each(SETTING_NAMES)('%s stands in .env.example and in docs/operating.md', (name) => {
    expect(read('.env.example')).toContain(name)
    expect(read('docs/operating.md')).toContain(name)
  })

  it('are all that .env.example names', () => {
    const named = [...read('.env.example').matchAll(/^#? ?([A-Z][A-Z_]+)=/gm)].map((match) => match[1])
    expect(named.filter((name) => !(SETTING_NAMES as readonly unknown[]).includes(name))).toEqual([])
  })
})

describe('links', () => {
  it.each(documents)('of %s lead somewhere', (name) => {
    const targets = [...read(name).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map((match) => match[1] as string)
    const broken = targets.filter((to) => !/^[a-z]+:/.test(to) && !existsSync(join(ROOT, dirname(name), to)))
    expect(broken).toEqual([])
  })
})

describe('commands', () => {
  const scripts = JSON.parse(read('package.json')).scripts as Record<string, string>

  it.each(documents)('that %s tells to run exist', async (name) => {
    const text = read(name)
    const npm = [...text.matchAll(/\bnpm run (?:-s )?([a-z][\w:-]*)/g)].map((match) => match[1] as string)
    expect(npm.filter((script) => !(script in scripts))).toEqual([])
    const { out } = await run(['--help'])
    const words = [...text.matchAll(/(?:\brasid|npm run -s rasid --) ([a-z]+)\b/g)].map((match) => match[1] as string)
    const fenced = words.filter((word) => new RegExp(`\`[^\`]*\\b${word}\\b[^\`]*\``).test(text))
    expect(fenced.filter((word) => !new RegExp(`^ {2}${word}\\b`, 'm').test(out))).toEqual([])
  })
})
