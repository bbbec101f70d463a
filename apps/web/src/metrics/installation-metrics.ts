import type { SystemFigures, VisitSums } from '@rasid/store'

/** All that the metrics are made of. */
export type Figures = SystemFigures & { visits: ReadonlyMap<string, VisitSums> }

/** A metric whose samples are read from the database, so that it is the same whichever process is asked. */
export interface InstallationMetric {
  name: string
  /** Named here, so that a label is written once. */
  labels: readonly string[]
  type: 'gauge' | 'counter'
  help: string
  /** One row a sample: its value, then its labels in order. */
  samples(figures: Figures): readonly (readonly [number, ...string[]])[]
}

const ROLES = ['worker', 'bot', 'web']
const HEALTHS = ['healthy', 'failing', 'unvisited', 'paused', 'gone']
const FAILURE_CLASSES = ['hard', 'soft', 'temporary']
const OUTCOMES = ['fetched', 'unchanged', 'slow-down', 'failed', 'not-a-feed']
const TIERS = ['core', 'related']
const CHAT_STATES = ['known', 'active', 'stopped', 'dead']
const MESSAGE_KINDS = ['alert', 'digest', 'edit', 'reply']
const MESSAGE_STATES = ['owed', 'claimed', 'sending', 'sent', 'unknown', 'dead']

/** Every metric of the installation; docs/operating.md says what each means and when to be alarmed. */
export const INSTALLATION_METRICS: readonly InstallationMetric[] = [
  gauge('rasid_processes', ['role'], 'Processes that kept a role within the last minute.', ({ processes }) =>
    by(ROLES, (role) => nOf(processes, { role })),
  ),
  gauge('rasid_feeds', ['health'], 'Feeds by health.', ({ feeds }) =>
    by(HEALTHS, (one) => nOf(feeds, { health: one })),
  ),
  gauge('rasid_failing_feeds', ['class'], 'Failing feeds by the class of their last failure.', ({ failingFeeds }) =>
    by(FAILURE_CLASSES, (one) => nOf(failingFeeds, { class: one })),
  ),
  gauge('rasid_silent_feeds', [], 'Feeds that are silent for longer than they ever were.', (all) => [
    [all.silentFeeds],
  ]),
  gauge('rasid_good_poll_age_seconds', [], 'Since the last good visit to any feed.', ({ secondsSinceSuccess }) =>
    secondsSinceSuccess === null ? [] : [[secondsSinceSuccess]],
  ),
  gauge(
    'rasid_feed_overdue_seconds',
    [],
    'How long the longest overdue feed has been due and visited by no worker.',
    (all) => [[all.overdueSeconds]],
  ),
  gauge('rasid_network_outage', [], '1 while no publisher answers.', ({ outage }) => [[outage ? 1 : 0]]),
  gauge('rasid_low_disk', [], '1 while polling pauses because the disk is nearly full.', ({ lowDisk }) => [
    [lowDisk ? 1 : 0],
  ]),
  counter('rasid_polls_total', ['outcome'], 'Visits to feeds by outcome.', ({ visits }) =>
    by(OUTCOMES, (one) => visits.get(one)?.visits ?? 0),
  ),
  total('rasid_items_read_total', 'Items in the bodies that were read, known ones too.', ({ items }) => items),
  total('rasid_items_added_total', 'Items that were new.', ({ added }) => added),
  total('rasid_items_edited_total', 'Items whose text had changed.', ({ edited }) => edited),
  total('rasid_items_matched_total', 'New and edited items that matched.', ({ matched }) => matched),
  total('rasid_feed_bytes_total', 'Bytes of bodies of feeds.', ({ bytes }) => bytes),
  gauge('rasid_pages_wanted', [], 'Articles whose page is waiting to be read.', ({ pagesWanted }) => [[pagesWanted]]),
  gauge('rasid_matches', ['tier'], 'Stored matches by tier.', ({ matches }) =>
    by(TIERS, (tier) => nOf(matches, { tier })),
  ),
  gauge('rasid_stories', ['tier'], 'Stored stories by tier.', ({ stories }) =>
    by(TIERS, (tier) => nOf(stories, { tier })),
  ),
  gauge('rasid_chats', ['state'], 'Chats by state.', ({ chats }) => by(CHAT_STATES, (state) => nOf(chats, { state }))),
  gauge('rasid_messages', ['kind', 'state'], 'Kept messages by kind and state.', ({ messages }) =>
    MESSAGE_KINDS.flatMap((kind) =>
      MESSAGE_STATES.map((state) => [nOf(messages, { kind, state }), kind, state] as const),
    ),
  ),
  gauge('rasid_oldest_owed_message_seconds', [], 'Age of the oldest message that is due and not sent.', (all) => [
    [all.oldestOwedSeconds],
  ]),
  gauge('rasid_dead_messages_last_day', [], 'Messages of the last 24 hours that were given up.', (all) => [
    [all.deadMessagesLastDay],
  ]),
  gauge('rasid_delivery_holds', [], 'Bots whose token Telegram refuses: they send nothing.', (all) => [
    [all.deliveryHolds],
  ]),
  gauge('rasid_database_bytes', [], 'Size of the database.', ({ databaseBytes }) => [[databaseBytes]]),
]

function gauge(
  name: string,
  labels: readonly string[],
  help: string,
  samples: InstallationMetric['samples'],
): InstallationMetric {
  return { name, labels, type: 'gauge', help, samples }
}

function counter(...parts: Parameters<typeof gauge>): InstallationMetric {
  return { ...gauge(...parts), type: 'counter' }
}

function total(name: string, help: string, of: (sums: VisitSums) => number): InstallationMetric {
  return counter(name, [], help, ({ visits }) => [[[...visits.values()].reduce((sum, one) => sum + of(one), 0)]])
}

// What never happened is 0, not absent: a rule on an absent series is never true.
const by = (names: readonly string[], value: (name: string) => number) =>
  names.map((name) => [value(name), name] as const)

function nOf<Row extends { n: number }>(rows: readonly Row[], wanted: Partial<Row>): number {
  const row = rows.find((one) => Object.entries(wanted).every(([name, value]) => one[name as keyof Row] === value))
  return row?.n ?? 0
}
