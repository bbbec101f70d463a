import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { until } from '../until.ts'
import type { Defect } from './defect.ts'
import {
  feedFile,
  type NewsArticle,
  newOutlet,
  type Outlet,
  type OutletOptions,
  type PublishedArticle,
} from './outlet.ts'
import { serveVisit } from './serve-visit.ts'
import type { Room, Visit } from './visit.ts'

export interface NewsroomOptions {
  port?: number
  outlets?: readonly OutletOptions[]
  /**
   * `paths`: every outlet under the one address (`http://127.0.0.1:port/name/`). `names`: each as its own host
   * (`http://name.test:port/`), for readers that are given `loopbackLookup`.
   */
  hosts?: 'paths' | 'names'
  /** Milliseconds since 1970. */
  now?: () => number
}

export interface Newsroom {
  /** `http://127.0.0.1:port`. */
  origin: string
  port: number
  /** `127.0.0.1:port`, as RASID_ALLOW_HOSTS takes it; with `hosts: 'names'` every outlet's `name.test:port`. */
  allowHosts(): string
  addOutlet(options: OutletOptions): void
  outlets(): { name: string; title: string; feedUrl: string; homeUrl: string }[]
  feedUrl(outlet: string): string
  homeUrl(outlet: string): string
  publish(outlet: string, article: NewsArticle): PublishedArticle
  /** Changes a published article in place, as an editor does; its id and address stay. */
  edit(outlet: string, id: string, change: Partial<Pick<NewsArticle, 'title' | 'summary' | 'text'>>): void
  withdraw(outlet: string, id: string): void
  /** Spoils the feed, for the next `times` visits or until mended (null). */
  breakFeed(outlet: string, defect: Defect | null, times?: number): void
  /** Spoils the article pages of an outlet until mended (null). */
  breakPages(outlet: string, defect: Defect | null): void
  setRobots(text: string): void
  visits(): readonly Visit[]
  /** How often an outlet's feed was asked for and could answer 304, its pages, and the most requests at once. */
  counts(outlet: string): { feed: number; unchanged: number; pages: number; most: number }
  on(event: 'visit', listener: (visit: Visit) => void): () => void
  /** Waits until something holds, asked again after every visit; throws when it never does. */
  until(condition: () => boolean, options?: { timeoutMs?: number; what?: string }): Promise<void>
  close(): Promise<void>
}

/** Starts publishers on 127.0.0.1, one port for all. */
export async function startNewsroom(options: NewsroomOptions = {}): Promise<Newsroom> {
  const room: Room = {
    ...{ outlets: new Map(), visits: [], busy: new Map(), listeners: new Set() },
    ...{ robots: 'User-agent: *\nDisallow: /private/\n', now: options.now ?? Date.now },
  }
  const server = createServer((request, response) => serveVisit(room, request, response))
  server.listen(options.port ?? 0, '127.0.0.1')
  await once(server, 'listening')
  const port = (server.address() as AddressInfo).port
  const newsroom = newsroomOf(room, server, port, options.hosts ?? 'paths')
  for (const outlet of options.outlets ?? []) newsroom.addOutlet(outlet)
  return newsroom
}

function newsroomOf(room: Room, server: Server, port: number, hosts: 'paths' | 'names'): Newsroom {
  const origin = `http://127.0.0.1:${port}`
  const originOf = (name: string) => (hosts === 'paths' ? `${origin}/${name}` : `http://${name}.test:${port}`)
  const feedUrl = (name: string) => `${outletOf(room, name).origin}/${feedFile(outletOf(room, name).format)}`
  const homeUrl = (name: string) => `${outletOf(room, name).origin}/`
  const listed = () => [...room.outlets.values()].map(({ name, title }) => ({ name, title }))
  return {
    ...{ origin, port, feedUrl, homeUrl, ...editorsOf(room) },
    allowHosts: () =>
      hosts === 'paths'
        ? `127.0.0.1:${port}`
        : [...room.outlets.keys()].map((name) => `${name}.test:${port}`).join(','),
    addOutlet: (options) =>
      void room.outlets.set(options.name, newOutlet(options, originOf(options.name), new Date(room.now()))),
    outlets: () => listed().map(({ name, title }) => ({ name, title, feedUrl: feedUrl(name), homeUrl: homeUrl(name) })),
    setRobots: (text) => void Object.assign(room, { robots: text }),
    visits: () => room.visits,
    counts: (name) => countVisits(room, name),
    on: (_event, listener) => listen(room, listener),
    until: (condition, waiting) => until(condition, (listener) => listen(room, listener), waiting),
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

function outletOf(room: Room, name: string): Outlet {
  const outlet = room.outlets.get(name)
  if (!outlet) throw new Error(`no outlet ${name}`)
  return outlet
}

/** What editors, and their broken machines, do. */
function editorsOf(room: Room): Pick<Newsroom, 'publish' | 'edit' | 'withdraw' | 'breakFeed' | 'breakPages'> {
  return {
    publish: (name, article) => publish(outletOf(room, name), article, new Date(room.now())),
    edit(name, id, change) {
      const outlet = outletOf(room, name)
      const article = outlet.articles.find((published) => published.id === id)
      if (!article) throw new Error(`${name} has no article ${id}`)
      outlet.changedAt = new Date(room.now())
      Object.assign(article, change, { updatedAt: outlet.changedAt })
    },
    withdraw(name, id) {
      const outlet = outletOf(room, name)
      outlet.articles = outlet.articles.filter((article) => article.id !== id)
      outlet.changedAt = new Date(room.now())
    },
    breakFeed(name, defect, times = Number.POSITIVE_INFINITY) {
      outletOf(room, name).defect = defect === null ? null : { defect, left: times }
    },
    breakPages: (name, defect) => void Object.assign(outletOf(room, name), { pageDefect: defect }),
  }
}

function countVisits(room: Room, name: string): ReturnType<Newsroom['counts']> {
  const own = room.visits.filter((visit) => visit.outlet === name)
  const feed = own.filter((visit) => visit.kind === 'feed')
  const unchanged = feed.filter((visit) => visit.status === 304).length
  const pages = own.filter((visit) => visit.kind === 'page').length
  return { feed: feed.length, unchanged, pages, most: room.busy.get(name)?.most ?? 0 }
}

function listen(room: Room, listener: (visit: Visit) => void): () => void {
  room.listeners.add(listener)
  return () => void room.listeners.delete(listener)
}

function publish(outlet: Outlet, article: NewsArticle, now: Date): PublishedArticle {
  const number = ++outlet.published
  const published: PublishedArticle = {
    id: article.id ?? `tag:${outlet.name}.test,2026:${number}`,
    url: article.url ?? `${outlet.origin}/news/${number}`,
    title: article.title,
    summary: article.summary ?? '',
    text: article.text ?? '',
    author: article.author ?? null,
    publishedAt: article.publishedAt ?? now,
    updatedAt: null,
  }
  outlet.articles.unshift(published)
  outlet.changedAt = now
  return published
}
