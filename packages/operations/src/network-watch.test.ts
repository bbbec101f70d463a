import type { FetchOutcome } from '@rasid/web-client'
import { expect, it } from 'vitest'
import { createNetworkWatch } from './network-watch.ts'

const failure = (code: 'dns-failed' | 'host-not-found' | 'http-404', ours?: boolean): FetchOutcome => ({
  kind: 'failed',
  class: 'temporary',
  code,
  detail: code,
  ...(ours && { ours }),
})
const answer: FetchOutcome = { kind: 'slow-down', status: 429, retryAfterMs: 1000 }

function watch(hosts = 20) {
  let ms = 0
  const network = createNetworkWatch(
    () => new Date(ms),
    () => hosts,
  )
  const later = (by: number) => {
    ms += by
  }
  return { ...network, later }
}

it('takes two silent hosts without any answer for an outage of ours, from the first on', () => {
  const { heard, outSince, later } = watch()
  expect(heard('https://a.test/', failure('dns-failed', true))).toBe(false)
  expect(outSince()).toBeNull()
  later(5_000)
  expect(heard('https://b.test/', failure('host-not-found'))).toBe(false)
  expect(outSince()).toEqual(new Date(0))
})

it('does not take one host that fails twice for an outage', () => {
  const { heard, outSince } = watch()
  heard('https://a.test/1', failure('dns-failed', true))
  heard('https://a.test/2', failure('dns-failed', true))
  expect(outSince()).toBeNull()
})

it.each([
  { why: 'any answer', outcome: answer },
  { why: 'a refusal by a publisher', outcome: failure('http-404') },
])('is over with $why, and blames the next silent feed itself', ({ outcome }) => {
  const { heard, outSince } = watch()
  heard('https://a.test/', failure('dns-failed', true))
  heard('https://b.test/', failure('dns-failed', true))
  expect(heard('https://c.test/', outcome)).toBe(true)
  expect(outSince()).toBeNull()
  expect(heard('https://a.test/', failure('host-not-found'))).toBe(true)
})

it('forgets an answer after two minutes', () => {
  const { heard, later } = watch()
  heard('https://a.test/', answer)
  later(121_000)
  expect(heard('https://b.test/', failure('dns-failed', true))).toBe(false)
})

it('with one host only, believes our resolver but not a missing name', () => {
  const gone = watch(1)
  expect(gone.heard('https://a.test/', failure('host-not-found'))).toBe(true)
  expect(gone.outSince()).toBeNull()
  const alone = watch(1)
  expect(alone.heard('https://a.test/', failure('dns-failed', true))).toBe(false)
  expect(alone.outSince()).not.toBeNull()
})

it('probes every twenty seconds', () => {
  const { heard, mayProbe, later } = watch()
  heard('https://a.test/', failure('dns-failed', true))
  expect(mayProbe()).toBe(false)
  later(20_000)
  expect(mayProbe()).toBe(true)
})
