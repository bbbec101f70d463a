import type { Command } from 'commander'
import type { Cli } from '../program.ts'

/** `rasid start|worker|bot|web|migrate|demo`: what runs until it is asked to stop, or shows itself and ends. */
export function addRoles(root: Command, cli: Cli): void {
  root
    .command('start')
    .description('run everything in one process: worker, bot and page (what `npm start` does)')
    .action(async () => (await import('../start/start.ts')).start(cli))
  root
    .command('demo')
    .description('show the whole path on invented outlets, without internet or token; ends by itself')
    .action(async () => (await import('../demo/demo.ts')).demo(cli))
  for (const [name, description] of ROLES) {
    root
      .command(name)
      .description(description)
      .action(async () => (await import('../run-role.ts')).runRole(cli, name))
  }
  root
    .command('migrate')
    .description('bring the database to this version, then end')
    .action(async () => (await import('../run-role.ts')).migrateOnly(cli))
}

const ROLES = [
  ['worker', 'poll feeds; several workers share one database'],
  ['bot', 'answer chats and send messages; one per token'],
  ['web', 'serve the page'],
] as const

export type Role = (typeof ROLES)[number][0]
