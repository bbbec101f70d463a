import { type SignedIn, signedIn } from '@rasid/operations'
import type { Db } from '@rasid/store'
import type { Context, MiddlewareHandler } from 'hono'
import { getCookie } from 'hono/cookie'
import { isForwarded, isLoopback, peerAddress } from './client-address.ts'

/** Who reads without signing in: whoever sits at this machine, everybody who reaches the page, or nobody. */
export type PageOpen = 'this-machine' | 'everybody' | 'nobody'

/** Who asks. `open`: why they may read without being signed in. */
export interface Reader {
  who: SignedIn | null
  open: 'this-machine' | 'everybody' | null
}

export interface WebEnv {
  Variables: { reader: Reader }
}

export type PageContext = Context<WebEnv>

export interface AccessDeps {
  db: Db
  now(): Date
  open: PageOpen
  /** Owners named by RASID_OPERATORS. */
  owners: readonly number[]
  https?: boolean
}

const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i
/** Ports of one machine share cookies, so the name says whose it is. */
const COOKIE = 'rasid_session'

/** Browsers keep a `__Host-` cookie from other hosts and plain http; they take it over https only. */
export const sessionCookie = ({ https }: Pick<AccessDeps, 'https'>): string => (https ? `__Host-${COOKIE}` : COOKIE)

/** Finds out who asks, for everything that follows. */
export function knowReader(deps: AccessDeps): MiddlewareHandler<WebEnv> {
  return async (context, next) => {
    const secret = getCookie(context, sessionCookie(deps))
    const who = secret ? await signedIn(deps, secret) : null
    context.set('reader', { who, open: openTo(deps.open, context) })
    return next()
  }
}

/** A request from this machine: by its connection, by the name it asks for, and passed on by nobody. */
function openTo(open: PageOpen, context: PageContext): Reader['open'] {
  if (open === 'everybody') return 'everybody'
  const isHere =
    isLoopback(peerAddress(context)) && LOOPBACK_HOST.test(context.req.header('host') ?? '') && !isForwarded(context)
  return open === 'this-machine' && isHere ? 'this-machine' : null
}

export const mayRead = ({ who, open }: Reader): boolean => who !== null || open !== null

/** The rehearsal is played by whoever sits at this machine, or by an operator. */
export const mayRehearse = ({ who, open }: Reader): boolean => who?.scope === 'operate' || open === 'this-machine'
