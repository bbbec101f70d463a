import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'

const LOOPBACK = /^(::1|127(\.\d{1,3}){3})$/
const PRIVATE = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|f[cd]|fe80:)/i

/** The address at the other end of the connection, IPv4 as such; '' when there is none (a request made by a test). */
export function peerAddress(context: Context): string {
  const { incoming } = (context.env ?? {}) as Partial<HttpBindings>
  return (incoming?.socket?.remoteAddress ?? '').replace(/^::ffff:(?=\d+\.)/, '')
}

export const isLoopback = (address: string): boolean => LOOPBACK.test(address)

/** Whether a proxy says that it passed this request on for somebody else. */
export function isForwarded(context: Context): boolean {
  return ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'].some((name) => context.req.header(name) !== undefined)
}

/**
 * Whom limits are counted for. Behind a proxy on this machine or network it is the last address that the proxy added:
 * those before it were written by the client itself. IPv6 counts by /64, which one person has whole.
 */
export function clientKey(context: Context): string {
  const peer = peerAddress(context)
  const isProxy = isLoopback(peer) || PRIVATE.test(peer)
  const forwarded = isProxy ? context.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
  const address = forwarded || peer
  return address.includes(':') ? networkOf(address) : address
}

function networkOf(address: string): string {
  const [head = '', tail] = address.split('::')
  const groups = head.split(':')
  const left = tail === undefined ? [] : tail.split(':')
  while (groups.length + left.length < 8) groups.push('0')
  return [...groups, ...left].slice(0, 4).join(':')
}
