import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { type Inspected, inspectFeed } from '@rasid/operations/inspect-feed'
import { closePublisherAgents, closeReaders, failureWords } from '@rasid/web-client'
import type { Command } from 'commander'
import { CommandError, EXIT, write } from '../output.ts'
import type { Cli } from '../program.ts'
import { visitorOf } from '../visitor.ts'

interface InspectOptions {
  json?: boolean
  url?: string
  contentType?: string
}

/** `rasid feeds inspect`: needs no database. */
export function addInspect(feeds: Command, cli: Cli): void {
  feeds
    .command('inspect')
    .description('read a feed as a visit would, and keep nothing')
    .argument('<source>', 'a file or an address')
    .option('--json', 'the whole of it as one JSON document')
    .option('--url <url>', 'for a file: the address that its relative links are relative to')
    .option('--content-type <type>', 'for a file: the Content-Type it was served with')
    .addHelpText(
      'after',
      '\nExamples:\n  rasid feeds inspect https://example.org/feed --json\n  rasid feeds inspect feed.xml',
    )
    .action((source: string, options: InspectOptions) => inspect(cli, source, options))
}

async function inspect(cli: Cli, source: string, options: InspectOptions): Promise<void> {
  try {
    const found = await inspectFeed(visitorOf(cli.settings()), await sourceOf(source, options))
    await write(cli.streams.out, options.json ? `${JSON.stringify(found, null, 2)}\n` : forPeople(found))
    if (found.kind !== 'feed') cli.exitWith(EXIT.badInput)
  } finally {
    await Promise.allSettled([closeReaders(), closePublisherAgents()])
  }
}

async function sourceOf(source: string, { url, contentType }: InspectOptions) {
  if (/^https?:\/\//i.test(source)) return { kind: 'url' as const, url: source }
  if (!existsSync(source))
    throw new CommandError(`${source} is neither a file nor an address with http or https.`, EXIT.usage)
  return {
    kind: 'bytes' as const,
    bytes: await readFile(source),
    ...(url !== undefined && { url }),
    ...(contentType !== undefined && { contentType }),
  }
}

function forPeople(found: Inspected): string {
  switch (found.kind) {
    case 'feed': {
      const items = found.items.map(({ title, link, publishedAt }) =>
        [title ?? '(no title)', `  ${publishedAt ?? 'no date'}  ${link ?? ''}`].join('\n'),
      )
      const facts = `${found.format}, ${found.charset}, ${found.items.length} items${found.truncated ? ' (broken off; the last one is left out)' : ''}`
      return `${[found.title ?? '(no title)', facts, '', ...items].join('\n')}\n`
    }
    case 'slow-down':
      return `The publisher asks to come again in ${Math.ceil(found.retryAfterMs / 1000)} s.\n`
    case 'not-a-feed': {
      const { what, next } = failureWords({ reason: found.reason }, 'en')
      const feeds = found.found.map((url) => `  ${url}`)
      return `${[`Not a feed: ${what}. ${next}.`, ...(feeds.length > 0 ? ['Feeds it names:', ...feeds] : [])].join('\n')}\n`
    }
    case 'failed': {
      const { what, next } = failureWords(found, 'en')
      return `Not reached: ${what} (${found.detail}). ${next}.\n`
    }
    default:
      return found satisfies never
  }
}
