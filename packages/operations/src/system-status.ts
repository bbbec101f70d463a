import {
  type Button,
  cleanTitle,
  cutText,
  directLines,
  escapeHtml,
  formatMoment,
  formatRelative,
  isolate,
  isolateIn,
  type MessageDraft,
  texts,
} from '@rasid/core'
import {
  type Chat,
  countMessages,
  type Db,
  type FailingChat,
  type FeedCounts,
  failingDeliveries,
  feedCounts,
  type MessageCounts,
  readFact,
  type TroubledFeed,
  troubledFeeds,
} from '@rasid/store'
import { type DeliveryHold, deliveryHold } from './delivery-hold.ts'
import { type LowDisk, lowDisk } from './disk-watch.ts'
import { failingLines } from './failing-lines.ts'
import { feedHealth } from './list-feeds.ts'
import { OUTAGE_FACT } from './poll-due-feeds.ts'
import { type RuleNews, ruleLines, ruleNews } from './rule-news.ts'
import { BROKEN_FAILURES } from './settle-visit.ts'
import { successorButtons } from './successor-buttons.ts'

/** What operators need to know of an installation at one moment. */
export interface SystemStatus {
  feeds: FeedCounts
  troubled: readonly TroubledFeed[]
  messages: MessageCounts
  /** Chats that messages of the last day did not reach. */
  failing: readonly FailingChat[]
  rules: RuleNews
  hold: DeliveryHold | null
  /** Since when no publisher answers; null while the network works. */
  outSince: Date | null
  /** Polling pauses for want of space; null while there is room. */
  lowDisk: LowDisk | null
}

/** Looks at feeds, deliveries and the network. */
export async function systemStatus(deps: { db: Db; botId: number; now(): Date }): Promise<SystemStatus> {
  const { db, botId } = deps
  const outage = await readFact<{ since?: string }>(db, OUTAGE_FACT)
  return {
    feeds: await feedCounts(db),
    // A single bad answer of a publisher is no reason for a message with a sound.
    troubled: await troubledFeeds(db, deps.now(), { failuresFrom: BROKEN_FAILURES }),
    messages: await countMessages(db, botId),
    failing: await failingDeliveries(db, botId, CHATS_SHOWN),
    rules: await ruleNews(deps),
    hold: await deliveryHold(db, botId),
    outSince: outage?.since ? new Date(outage.since) : null,
    lowDisk: await lowDisk(db),
  }
}

// Longer than any flood wait of an evening; until then waiting is the sender's ordinary work.
const LATE_SECONDS = 10 * 60

const isLate = ({ messages }: SystemStatus): boolean => (messages.oldestDueSeconds ?? 0) > LATE_SECONDS

/** Whether anything needs an operator. */
export function hasTrouble(status: SystemStatus): boolean {
  const { messages, troubled, hold, outSince, lowDisk } = status
  return (
    hold !== null ||
    outSince !== null ||
    lowDisk !== null ||
    troubled.length > 0 ||
    isLate(status) ||
    messages.deadLastDay > 0
  )
}

// The worst are enough to know where to look.
const CHATS_SHOWN = 5
// One message: what is worst stands first, the rest is a button away.
const FEEDS_SHOWN = 8
const LONGEST_NAME = 60

/** The status as one message; what is troubled says what it was worth and what helps. */
export function composeStatus(status: SystemStatus, chat: Pick<Chat, 'lang' | 'zone'>, now: Date): MessageDraft {
  const { lang } = chat
  const table = texts(lang).ops
  const shown = status.troubled.slice(0, FEEDS_SHOWN)
  const more = status.troubled.length - shown.length
  const { healthy, active } = status.feeds
  const lines = [
    ...(hasTrouble(status) ? [] : [table.statusWell]),
    ...deliveryLines(status, chat, now),
    ...failingLines(status.failing, lang),
    table.statusFeeds(healthy, active),
    ...shown.flatMap((troubled) => ['', ...troubleLines(troubled, chat, now)]),
    ...(more > 0 ? ['', table.statusMore(more)] : []),
    ...ruleLines(status.rules, chat, now),
    '',
    table.statusMessages(status.messages.sentLastDay, status.messages.markedLastDay),
    table.statusAt(formatMoment(now, now, { lang, tz: chat.zone })),
  ]
  const text = [`<b>${escapeHtml(table.statusTitle)}</b>`, ...lines.map(escapeHtml)].join('\n')
  return { text: directLines(text, lang), buttons: statusButtons(shown, lang), preview: false, silent: false }
}

// Longer names are cut on half of a phone's width.
const LONGEST_LABEL = 24
const SUCCESSORS_SHOWN = 4

/** What helps: each troubled feed by its name, the successors that were found, and all feeds. Each answers with a message of its own. */
function statusButtons(troubled: readonly TroubledFeed[], lang: Chat['lang']): Button[][] {
  if (troubled.length === 0) return []
  const open = troubled.map(
    ({ feed }): Button => ({
      text: cutText(cleanTitle(feed.title || feed.outlet), LONGEST_LABEL),
      data: `feed:show:${feed.id}:0`,
    }),
  )
  const rows: Button[][] = []
  for (let at = 0; at < open.length; at += 2) rows.push(open.slice(at, at + 2))
  const successors = troubled.flatMap(({ feed }) => successorButtons(feed, lang)).slice(0, SUCCESSORS_SHOWN)
  return [...rows, ...successors, [{ text: texts(lang).commands.feeds, data: 'feed:list:0:0' }]]
}

function deliveryLines(status: SystemStatus, { lang }: Pick<Chat, 'lang'>, now: Date): string[] {
  const table = texts(lang).ops
  const { hold, outSince, lowDisk, messages } = status
  const minutes = Math.floor((messages.oldestDueSeconds ?? 0) / 60)
  const lines: string[] = []
  if (hold) lines.push(table.statusHeld(shown(hold.reason, lang)))
  if (lowDisk) lines.push(diskLine(lowDisk, lang, now))
  if (outSince) lines.push(table.statusOutage(formatRelative(outSince, now, lang)))
  if (isLate(status)) lines.push(table.statusOwed(messages.owed, minutes))
  if (messages.deadLastDay + messages.unknown > 0)
    lines.push(table.statusUndelivered(messages.deadLastDay, messages.unknown))
  return lines
}

function diskLine({ since, free }: LowDisk, lang: Chat['lang'], now: Date): string {
  const table = texts(lang).ops
  const began = formatRelative(new Date(since), now, lang)
  if (free === null) return table.statusDiskRefused(began)
  return table.statusLowDisk(began, isolate(`${Math.floor(free / 1024 ** 2)} MiB`))
}

function troubleLines(troubled: TroubledFeed, { lang }: Pick<Chat, 'lang'>, now: Date): string[] {
  const table = texts(lang).ops
  const { feed, gaps, items30d, matches30d } = troubled
  const health = feedHealth(feed, lang)
  const silent = feed.silentSince ? [table.statusSilent(formatRelative(feed.silentSince, now, lang))] : []
  const isBad = feed.failures > 0 || feed.status !== 'active'
  return [
    `• ${shown(feed.title || feed.outlet, lang)}`,
    ...(isBad ? [health.what] : []),
    ...silent,
    ...(gaps > 0 ? [table.statusGaps(gaps)] : []),
    table.statusWorth(items30d, matches30d),
    ...(isBad && health.next !== null ? [table.statusNext(health.next)] : []),
  ]
}

// What others wrote, safe inside a line of ours.
function shown(text: string, lang: Chat['lang']): string {
  return isolateIn(cleanTitle(text).slice(0, LONGEST_NAME), lang)
}
