import { verifyToken } from '@rasid/operations'
import type { Db } from '@rasid/store'
import type { Context, MiddlewareHandler } from 'hono'
import { clientKey } from '../access/client-address.ts'
import type { Limit } from '../access/limits.ts'
import { mayRead } from '../access/reader.ts'
import type { ApiEnv } from './api-env.ts'
import { ApiProblem, tooManyRequests } from './problem.ts'

interface Gate {
  db: Db
  wrongTries: Limit
  /** Feed readers can send no header: they show the token in the address. */
  inAddress?: boolean
}

/**
 * Lets those through who may read: by a token (`Authorization: Bearer …`), by the page's own sign-in, or because reading
 * is open. A token that is none is refused even where reading is open, so that its owner hears of it.
 */
export function tokenGate({ db, wrongTries, inAddress = false }: Gate): MiddlewareHandler<ApiEnv> {
  return async (context, next) => {
    const shown = bearerOf(context)
    const secret = shown ?? (inAddress ? context.req.query('token') : undefined)
    const token = secret === undefined ? null : await ownerOf(context, secret, { db, wrongTries })
    if (token?.scope === 'operate' && shown === undefined) throw notInAddress(token.name)
    context.set('tokenOf', token)
    if (secret === undefined && !mayRead(context.get('reader'))) throw tokenNeeded('No token was shown.')
    return next()
  }
}

async function ownerOf(context: Context<ApiEnv>, secret: string, { db, wrongTries }: Gate) {
  const client = clientKey(context)
  const waitS = await wrongTries.isOver(client)
  if (waitS !== null) {
    context.header('retry-after', String(waitS))
    throw tooManyRequests(waitS)
  }
  const token = await verifyToken({ db }, secret)
  if (token !== null) return token
  await wrongTries.count(client)
  throw tokenNeeded('The token is none, or was revoked, or has expired.')
}

/** Whose token may change something here. Neither a cookie nor open reading may: another site could use those. */
export function operateToken(context: Context<ApiEnv>): { name: string } {
  const token = context.get('tokenOf')
  if (token === null) throw tokenNeeded('Changes need a token, also where reading is open.')
  if (token.scope === 'operate') return token
  throw new ApiProblem(403, {
    detail: `The token ${token.name} may only read.`,
    help: 'Use one with the scope operate: rasid token create.',
  })
}

// Addresses are kept by feed readers, proxies and histories.
function notInAddress(name: string): ApiProblem {
  return new ApiProblem(403, {
    detail: `The token ${name} may change things: it does not belong in an address.`,
    help: 'Make one that may only read: rasid token create.',
  })
}

function bearerOf(context: Context): string | undefined {
  return /^Bearer +(\S+)$/i.exec(context.req.header('authorization') ?? '')?.[1]
}

function tokenNeeded(detail: string): ApiProblem {
  return new ApiProblem(401, {
    detail,
    help: 'Send "Authorization: Bearer <token>"; rasid token create makes one where Rasid runs.',
  })
}
