import { type Pruned, prunable, prune } from '@rasid/operations'
import type { Command } from 'commander'
import { withSystem } from '../open-system.ts'
import { write } from '../output.ts'
import type { Cli } from '../program.ts'

interface PruneOptions {
  dryRun?: boolean
  json?: boolean
}

/** `rasid prune` */
export function addPrune(root: Command, cli: Cli): void {
  root
    .command('prune')
    .description('forget now what the workers forget once a day: old unmatched articles, visits, told notices')
    .option('--dry-run', 'only say what would go')
    .option('--json', 'the sums as one JSON document')
    .addHelpText('after', '\nExamples:\n  rasid prune --dry-run\n  RASID_KEEP_DAYS=30 rasid prune')
    .action((options: PruneOptions) => pruneNow(cli, options))
}

async function pruneNow(cli: Cli, { dryRun = false, json = false }: PruneOptions): Promise<void> {
  const asked = new AbortController()
  cli.onStop(() => asked.abort())
  const { keepDays } = cli.settings()
  const pruned = await withSystem(cli, 'prune', ({ database }) => {
    const deps = { db: database.store.db, keepDays, signal: asked.signal }
    return dryRun ? prunable(deps) : prune(deps)
  })
  await write(
    cli.streams.out,
    json ? `${JSON.stringify({ dryRun, keepDays, ...pruned })}\n` : words(pruned, dryRun, keepDays),
  )
}

function words({ articles, visits, notices }: Pruned, dryRun: boolean, keepDays: number): string {
  const sum = `${articles} unmatched articles older than ${keepDays} days, ${visits} visits, ${notices} told notices`
  return `${dryRun ? 'Would forget' : 'Forgot'} ${sum}. Their keys stay, so none of them is new when seen again.\n`
}
