import { makeReader, ReaderRoleError, removeReader } from '@rasid/store'
import type { Command } from 'commander'
import { type System, withSystem } from '../open-system.ts'
import { CommandError, EXIT, say, write } from '../output.ts'
import type { Cli } from '../program.ts'

/** `rasid database reader` */
export function addDatabase(root: Command, cli: Cli): void {
  const database = root
    .command('database')
    .description('who may ask the database in SQL')
    .addHelpText('after', '\nExample:\n  rasid database reader analyst')
  database
    .command('reader')
    .description('make a role that reads the views of docs/sql.md and nothing else; again: a new password')
    .argument('<name>', 'small Latin letters, digits and _')
    .option('--remove', 'remove the role')
    .addHelpText('after', EXAMPLES)
    .action((name: string, { remove }: { remove?: boolean }) =>
      withSystem(cli, 'database', (system) =>
        remove ? removeRole(cli, system, name) : makeRole(cli, system, name),
      ).catch((error) => {
        if (error instanceof ReaderRoleError) throw new CommandError(error.message, EXIT.badInput)
        throw error
      }),
    )
}

const EXAMPLES = `
Examples:
  psql "$(rasid database reader analyst)" -c "select tier, count(*) from stories_v1 group by tier"
  rasid database reader analyst --remove`

async function makeRole(cli: Cli, { database }: System, name: string): Promise<void> {
  const { password, views } = await makeReader(database.store.sql, name)
  const address = new URL(database.url)
  address.username = name
  address.password = password
  await write(cli.streams.out, `${address.href}\n`)
  say(cli.streams, `${name} reads ${views.join(', ')} and nothing else. The password is shown this once.`)
  if (database.embedded) say(cli.streams, 'This is the embedded Postgres: the address holds while Rasid runs.')
}

async function removeRole(cli: Cli, { database }: System, name: string): Promise<void> {
  if (!(await removeReader(database.store.sql, name))) throw new CommandError(`There is no role “${name}”.`)
  say(cli.streams, `Removed: ${name}`)
}
