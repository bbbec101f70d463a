import type { HtmlSelectors } from '@rasid/core'
import { addSource, type SourceAdded, type SourcePreview, type SourceTry, trySource } from '@rasid/operations'
import { closePublisherAgents, closeReaders, failureWords, maskUrl } from '@rasid/web-client'
import type { Command } from 'commander'
import { withSystem } from '../open-system.ts'
import { CommandError, EXIT, say, write } from '../output.ts'
import type { Cli } from '../program.ts'
import { visitorOf } from '../visitor.ts'

interface SourceOptions extends HtmlSelectors {
  outlet?: string
  try?: boolean
}

/** `rasid feeds add-source` */
export function addFeedSource(feeds: Command, cli: Cli): void {
  feeds
    .command('add-source')
    .description('follow a page that has no feed, by CSS selectors; its first items are shown')
    .argument('<url>', 'the page that lists the news')
    .requiredOption('--item <selector>', 'one item of the list')
    .option('--title <selector>', 'inside an item; default: the text of its link')
    .option('--link <selector>', 'inside an item; default: its first link')
    .option('--date <selector>', 'inside an item; default: its first <time>')
    .option('--summary <selector>', 'inside an item; default: none')
    .option('--outlet <name>', 'the publisher, as readers know it')
    .option('--try', 'only show what is found, keep nothing')
    .addHelpText(
      'after',
      '\nExample:\n  rasid feeds add-source https://example.org/news --item ".card" --title h3 --try',
    )
    .action((url: string, options: SourceOptions) => source(cli, url, options))
}

async function source(cli: Cli, url: string, options: SourceOptions): Promise<void> {
  const { outlet, try: isTry, ...selectors } = options
  const outcome: SourceTry | SourceAdded = await withSystem(cli, 'feeds', async ({ settings, database }) => {
    const deps = { db: database.store.db, visitor: visitorOf(settings), now: () => new Date() }
    const ask = { url, selectors, actor: 'terminal', ...(outlet !== undefined && { outlet }) }
    try {
      return await (isTry ? trySource(deps, ask) : addSource(deps, ask))
    } finally {
      await Promise.allSettled([closeReaders(), closePublisherAgents()])
    }
  })
  switch (outcome.kind) {
    case 'tried':
      await write(cli.streams.out, shown(outcome.preview))
      return say(cli.streams, 'Nothing was kept. Without --try the page is followed.')
    case 'added':
      return write(cli.streams.out, `${shown(outcome.preview)}\nAdded #${outcome.id}\n`)
    case 'known':
      return write(cli.streams.out, `Followed already as #${outcome.id}\n${outcome.outlet}\n${maskUrl(outcome.url)}\n`)
    case 'bad-selector':
      throw new CommandError(`--${outcome.field} is no CSS selector that can be read.`, EXIT.usage)
    case 'no-source': {
      const { what, next } = failureWords(outcome.trouble, 'en')
      throw new CommandError(`No items found: ${what}${outcome.detail ? ` (${outcome.detail})` : ''}. ${next}.`)
    }
    default:
      return outcome satisfies never
  }
}

function shown({ outlet, url, items, readable, shown: first }: SourcePreview): string {
  const lines = first.flatMap(({ title, url: link, publishedAt, summary }) => [
    title,
    `  ${publishedAt?.toISOString() ?? 'no date'}  ${link ?? 'no address'}`,
    ...(summary === '' ? [] : [`  ${summary.slice(0, 160)}`]),
  ])
  return `${[outlet, maskUrl(url), `${items} items, ${readable} in a language that is read`, '', ...lines].join('\n')}\n`
}
