import { type FiguresOfDays, figuresOfDays } from '@rasid/operations'
import { type Command, InvalidArgumentError } from 'commander'
import { withSystem } from '../open-system.ts'
import { write } from '../output.ts'
import { countUpTo } from '../parse-options.ts'
import { csvOf } from '../print.ts'
import type { Cli } from '../program.ts'

interface StatsOptions {
  days: number
  zone: string
  topic?: string
  json?: boolean
  csv?: boolean
}

/** `rasid stats` */
export function addStats(root: Command, cli: Cli): void {
  root
    .command('stats')
    .description('matches a day by tier, outlets, what readers thought of it, feeds and deliveries')
    .option('--days <n>', 'how many days, today the last', countUpTo(366), 14)
    .option('--zone <zone>', 'whose days, for example Africa/Cairo', zoneName, 'Asia/Riyadh')
    .option('--topic <id>', 'only this topic')
    .option('--json', 'one JSON document')
    .option('--csv', 'the days as a table')
    .addHelpText(
      'after',
      '\nExamples:\n  rasid stats\n  rasid stats --days 90 --csv > days.csv\n  rasid stats --json | jq .precision',
    )
    .action((options: StatsOptions) => stats(cli, options))
}

async function stats(cli: Cli, { days, zone, topic, json, csv }: StatsOptions): Promise<void> {
  const figures = await withSystem(cli, 'stats', ({ database }) =>
    figuresOfDays(
      { db: database.store.db, now: () => new Date() },
      { days, zone, ...(topic !== undefined && { topic }) },
    ),
  )
  if (json) return write(cli.streams.out, `${JSON.stringify(figures, null, 2)}\n`)
  await write(cli.streams.out, csv ? await csvOf(figures.days) : forPeople(figures))
}

const BAR = 30

function forPeople({ days, outlets, precision, feeds, messages }: FiguresOfDays): string {
  const most = Math.max(1, ...days.map(({ core, related }) => core + related))
  const bar = (n: number, sign: string) => sign.repeat(Math.round((n / most) * BAR))
  const dayLines = days.map(({ day, core, related }) => {
    const counts = `${String(core).padStart(5)} core ${String(related).padStart(5)} related`
    return `${day} ${counts}  ${bar(core, '#')}${bar(related, '-')}`.trimEnd()
  })
  const outletLines = outlets.flatMap(({ outlet, core, related }) => [outlet, `  ${core} core, ${related} related`])
  return `${[
    'Matches a day',
    ...dayLines,
    '',
    'Outlets with the most of them',
    ...outletLines,
    '',
    'Wanted by readers, of the stories they voted on',
    ...(precision.tiers.length === 0
      ? ['no votes yet']
      : precision.tiers.map(({ tier, wanted, votes }) => `${tier}: ${wanted} of ${votes} votes`)),
    ...precision.outlets.flatMap(({ name, wanted, votes }) => [name, `  ${wanted} of ${votes} votes`]),
    '',
    `Feeds: ${feeds.active} followed, ${feeds.healthy} healthy, ${feeds.failing} failing, ${feeds.paused} paused, ${feeds.gone} gone`,
    `Messages: ${messages.owed} owed, ${messages.unknown} unknown; in the last day ${messages.sent} sent, ${messages.dead} dead`,
  ].join('\n')}\n`
}

function zoneName(name: string): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return name
  } catch {
    throw new InvalidArgumentError('the name of a time zone is wanted, such as Africa/Cairo.')
  }
}
