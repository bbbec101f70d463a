import { execFileSync } from 'node:child_process'
import type { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { commandTree } from '../command-tree.ts'
import { completionScript } from '../completion-scripts.ts'
import type { Cli } from '../program.ts'
import { treeOf, wholeProgram } from '../read-command-tree.ts'
import { run } from '../testing/run-program.ts'

const all = (command: Command, path: string[]): string[][] =>
  command.commands.flatMap((sub) => [[...path, sub.name()], ...all(sub, [...path, sub.name()])])
const program = await wholeProgram({} as Cli)
const paths = all(program, []).map((path) => path.join(' '))

it('knows every command by name and summary without its code (node apps/cli/src/write-command-tree.ts writes it anew)', () => {
  expect(commandTree).toEqual(treeOf(program))
})

describe('rasid --help', () => {
  it.each(paths)('%s says what it does, with an example of itself', async (path) => {
    const { code, out } = await run([...path.split(' '), '--help'])
    expect(code).toBe(0)
    const [, examples = ''] = out.split(/^Examples?:$/m)
    expect(examples).toContain(`rasid ${path}`)
  })

  it('of a command is what help of it says', async () => {
    expect((await run(['help', 'query'])).out).toBe((await run(['query', '--help'])).out)
  })
})

describe('rasid completion', () => {
  const complete = (line: string) => {
    const words = line.split(' ')
    const script = `${completionScript('bash', commandTree)}
COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _rasid; echo "\${COMPREPLY[*]}"`
    return execFileSync('bash', ['-c', script], { encoding: 'utf8' }).trim().split(' ')
  }

  it('completes commands, their sub-commands and their options in bash', () => {
    expect(complete('rasid que')).toEqual(['query'])
    expect(complete('rasid feeds ins')).toEqual(['inspect'])
    expect(complete('rasid query --ti')).toEqual(['--tier'])
    expect(complete('rasid query لداعش --li')).toEqual(['--limit'])
  })

  it('completes what may follow an option, and leaves the rest to the files of the shell', () => {
    expect(complete('rasid query --tier re')).toEqual(['related'])
    expect(complete('rasid digest preview --lang ')).toEqual(['ar', 'en'])
    expect(complete('rasid export --out ')).toEqual([''])
    expect(complete('rasid restore backup')).toEqual([''])
  })

  it.each(['bash', 'zsh', 'fish'] as const)('names every command in the script for %s', async (shell) => {
    const { code, out } = await run(['completion', shell])
    expect(code).toBe(0)
    for (const { name } of commandTree) expect(out).toContain(name)
  })

  it('ends with 2 at another shell', async () => {
    expect((await run(['completion', 'tcsh'])).code).toBe(2)
  })
})
