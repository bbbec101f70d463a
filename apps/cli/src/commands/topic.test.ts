import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { run } from '../testing/run-program.ts'

const TOPIC = `id: locusts
version: 1
title: { ar: الجراد, en: Locusts }
languages: [ar]
entities:
  locust: { title: { ar: الجراد, en: locusts }, aliases: [جراد] }
rules:
  - { id: named, tier: core, title: { ar: ذكر, en: named }, all: [{ named: locust }] }
cases:
  - { expect: core, title: جراد في الحقول, why: named }
`

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rasid-topic-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function file(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

describe('rasid topic surfaces', () => {
  it('prints every surface of an alias in any spelling, and the cues that decide it', async () => {
    const { code, out } = await run(['topic', 'surfaces', 'طَالِبان', '--shipped'])
    expect(code).toBe(0)
    expect(out).toContain('وطالبان')
    expect(out).toMatch(/ambiguous: the cue list [a-z-]+ reads the words beside it/)
    expect(out).toMatch(/refuse \(two students\) when after it/)
  })

  it('prints all of them as JSON lines', async () => {
    const { out } = await run(['topic', 'surfaces', '--shipped', '--jsonl'])
    const rows = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(rows.length).toBeGreaterThan(100)
    for (const row of rows) expect(row.surfaces.length, row.alias).toBeGreaterThan(0)
  })

  it('ends with 1 on an alias that is none, after printing the others', async () => {
    const { code, out, err } = await run(['topic', 'surfaces', 'روسيا', 'برشلونة', '--shipped'])
    expect(code).toBe(1)
    expect(out).toContain('روسيا')
    expect(err).toContain('برشلونة')
  })
})

describe('rasid topic check', () => {
  it('finds the shipped cases right', async () => {
    const { code, out } = await run(['topic', 'check', '--shipped', '--json'])
    expect([code, JSON.parse(out).wrong]).toEqual([0, 0])
  })

  it('runs the cases of a file, those beside it too', async () => {
    file('locusts.cases.yaml', 'cases:\n  - { expect: none, title: قمح وفير, why: nobody is named }\n')
    const { code, out } = await run(['topic', 'check', file('locusts.yaml', TOPIC)])
    expect(code).toBe(0)
    expect(out).toContain('2 of 2 cases right')
  })

  it('names a case that is wrong, and ends with 1', async () => {
    const path = file('locusts.yaml', TOPIC.replace('expect: core', 'expect: none'))
    const { code, err } = await run(['topic', 'check', path])
    expect(code).toBe(1)
    expect(err).toMatch(/جراد في الحقول\n {2}is core, should be none \(named\): named/)
  })

  it('says where a file is wrong as file:line, every problem at once', async () => {
    const path = file('locusts.yaml', TOPIC.replace('tier: core', 'tier: maybe').replace('version: 1', 'version: one'))
    const { code, err } = await run(['topic', 'check', path])
    expect(code).toBe(1)
    expect(err).toContain(`${path}:2: version`)
    expect(err).toMatch(/locusts\.yaml:8: rules\.0\.tier/)
  })

  it('says where a file of cases is wrong', async () => {
    file('locusts.cases.yaml', 'cases:\n  - { expect: perhaps, title: قمح, why: no }\n')
    const { code, err } = await run(['topic', 'check', file('locusts.yaml', TOPIC)])
    expect(code).toBe(1)
    expect(err).toContain('locusts.cases.yaml:2:')
  })
})

describe('usage', () => {
  it.each([
    { why: 'nothing to change', args: ['try'], said: /What is to change/ },
    { why: 'an alias without its entity', args: ['try', '--add-alias', 'الكرملين'], said: /ENTITY=ALIAS/ },
    { why: 'a file and options', args: ['apply', 'x.yaml', '--add-mask', 'روسيا اليوم'], said: /either a file or/ },
    { why: 'a file that is not there', args: ['try', '/nowhere/x.yaml'], said: /no file/ },
    { why: 'an edit that has no number', args: ['undo', 'last'], said: /number of an edit/ },
    { why: 'a topic that is none', args: ['surfaces', '--shipped', '--topic', 'weather'], said: /no topic "weather"/ },
    { why: 'a batch of none', args: ['rematch', '--batch', '0'], said: /whole number/ },
  ])('ends with 2 on $why', async ({ args, said }) => {
    const { code, err } = await run(['topic', ...args])
    expect(code).toBe(2)
    expect(err).toMatch(said)
  })

  it.each(['surfaces', 'check', 'try', 'apply', 'history', 'undo', 'export', 'rematch'])(
    'shows an example of %s',
    async (name) => {
      const { code, out } = await run(['topic', name, '--help'])
      expect(code).toBe(0)
      expect(out).toMatch(new RegExp(`Examples?:\\n {2}rasid topic ${name}`))
    },
  )
})
