import { createToken, listTokens, revokeToken } from '@rasid/operations'
import type { Scope, Token } from '@rasid/store'
import { type Command, InvalidArgumentError } from 'commander'
import { withSystem } from '../open-system.ts'
import { CommandError, say, write } from '../output.ts'
import { oneOf } from '../parse-options.ts'
import { type PrintOptions, printRows } from '../print.ts'
import type { Cli } from '../program.ts'

interface CreateOptions {
  scope: Scope
  expires?: Date
  json?: boolean
}

/** `rasid token create|list|revoke` */
export function addToken(root: Command, cli: Cli): void {
  const token = root
    .command('token')
    .description('keys to the page and the API: make, list and revoke them')
    .addHelpText('after', '\nExamples:\n  rasid token create my-laptop\n  rasid token list')
  token
    .command('create')
    .description('make a token; it is shown once')
    .argument('<name>', 'what it is for, for example my-laptop', nameOf)
    .option('--scope <scope>', 'read, or operate for acting on the page as well', oneOf(['read', 'operate']), 'read')
    .option('--expires <span>', 'how long it works: 90m, 24h, 30d; until it is revoked by default', expiry)
    .option('--json', 'one JSON document')
    .addHelpText('after', EXAMPLES)
    .action((name: string, options: CreateOptions) => create(cli, name, options))
  token
    .command('list')
    .description('every token that was made, the newest first; not their secrets, which are kept nowhere')
    .option('--json', 'one JSON document')
    .option('--jsonl', 'one JSON object a line')
    .option('--csv', 'a table with a header line, as RFC 4180 has it')
    .addHelpText('after', '\nExample:\n  rasid token list')
    .action((options: PrintOptions) => list(cli, options))
  token
    .command('revoke')
    .description('end a token, and with it every session that it opened')
    .argument('<token>', 'its name or number')
    .addHelpText('after', '\nExample:\n  rasid token revoke my-laptop')
    .action((named: string) => revoke(cli, named))
}

const EXAMPLES = `
Examples:
  rasid token create my-laptop --scope operate --expires 30d
  curl -H "Authorization: Bearer $(rasid token create report --json | jq -r .secret)" …/api/v1/stories`

function nameOf(text: string): string {
  if (!/^[\p{L}\p{N}][\p{L}\p{N}._ -]{0,59}$/u.test(text) || /^\d+$/.test(text))
    throw new InvalidArgumentError('letters, digits, spaces, . _ and -, at most 60, and not a bare number.')
  return text
}

function expiry(text: string): Date {
  const [, n, unit] = /^(\d{1,5})([mhd])$/.exec(text) ?? []
  const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000 }[unit ?? '']
  if (unitMs === undefined || Number(n) === 0)
    throw new InvalidArgumentError('a span such as 90m, 24h or 30d is wanted.')
  return new Date(Date.now() + Number(n) * unitMs)
}

async function create(cli: Cli, name: string, { scope, expires, json }: CreateOptions): Promise<void> {
  const ask = { name, scope, actor: 'cli', expiresAt: expires ?? null }
  const made = await withSystem(cli, 'token', ({ database }) => createToken({ db: database.store.db }, ask))
  if (made.kind === 'name-taken')
    throw new CommandError(`There is a token “${name}” already: revoke it first, or take another name.`)
  const { token, secret } = made
  await write(cli.streams.out, json ? `${JSON.stringify({ ...token, secret }, null, 2)}\n` : `${secret}\n`)
  say(
    cli.streams,
    `${inWords(token)}\nIt is shown this once; sign in to the page with it, or send it as Authorization: Bearer.`,
  )
}

async function list(cli: Cli, options: PrintOptions): Promise<void> {
  const tokens = await withSystem(cli, 'token', ({ database }) => listTokens({ db: database.store.db }))
  await printRows(cli.streams, tokens, options, inWords)
  if (tokens.length === 0) say(cli.streams, 'No token yet: rasid token create NAME')
}

async function revoke(cli: Cli, named: string): Promise<void> {
  const ask = { token: named, actor: 'cli' }
  const token = await withSystem(cli, 'token', ({ database }) => revokeToken({ db: database.store.db }, ask))
  if (!token) throw new CommandError(`There is no valid token “${named}”; rasid token list shows them.`)
  say(cli.streams, `Revoked: #${token.id} ${token.name}. Whoever signed in with it is signed out.`)
}

const day = (at: Date) => at.toISOString().slice(0, 16).replace('T', ' ')

function inWords({ id, name, scope, madeBy, at, lastUsedAt, expiresAt, revokedAt }: Token): string {
  const parts = [
    `#${id} ${name}`,
    scope,
    `made ${day(at)} UTC by ${madeBy}`,
    lastUsedAt ? `last used ${day(lastUsedAt)}` : 'never used',
    ...(expiresAt ? [`${expiresAt.getTime() < Date.now() ? 'expired' : 'expires'} ${day(expiresAt)}`] : []),
    ...(revokedAt ? [`revoked ${day(revokedAt)}`] : []),
  ]
  return parts.join(' · ')
}
