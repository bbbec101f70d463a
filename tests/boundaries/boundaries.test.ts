// What `turbo boundaries` cannot see: a clock in core, SQL outside the store, a text that nobody can translate.
import { describe, expect, it } from 'vitest'
import { importsOf, type SourceFile, sourceFiles, withoutComments } from './source-files.ts'

const MAY_IMPORT: Record<string, readonly string[]> = {
  'packages/core': ['seeds'],
  'packages/store': ['core'],
  'packages/web-client': ['core'],
  'packages/stand-ins': ['core'],
  'packages/operations': ['seeds', 'core', 'store', 'web-client'],
  'apps/worker': ['core', 'store', 'web-client', 'operations'],
  'apps/bot': ['core', 'store', 'web-client', 'operations'],
  'apps/web': ['core', 'store', 'web-client', 'operations', 'stand-ins'],
  'apps/cli': ['seeds', 'core', 'store', 'web-client', 'operations', 'stand-ins', 'worker', 'bot', 'web'],
}

const IMPURE: readonly { rule: RegExp; why: string }[] = [
  { rule: /\bDate\.now\(|\bnew Date\(\)|\bperformance\./, why: 'a clock' },
  { rule: /\bMath\.random\(|\brandomUUID\(|\brandomBytes\(/, why: 'chance' },
  { rule: /\bprocess\./, why: 'the process and its environment' },
  { rule: /\bfetch\(|\bconsole\./, why: 'the outside' },
  { rule: /['"]node:(?!crypto|buffer|util)/, why: 'a module of the system' },
  { rule: /\bset(Timeout|Interval|Immediate)\(/, why: 'a timer' },
]

// The start of the program; what the embedded server may inherit; what a reading child may inherit.
const ENVIRONMENT_READERS = /^apps\/cli\/src\/main\.ts$|\/embedded\/server-environment\.ts$/

const everything = Object.keys(MAY_IMPORT).flatMap((folder) => sourceFiles(`${folder}/src`))
const breaches = (files: readonly SourceFile[], breaks: (file: SourceFile) => boolean) =>
  files.filter(breaks).map((file) => file.path)

describe('the import arrow', () => {
  it.each(Object.entries(MAY_IMPORT))('%s imports only what stands before it', (folder, allowed) => {
    const wrong = sourceFiles(`${folder}/src`).flatMap((file) =>
      file.imports
        .map((name) => /^@rasid\/([^/]+)/.exec(name)?.[1])
        .filter((name) => name !== undefined && !allowed.includes(name))
        .map((name) => `${file.path} imports @rasid/${name}`),
    )
    expect(wrong).toEqual([])
  })

  it('never reaches into another package by a path', () => {
    expect(
      breaches(everything, (file) => file.imports.some((name) => /(\.\.\/)+(packages|apps|seeds|tests)\//.test(name))),
    ).toEqual([])
  })
})

describe('core', () => {
  it.each(IMPURE)('has no way to $why', ({ rule }) => {
    expect(breaches(sourceFiles('packages/core/src'), (file) => rule.test(file.code))).toEqual([])
  })
})

describe('one place for each thing', () => {
  it('keeps SQL in the store', () => {
    const outside = everything.filter((file) => !file.path.startsWith('packages/store/'))
    expect(breaches(outside, (file) => /['"](drizzle-orm|postgres)(\/[^'"]*)?['"]|\bsql`/.test(file.code))).toEqual([])
  })

  // The page listens, and the bot's own requests go to Telegram: neither meets a publisher.
  it('opens connections to publishers only in web-client', () => {
    const outside = everything.filter(
      (file) =>
        !/^packages\/(web-client|stand-ins)\/|^apps\/(web\/src\/start-web|bot\/src\/proxied-fetch)\.ts$/.test(
          file.path,
        ),
    )
    expect(breaches(outside, (file) => /['"]undici['"]|['"]node:https?['"]/.test(file.code))).toEqual([])
  })

  it('reads the environment only where the program starts', () => {
    expect(
      breaches(everything, (file) => /\bprocess\.env\b/.test(file.code) && !ENVIRONMENT_READERS.test(file.path)),
    ).toEqual([])
  })
})

describe('the reader of sources', () => {
  it('sees an import in every form and no sentence about one', () => {
    const code = withoutComments(
      `// import x from 'a'\n/* from 'b' */\nimport y from 'c'\nexport * from "d"\nawait import('e')\nconst u = 'http://f//g'`,
    )
    expect(importsOf(code)).toEqual(['c', 'd', 'e'])
    expect(code).toContain('http://f//g')
  })
})
