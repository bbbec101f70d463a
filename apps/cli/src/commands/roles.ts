import type { Command } from 'commander'
import type { Cli } from '../program.ts'

/** `rasid start|worker|bot|web|migrate|demo`: what runs until it is asked to stop, or shows itself and ends. */
export function addRoles(root: Command, cli: Cli): void {
  root
    .command('start')
    .description('run everything in one process: worker, bot and page (what `npm start` does)')
    .addHelpText('after', '\nExamples:\n  rasid start\n  RASID_BOT_TOKEN=123:abc rasid start')
    .action(async () => (await import('../start/start.ts')).start(cli))
  root
    .command('demo')
    .description('show the whole path on invented outlets, without internet or token; ends by itself')
    .addHelpText('after', '\nExample:\n  rasid demo')
    .action(async () => (await import('../demo/demo.ts')).demo(cli))
  for (const [name, description, example] of ROLES) {
    root
      .command(name)
      .description(description)
      .addHelpText('after', `\nExample:\n  ${example}`)
      .action(async () => (await import('../run-role.ts')).runRole(cli, name))
  }
  root
    .command('migrate')
    .description('bring the database to this version, then end')
    .addHelpText('after', '\nExample:\n  rasid migrate && rasid worker')
    .action(async () => (await import('../run-role.ts')).migrateOnly(cli))
}

const ROLES = [
  ['worker', 'poll feeds; several workers share one database', 'DATABASE_URL=postgres://… rasid worker'],
  ['bot', 'answer chats and send messages; one per token', 'RASID_BOT_TOKEN=123:abc rasid bot'],
  ['web', 'serve the page', 'RASID_HTTP_ADDRESS=127.0.0.1:8080 rasid web'],
] as const

export type Role = (typeof ROLES)[number][0]
