import { plainOf } from '@rasid/core'
import { previewDigest } from '@rasid/operations'
import type { Command } from 'commander'
import { withSystem } from '../open-system.ts'
import { say, write } from '../output.ts'
import { instant, oneOf } from '../parse-options.ts'
import type { Cli } from '../program.ts'

interface PreviewOptions {
  since?: Date
  tier: 'core' | 'related'
  lang: 'ar' | 'en'
  html?: boolean
}

/** `rasid digest preview` */
export function addDigest(root: Command, cli: Cli): void {
  const digest = root
    .command('digest')
    .description('what subscribers get at their hour')
    .addHelpText('after', '\nExample:\n  rasid digest preview')
  digest
    .command('preview')
    .description('the digest as a new subscriber would get it now; nothing is sent or marked')
    .option('--since <when>', 'a date, or 24h, 7d; the last 24 hours by default', instant)
    .option('--tier <tier>', 'core, or related for both', oneOf(['core', 'related']), 'core')
    .option('--lang <lang>', 'ar or en', oneOf(['ar', 'en']), 'ar')
    .option('--html', 'as Telegram HTML instead of plain text')
    .addHelpText('after', '\nExample:\n  rasid digest preview --since 7d --tier related')
    .action((options: PreviewOptions) => preview(cli, options))
}

async function preview(cli: Cli, { html, ...ask }: PreviewOptions): Promise<void> {
  const drafts = await withSystem(cli, 'digest', ({ database }) =>
    previewDigest({ db: database.store.db, now: () => new Date() }, ask),
  )
  const shown = drafts.map(({ text }) => (html ? text : plainOf(text)))
  await write(cli.streams.out, `${shown.join('\n\n')}\n`)
  if (drafts.length > 1) say(cli.streams, `${drafts.length} messages, since one holds 4,096 characters.`)
}
