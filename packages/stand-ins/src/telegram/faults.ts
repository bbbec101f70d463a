import type { RefusalParameters } from './refusal.ts'

/** What goes wrong on the way, when no Bot API error is answered. */
export type TransportFault =
  /** The connection is reset and nothing was done. (The client cannot tell it from the next one.) */
  | { kind: 'reset-before' }
  /** The request was carried out, then the connection is reset: delivered, but nobody was told. */
  | { kind: 'reset-after' }
  /** No answer ever. `processed`: the request was carried out all the same. */
  | { kind: 'hang'; processed?: boolean }
  /** The proxy's HTML page with 502. */
  | { kind: 'bad-gateway'; processed?: boolean }
  /** The right answer, late. */
  | { kind: 'delay'; ms: number }

/** A Bot API error, text exact. `processed`: the request was carried out although an error is answered (5xx). */
export interface ErrorFault {
  kind: 'error'
  code: number
  description: string
  parameters?: RefusalParameters
  processed?: boolean
}

/** Which requests a fault meets. Without any field: the next request that sends or edits. */
export interface FaultTarget {
  method?: string | readonly string[]
  chatId?: number
  /** The first matching request that fails, counted from 1. */
  nth?: number
  /** How many fail, by default one; Infinity for all. */
  times?: number
  /** Of the matching requests every n-th fails (with `times: Infinity` by default): 20 means 5 %. */
  every?: number
}

export type Fault = (TransportFault | ErrorFault) & FaultTarget

export interface InjectedFault {
  /** How many requests it met. */
  hits(): number
  remove(): void
}

const SENDING = ['sendmessage', 'editmessagetext', 'editmessagereplymarkup', 'sendphoto', 'senddocument']

interface Armed {
  fault: Fault
  seen: number
  hits: number
}

export interface FaultBox {
  inject(fault: Fault): InjectedFault
  /** The fault for this request, if one applies. */
  pick(method: string, chatId: number | null): Fault | null
}

export function faultBox(): FaultBox {
  const armed: Armed[] = []
  return {
    inject(fault) {
      const entry: Armed = { fault, seen: 0, hits: 0 }
      armed.push(entry)
      return {
        hits: () => entry.hits,
        remove: () => void armed.splice(armed.indexOf(entry), armed.includes(entry) ? 1 : 0),
      }
    },
    pick(method, chatId) {
      let picked: Armed | null = null
      for (const entry of armed) {
        if (!isTarget(entry.fault, method, chatId)) continue
        entry.seen++
        if (picked === null && isDue(entry)) picked = entry
      }
      if (picked) picked.hits++
      return picked?.fault ?? null
    },
  }
}

function isTarget(fault: Fault, method: string, chatId: number | null): boolean {
  const names = fault.method === undefined ? SENDING : [fault.method].flat().map((name) => name.toLowerCase())
  return names.includes(method) && (fault.chatId === undefined || fault.chatId === chatId)
}

function isDue({ fault, seen, hits }: Armed): boolean {
  if (fault.every !== undefined) return seen % fault.every === 0 && hits < (fault.times ?? Number.POSITIVE_INFINITY)
  return seen >= (fault.nth ?? 1) && hits < (fault.times ?? 1)
}
