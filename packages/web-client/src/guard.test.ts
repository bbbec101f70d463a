import http from 'node:http'
import type { LookupFunction } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { fetchGuarded } from './fetch-guarded.ts'
import { lookupTo, loopbackPublisher } from './testing/loopback-publisher.ts'

// Port 80 of loopback, where an unguarded visit would end. Without the right to it the refusals still show.
const inside = http.createServer((_, response) => response.end('secret'))
let reached = 0
beforeAll(async () => {
  inside.on('connection', () => reached++)
  await new Promise<void>((resolve) => inside.once('error', () => resolve()).listen(80, '127.0.0.1', resolve))
})
afterAll(() => inside.close())

const answers = [
  { why: 'loopback', addresses: ['127.0.0.1'] },
  { why: 'any address', addresses: ['0.0.0.0'] },
  { why: 'IPv6 loopback', addresses: ['::1'] },
  { why: 'mapped loopback', addresses: ['::ffff:127.0.0.1'] },
  { why: 'NAT64 of loopback', addresses: ['64:ff9b::7f00:1'] },
  { why: '6to4 of loopback', addresses: ['2002:7f00:1::'] },
  { why: 'Teredo', addresses: ['2001:0:7f00:1::'] },
  { why: 'private', addresses: ['10.1.2.3', '192.168.1.1', 'fd00::1'] },
  { why: 'cloud metadata', addresses: ['169.254.169.254'] },
  { why: 'no address at all', addresses: [] },
]
it.each(answers)('refuses a name that leads to $why', async ({ addresses }) => {
  const outcome = await fetchGuarded('http://rebind.test/', { lookup: lookupTo(...addresses) })
  expect(outcome).toMatchObject({ kind: 'failed', class: 'hard', code: 'address-refused' })
  expect(reached).toBe(0)
})

it('asks the resolver once a connection, so that a second answer is never connected to', async () => {
  let asked = 0
  const rebinding: LookupFunction = (_, __, callback) => {
    asked++
    callback(null, [{ address: asked === 1 ? '10.0.0.1' : '127.0.0.1', family: 4 }])
  }
  expect(await fetchGuarded('http://rebind.test/', { lookup: rebinding })).toMatchObject({ code: 'address-refused' })
  expect(asked).toBe(1)
  expect(await fetchGuarded('http://rebind.test/', { lookup: rebinding })).toMatchObject({ code: 'address-refused' })
  expect(reached).toBe(0)
})

it('understands a lookup that gives a single address, and one that throws', async () => {
  const single: LookupFunction = (_, __, callback) => callback(null, '127.0.0.1', 4)
  expect(await fetchGuarded('http://rebind.test/', { lookup: single })).toMatchObject({ code: 'address-refused' })
  const site = await loopbackPublisher((_, response) => response.end('<rss/>'))
  expect(await fetchGuarded(site.at('/'), { ...site.options, lookup: single })).toMatchObject({ kind: 'fetched' })
  const broken: LookupFunction = () => {
    throw new Error('no resolver')
  }
  expect(await fetchGuarded('http://rebind.test/', { lookup: broken })).toMatchObject({ kind: 'failed' })
})

it('opens an allowed host on its port only, and no other name on that port', async () => {
  const site = await loopbackPublisher((_, response) => response.end('<rss/>'))
  const { lookup } = site.options
  const options = { lookup, allowHosts: [`news.test:${site.port}`] }
  expect(await fetchGuarded(site.at('/'), options)).toMatchObject({ kind: 'fetched' })
  expect(await fetchGuarded(site.at('/', 'evil.test'), options)).toMatchObject({ code: 'port-refused' })
  expect(await fetchGuarded('http://news.test/', options)).toMatchObject({ code: 'address-refused' })
  expect(reached).toBe(0)
})

const ours = [
  {
    why: 'the resolver cannot be reached',
    code: 'EAI_AGAIN',
    syscall: 'getaddrinfo',
    expected: { code: 'dns-failed', ours: true },
  },
  {
    why: 'the resolver is broken',
    code: 'EAI_FAIL',
    syscall: 'getaddrinfo',
    expected: { code: 'dns-failed', ours: true },
  },
  { why: 'no resolver listens', code: 'ECONNREFUSED', syscall: 'queryA', expected: { code: 'dns-failed', ours: true } },
  { why: 'no route', code: 'ENETUNREACH', syscall: 'connect', expected: { code: 'no-route', ours: true } },
  {
    why: 'no descriptors left',
    code: 'EMFILE',
    syscall: 'connect',
    expected: { code: 'out-of-resources', ours: true },
  },
]
it.each(ours)('$why: ours, not the publisher’s', async ({ code, syscall, expected }) => {
  const lookup: LookupFunction = (_, __, callback) => callback(Object.assign(new Error(code), { code, syscall }), '', 0)
  expect(await fetchGuarded('http://news.test/', { lookup })).toMatchObject({
    kind: 'failed',
    class: 'temporary',
    ...expected,
  })
})

it('a name that does not exist is the publisher’s', async () => {
  const error = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND', syscall: 'getaddrinfo' })
  const lookup: LookupFunction = (_, __, callback) => callback(error, '', 0)
  const outcome = await fetchGuarded('http://news.test/', { lookup })
  expect(outcome).toMatchObject({ kind: 'failed', class: 'soft', code: 'host-not-found' })
  expect(outcome).not.toHaveProperty('ours')
})
