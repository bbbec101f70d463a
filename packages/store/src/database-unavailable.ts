/** Why there is no database to work with; a caller decides by it, a person reads the message. */
export type DatabaseProblem =
  | 'no-binaries'
  | 'no-user'
  | 'folder'
  | 'disk-full'
  | 'no-start'
  | 'busy'
  | 'refused'
  | 'password'
  | 'missing-database'
  | 'permission'
  | 'too-old'
  | 'newer'
  | 'other'

/** The database cannot be used. The message says what, where and what to do, and never holds a password. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable'
  readonly problem: DatabaseProblem

  constructor(problem: DatabaseProblem, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.problem = problem
  }
}

/** `host:port/database` of a connection URL, for messages: no user, no password, no options. */
export function placeOf(databaseUrl: string): string {
  try {
    const url = new URL(databaseUrl)
    return `${url.host === '' ? 'localhost' : url.host}${url.pathname}`
  } catch {
    return 'the database of DATABASE_URL'
  }
}

const KNOWN: Record<string, { problem: DatabaseProblem; words: (place: string) => string }> = {
  ECONNREFUSED: {
    problem: 'refused',
    words: (place) => `nothing answers at ${place}: start that Postgres, or correct host and port in DATABASE_URL`,
  },
  ENOTFOUND: { problem: 'refused', words: (place) => `no such host: ${place}; correct DATABASE_URL` },
  EAI_AGAIN: {
    problem: 'refused',
    words: (place) => `the host name of ${place} cannot be resolved now; check the network`,
  },
  CONNECT_TIMEOUT: {
    problem: 'refused',
    words: (place) => `no answer from ${place} in time; check the address in DATABASE_URL and the firewall`,
  },
  '28P01': {
    problem: 'password',
    words: (place) => `the Postgres at ${place} refuses the user or password; correct them in DATABASE_URL`,
  },
  '28000': {
    problem: 'password',
    words: (place) => `the Postgres at ${place} does not let this user in; check DATABASE_URL and pg_hba.conf`,
  },
  '3D000': {
    problem: 'missing-database',
    words: (place) => `the database does not exist: ${place}; make it with "createdb", or correct DATABASE_URL`,
  },
  '42501': {
    problem: 'permission',
    words: (place) =>
      `the user of DATABASE_URL may not do this at ${place}; the first start needs CREATE on the database`,
  },
  '53300': {
    problem: 'busy',
    words: (place) => `the Postgres at ${place} has no free connections; raise max_connections`,
  },
  '57P03': {
    problem: 'busy',
    words: (place) => `the Postgres at ${place} is starting or stopping; try again in a moment`,
  },
  '53100': { problem: 'disk-full', words: (place) => `the disk of the Postgres at ${place} is full; free some space` },
  '55P03': {
    problem: 'busy',
    words: (place) => `another process has been changing the schema of ${place} for a minute; end it, then start again`,
  },
}

/** Postgres refused to write because its disk is full (53100), however the error was wrapped. */
export function isDiskFull(error: unknown): boolean {
  const chain = [error, error instanceof Error ? error.cause : undefined]
  return chain.some((link) => link instanceof Error && 'code' in link && link.code === '53100')
}

/** Gives a connection error words; what is not about the connection comes back as it was. */
export function explainDatabaseError(error: unknown, databaseUrl: string): unknown {
  if (error instanceof DatabaseUnavailable) return error
  const chain = [error, error instanceof Error ? error.cause : undefined]
  for (const link of chain) {
    const code = link instanceof Error && 'code' in link ? String(link.code) : ''
    const known = KNOWN[code]
    if (known) return new DatabaseUnavailable(known.problem, known.words(placeOf(databaseUrl)), error)
  }
  return error
}
