import type { Command } from 'commander'
import { checkHealth, type Finding } from '../check-health.ts'
import { EXIT, write } from '../output.ts'
import type { Cli } from '../program.ts'

const SIGN: Record<Finding['state'], string> = { ok: '✓', note: '·', bad: '✗' }

/** `rasid doctor` */
export function addDoctor(root: Command, cli: Cli): void {
  root
    .command('doctor')
    .description('what works, what is missing, and what to do; settings without secrets')
    .option('--json', 'one JSON document')
    .addHelpText('after', '\nExamples:\n  rasid doctor\n  rasid doctor --json')
    .action(async ({ json }: { json?: boolean }) => {
      const findings = await checkHealth(cli)
      await write(
        cli.streams.out,
        json ? `${JSON.stringify(findings, null, 2)}\n` : `${findings.map(forPeople).join('\n')}\n`,
      )
      if (findings.some(({ state, blocks }) => state === 'bad' && blocks)) cli.exitWith(EXIT.cannotRun)
      else if (findings.some(({ state }) => state === 'bad')) cli.exitWith(EXIT.badInput)
    })
}

function forPeople({ state, what, found, todo }: Finding): string {
  return `${SIGN[state]} ${what.padEnd(10)} ${found}${todo ? `\n${' '.repeat(13)}→ ${todo}` : ''}`
}
