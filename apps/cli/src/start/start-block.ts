/** What the start ends with: one block that says where everything is and what to do next. */
export interface StartFacts {
  database: { embedded: { joined: boolean; dataDir: string } | null; place: string }
  seeds: { count: number; core: number; example: { title: string; words: readonly string[]; reason: string } | null }
  topics: readonly { id: string; version: string }[]
  page: string
  /** Whether the page asks for a sign-in. */
  signIn?: boolean
  telegram: { kind: 'rehearsal' } | { kind: 'connected'; name: string } | { kind: 'waiting' }
  /** The one-time code for /claim, while there is no owner. */
  ownerCode: string | null
  network: { feeds: number; reached: number; visited: number; outage: boolean }
  logFile: string | null
}

const LABEL_WIDTH = 10

/** Plain lines for a terminal. An Arabic title stands alone on its line, since terminals do not shape mixed ones. */
export function startBlock(facts: StartFacts): string {
  const lines = [
    ...labelled('Database', databaseLines(facts.database)),
    ...labelled('Seeds', seedLines(facts.seeds)),
    ...labelled(
      'Topic',
      facts.topics.map(({ id, version }) => `${id}, rules ${version}`),
    ),
    ...labelled('Page', [
      facts.page,
      ...(facts.signIn
        ? ['it asks for a sign-in: send the bot  /page  as an operator, or run  rasid token create NAME']
        : []),
    ]),
    ...labelled('Chat', chatLines(facts)),
    ...labelled('Telegram', telegramLines(facts.telegram)),
    ...(facts.ownerCode
      ? labelled('Owner', [`send the bot  /claim ${facts.ownerCode}  to become its owner (works once)`])
      : []),
    ...labelled('Network', networkLines(facts.network)),
    ...(facts.logFile ? labelled('Log', [facts.logFile]) : []),
    ...labelled('Stop', ['Ctrl-C']),
  ]
  const rule = '─'.repeat(72)
  return [rule, 'Rasid is running', ...lines, rule].join('\n')
}

function labelled(label: string, lines: readonly string[]): string[] {
  return lines.map((line, index) => `${(index === 0 ? label : '').padEnd(LABEL_WIDTH)} ${line}`)
}

function databaseLines({ embedded, place }: StartFacts['database']): string[] {
  if (!embedded) return [`Postgres at ${place}`]
  return [`embedded Postgres${embedded.joined ? ', already running: joined it' : ''}`, `data in ${embedded.dataDir}`]
}

function seedLines({ count, core, example }: StartFacts['seeds']): string[] {
  const sum = `${count} articles in the archive, ${core} of them core`
  if (!example) return [sum]
  return [
    `${sum}; for example`,
    example.title,
    `core, because: ${example.reason}; words that matched:`,
    example.words.join(' · '),
  ]
}

function chatLines({ telegram, page }: StartFacts): string[] {
  return telegram.kind === 'rehearsal'
    ? [`${page}/chat  (a rehearsal: the real bot, but nothing reaches Telegram)`]
    : ['in Telegram itself']
}

function telegramLines(telegram: StartFacts['telegram']): string[] {
  switch (telegram.kind) {
    case 'connected':
      return [`connected as @${telegram.name}`]
    case 'waiting':
      return ['not reached yet; messages wait in the database and are sent once it answers']
    case 'rehearsal':
      return [
        'no token: ask @BotFather for one (/newbot), put the line',
        'RASID_BOT_TOKEN=123456:…   into the file .env in this folder, and start again',
      ]
    default:
      return telegram satisfies never
  }
}

function networkLines({ feeds, reached, visited, outage }: StartFacts['network']): string[] {
  if (feeds === 0) return ['no feeds yet: rasid feeds add URL, or rasid feeds import list.opml']
  const sum = `${reached} of ${feeds} feeds reachable`
  if (outage || (reached === 0 && visited > 0))
    return [`${sum}: looks like no internet; none marked broken; next try within 60 s`]
  return [visited < feeds ? `${sum} so far, ${feeds - visited} not visited yet` : sum]
}
