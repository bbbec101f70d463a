import { type ListedMessage, type MessageSums, messageList, messageSums } from '@rasid/store'
import type { Command } from 'commander'
import { withSystem } from '../open-system.ts'
import { say } from '../output.ts'
import { countUpTo, oneOf } from '../parse-options.ts'
import { formatOf, minuteOf, type PrintOptions, printRows, withFormats } from '../print.ts'
import type { Cli } from '../program.ts'

const STATES = ['owed', 'claimed', 'sending', 'sent', 'unknown', 'dead'] as const

interface MessagesOptions extends PrintOptions {
  state?: (typeof STATES)[number]
  chat?: number
  before?: number
  limit: number
}

/** `rasid messages` */
export function addMessages(root: Command, cli: Cli): void {
  const messages = root
    .command('messages')
    .description('messages and their states, the newest first: owed, sent, unknown, dead')
    .option('--state <state>', STATES.join(', '), oneOf(STATES))
    .option(
      '--chat <number>',
      'only those to this chat (its number here, as the list shows it)',
      countUpTo(Number.MAX_SAFE_INTEGER),
    )
    .option('--before <number>', 'only those before this message, to go on', countUpTo(Number.MAX_SAFE_INTEGER))
    .option('--limit <n>', 'how many', countUpTo(10_000), 20)
  withFormats(messages)
    .addHelpText('after', EXAMPLES)
    .action((options: MessagesOptions) => list(cli, options))
}

const EXAMPLES = `
Examples:
  rasid messages
  rasid messages --state dead
  rasid messages --chat 3 --limit 100 --csv > chat-3.csv`

async function list(cli: Cli, options: MessagesOptions): Promise<void> {
  const { state, chat, before, limit } = options
  const { rows, sums } = await withSystem(cli, 'messages', async ({ database }) => ({
    rows: await messageList(database.store.db, {
      limit: limit + 1,
      ...(state && { states: [state] }),
      ...(chat !== undefined && { chat }),
      ...(before !== undefined && { before }),
    }),
    sums: await messageSums(database.store.db),
  }))
  const page = rows.slice(0, limit)
  await printRows(cli.streams, page.map(rowOf), formatOf(options), forPeople)
  say(cli.streams, sumOf(sums))
  if (page.length === 0) say(cli.streams, 'No message fits.')
  if (rows.length > limit) say(cli.streams, `There is more: --before ${page.at(-1)?.id}`)
}

/** Flat, so that it is a row of a table as well. */
function rowOf({ chat, ...message }: ListedMessage) {
  return { ...message, chat: chat.id, chatTitle: chat.title, chatKind: chat.kind, chatState: chat.state }
}

function forPeople(row: ReturnType<typeof rowOf>): string {
  const { id, kind, slot, part, state, attempts, maybeTwice, note, notBefore, sentAt } = row
  const when = sentAt ? `sent ${minuteOf(sentAt)}` : `due ${minuteOf(notBefore)}`
  const told = `#${id} ${kind} ${slot}${part > 1 ? ` part ${part}` : ''} · ${state} · ${when}`
  const more = [attempts > 1 && `${attempts} attempts`, maybeTwice && 'perhaps twice', note].filter(Boolean)
  return [
    `chat ${row.chat} (${row.chatKind}, ${row.chatState})`,
    ...(row.chatTitle ? [`  ${row.chatTitle}`] : []),
    `  ${told}`,
    ...(more.length > 0 ? [`  ${more.join(' · ')}`] : []),
  ].join('\n')
}

const sumOf = ({ owed, sending, unknown, sent, markedTwice, dead }: MessageSums) =>
  `Owed ${owed}, sending ${sending}, unknown ${unknown}; in the last day: ${sent} sent (${markedTwice} marked as perhaps twice), ${dead} dead.`
