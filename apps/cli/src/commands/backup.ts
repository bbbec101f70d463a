import { backUp, readBackupHeader, restore } from '@rasid/operations'
import { type BackupHeader, placeOf, type TableEnd } from '@rasid/store'
import type { Command } from 'commander'
import { firstLine } from '../first-line.ts'
import { withSystem } from '../open-system.ts'
import { CommandError, say, write } from '../output.ts'
import type { Cli } from '../program.ts'
import { VERSION } from '../visitor.ts'

interface RestoreOptions {
  replace?: boolean
  yes?: boolean
  json?: boolean
}

/** `rasid backup` and `rasid restore` */
export function addBackup(root: Command, cli: Cli): void {
  root
    .command('backup <file>')
    .description('write the whole database into one new file, as it is at one moment; nothing need be stopped')
    .option('--json', 'the sums as one JSON document')
    .addHelpText('after', '\nExample:\n  rasid backup /backups/rasid-2026-11-22.gz')
    .action((file: string, { json }: { json?: boolean }) => backup(cli, file, json === true))
  root
    .command('restore <file>')
    .description('put a backup into an empty database, or with --replace in the place of what is there')
    .option('--replace', 'give up what the database holds')
    .option('--yes', 'do not ask before replacing')
    .option('--json', 'the sums as one JSON document')
    .addHelpText(
      'after',
      '\nExamples:\n  rasid restore rasid-2026-11-22.gz\n  rasid restore rasid-2026-11-22.gz --replace',
    )
    .action((file: string, options: RestoreOptions) => restoreFrom(cli, file, options))
}

async function backup(cli: Cli, file: string, json: boolean): Promise<void> {
  const asked = new AbortController()
  cli.onStop(() => asked.abort())
  const done = await withSystem(cli, 'backup', ({ database: { url } }) =>
    backUp({ databaseUrl: url, version: VERSION, onTable: tableLine(cli), signal: asked.signal }, file),
  ).catch((error) => {
    throw asked.signal.aborted ? new CommandError('Stopped; no backup was written.') : error
  })
  const rows = done.tables.reduce((sum, table) => sum + table.rows, 0)
  const size = (done.bytes / 1024 ** 2).toFixed(1)
  const words = `${done.file}: ${rows} rows of ${done.tables.length} tables, ${size} MiB\n`
  await write(cli.streams.out, json ? `${JSON.stringify({ ...done, rows })}\n` : words)
}

async function restoreFrom(cli: Cli, file: string, options: RestoreOptions): Promise<void> {
  const header = await readBackupHeader(file)
  const loaded = await withSystem(cli, 'restore', async ({ database: { url } }) => {
    if (options.replace && !options.yes) await confirm(cli, header, placeOf(url))
    return restore({ databaseUrl: url, onTable: tableLine(cli) }, file, { replace: options.replace === true })
  })
  const rows = loaded.tables.reduce((sum, table) => sum + table.rows, 0)
  const { at, version } = loaded.header
  const migrated = loaded.migrated ? ', migrated to this version' : ''
  const words = `Restored the backup of ${at} (Rasid ${version}${migrated}): ${rows} rows of ${loaded.tables.length} tables, compared row by row\n`
  await write(cli.streams.out, options.json ? `${JSON.stringify({ ...loaded, rows })}\n` : words)
  say(cli.streams, 'What feeds published meanwhile comes to each chat as one digest that says so, and alerts nobody.')
}

const tableLine =
  (cli: Cli) =>
  (table: string, { rows }: TableEnd): void =>
    say(cli.streams, `${table} ${rows}`)

async function confirm(cli: Cli, { at, version }: BackupHeader, place: string): Promise<void> {
  say(cli.streams, `This gives up everything in ${place} for the backup of ${at} (Rasid ${version}).`)
  say(cli.streams, 'Type replace to do it:')
  if ((await firstLine(cli)) !== 'replace') throw new CommandError('Nothing was changed.')
}
