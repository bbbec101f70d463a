import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Defect } from './defect.ts'
import { feedFile, type Outlet } from './outlet.ts'

export type VisitKind = 'feed' | 'page' | 'home' | 'robots' | 'other'

/** One request to the newsroom. `status` 0: no answer was given. */
export interface Visit {
  n: number
  at: Date
  kind: VisitKind
  outlet: string | null
  path: string
  status: number
  defect: Defect['kind'] | null
  userAgent: string | null
  ifNoneMatch: string | null
  ifModifiedSince: string | null
}

/** The newsroom's state: outlets, what was asked for, and who listens. */
export interface Room {
  outlets: Map<string, Outlet>
  visits: Visit[]
  /** Requests in progress now, and the most there ever were, by outlet. */
  busy: Map<string, { now: number; most: number }>
  robots: string
  now: () => number
  listeners: Set<(visit: Visit) => void>
}

/** The outlet by its own host name or by the first part of the path, and the path within it. */
export function routeOf(room: Room, request: IncomingMessage): { outlet: Outlet | null; path: string } {
  const path = decodeURIComponent((request.url ?? '/').split('?')[0] ?? '/')
  const byHost = room.outlets.get((request.headers.host ?? '').split('.')[0] ?? '')
  if (byHost) return { outlet: byHost, path }
  const [, name = '', rest = ''] = /^\/([^/]+)(\/.*)?$/.exec(path) ?? []
  const outlet = room.outlets.get(name) ?? null
  return { outlet, path: outlet ? rest || '/' : path }
}

function kindOf(outlet: Outlet | null, path: string): VisitKind {
  if (path === '/robots.txt') return 'robots'
  if (!outlet) return 'other'
  if (path === `/${feedFile(outlet.format)}`) return 'feed'
  return path === '/' ? 'home' : path.startsWith('/news/') ? 'page' : 'other'
}

/** Notes a request as it arrives. */
export function openVisit(room: Room, request: IncomingMessage, outlet: Outlet | null, path: string): Visit {
  const header = (name: string) => request.headers[name]?.toString() ?? null
  const visit: Visit = {
    ...{
      n: room.visits.length + 1,
      at: new Date(room.now()),
      kind: kindOf(outlet, path),
      outlet: outlet?.name ?? null,
    },
    ...{ path: request.url ?? '/', status: 0, defect: null, userAgent: header('user-agent') },
    ...{ ifNoneMatch: header('if-none-match'), ifModifiedSince: header('if-modified-since') },
  }
  room.visits.push(visit)
  const busy = room.busy.get(visit.outlet ?? '') ?? { now: 0, most: 0 }
  room.busy.set(visit.outlet ?? '', { now: busy.now + 1, most: Math.max(busy.most, busy.now + 1) })
  return visit
}

/** Notes how it ended. */
export function closeVisit(room: Room, visit: Visit, response: ServerResponse): void {
  visit.status = response.headersSent ? response.statusCode : 0
  const busy = room.busy.get(visit.outlet ?? '')
  if (busy) busy.now--
  for (const listener of room.listeners) listener(visit)
}
