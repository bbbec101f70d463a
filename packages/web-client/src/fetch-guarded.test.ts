import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { fetchGuarded } from './fetch-guarded.ts'
import { loopbackPublisher } from './testing/loopback-publisher.ts'

const FEED = '<rss version="2.0"><channel><title>أخبار</title></channel></rss>'
const text = (outcome: { kind: string }) =>
  outcome.kind === 'fetched'
    ? Buffer.from((outcome as unknown as { bytes: Uint8Array }).bytes).toString()
    : outcome.kind

it('gives body, type, validators and hints of a feed', async () => {
  const site = await loopbackPublisher((_, response) => {
    response.writeHead(200, {
      'content-type': 'application/rss+xml; charset=utf-8',
      'content-location': '/feeds/main.xml',
      etag: 'W/"a-1"',
      'last-modified': 'Sat, 21 Nov 2026 10:00:00 GMT',
      'cache-control': 'public, max-age="600"',
      age: '100',
      expires: 'Sun, 22 Nov 2026 10:00:00 GMT',
    })
    response.end(FEED)
  })
  const outcome = await fetchGuarded(site.at('/feed#part'), site.options)
  expect(text(outcome)).toBe(FEED)
  expect(outcome).toMatchObject({
    status: 200,
    url: site.at('/feed'),
    contentType: 'application/rss+xml; charset=utf-8',
    contentLocation: '/feeds/main.xml',
    validators: { etag: 'W/"a-1"', lastModified: 'Sat, 21 Nov 2026 10:00:00 GMT' },
    hints: { maxAgeMs: 500_000, expiresAt: new Date('2026-11-22T10:00:00Z') },
  })
  expect(outcome).not.toHaveProperty('permanentUrl')
})

it('says who it is, what it reads and in which languages', async () => {
  const site = await loopbackPublisher((_, response) => response.end(FEED))
  await fetchGuarded(site.at('/a?b=1'), { ...site.options, userAgent: 'Rasid/1.2 (+mailto:ops@news.test)' })
  const { url, method, headers } = site.requests[0] ?? {}
  expect({ url, method }).toEqual({ url: '/a?b=1', method: 'GET' })
  expect(headers?.['user-agent']).toBe('Rasid/1.2 (+mailto:ops@news.test)')
  expect(headers?.['accept-encoding']).toBe('gzip, deflate, br')
  expect(headers?.accept).toContain('application/rss+xml')
  expect(headers?.['accept-language']).toMatch(/^ar\b/)
  expect(headers).not.toHaveProperty('if-none-match')
})

it('asks conditionally and takes 304 as unchanged', async () => {
  const site = await loopbackPublisher((request, response) => {
    const same = request.headers['if-none-match'] === '"v1"' && request.headers['if-modified-since'] !== undefined
    response.writeHead(same ? 304 : 200, { etag: '"v1"', 'cache-control': 'max-age=60' }).end(same ? undefined : FEED)
  })
  const validators = { etag: '"v1"', lastModified: 'Sat, 21 Nov 2026 10:00:00 GMT' }
  expect(await fetchGuarded(site.at('/'), { ...site.options, validators })).toEqual({
    kind: 'unchanged',
    status: 304,
    validators: { etag: '"v1"', lastModified: null },
    hints: { maxAgeMs: 60_000 },
  })
  expect(text(await fetchGuarded(site.at('/'), site.options))).toBe(FEED)
})

it('does not take a 304 that nobody asked for as health', async () => {
  const site = await loopbackPublisher((_, response) => response.writeHead(304).end())
  expect(await fetchGuarded(site.at('/'), site.options)).toMatchObject({ kind: 'failed', code: 'bad-response' })
})

it.each([200, 204])('takes an empty %i as unchanged', async (status) => {
  const site = await loopbackPublisher((_, response) => response.writeHead(status).end())
  expect(await fetchGuarded(site.at('/'), site.options)).toMatchObject({ kind: 'unchanged', status })
})

const statuses = [
  { status: 401, code: 'http-401', class: 'hard' },
  { status: 403, code: 'http-403', class: 'soft' },
  { status: 404, code: 'http-404', class: 'hard' },
  { status: 408, code: 'http-408', class: 'temporary' },
  { status: 418, code: 'http-4xx', class: 'hard' },
  { status: 451, code: 'http-451', class: 'soft' },
  { status: 500, code: 'http-5xx', class: 'temporary' },
  { status: 503, code: 'http-5xx', class: 'temporary' },
  { status: 522, code: 'http-5xx', class: 'temporary' },
  { status: 300, code: 'http-other', class: 'soft' },
  { status: 999, code: 'http-other', class: 'soft' },
]
it.each(statuses)('HTTP $status is $code, $class', async ({ status, code, class: weight }) => {
  const site = await loopbackPublisher((_, response) => response.writeHead(status).end('sorry'))
  const outcome = await fetchGuarded(site.at('/'), site.options)
  expect(outcome).toMatchObject({ kind: 'failed', code, class: weight, status })
  expect(outcome).not.toHaveProperty('gone')
})

it('410 is gone', async () => {
  const site = await loopbackPublisher((_, response) => response.writeHead(410).end())
  expect(await fetchGuarded(site.at('/'), site.options)).toMatchObject({ code: 'http-410', class: 'hard', gone: true })
})

const rests = [
  { why: 'seconds', status: 429, header: '120', ms: 120_000 },
  { why: 'a date', status: 429, header: 'Sun, 22 Nov 2026 12:05:00 GMT', ms: 300_000 },
  { why: 'a date that has passed', status: 429, header: 'Sun, 22 Nov 2026 11:00:00 GMT', ms: 0 },
  { why: 'more than a day', status: 429, header: '99999999', ms: 86_400_000 },
  { why: 'not readable', status: 429, header: 'soon', ms: 600_000 },
  { why: 'absent', status: 429, header: undefined, ms: 600_000 },
  { why: 'an overload that names its end', status: 503, header: '30', ms: 30_000 },
]
it.each(rests)('$status slows down: $why', async ({ status, header, ms }) => {
  const site = await loopbackPublisher((_, response) => {
    response.writeHead(status, header === undefined ? {} : { 'retry-after': header }).end()
  })
  const now = () => Date.parse('2026-11-22T12:00:00Z')
  expect(await fetchGuarded(site.at('/'), { ...site.options, now })).toEqual({
    kind: 'slow-down',
    status,
    retryAfterMs: ms,
  })
})

it('keeps its connections for later visits', async () => {
  const site = await loopbackPublisher((_, response) => response.end(FEED))
  for (let visit = 0; visit < 5; visit++)
    expect(text(await fetchGuarded(site.at(`/${visit}`), site.options))).toBe(FEED)
  expect(site.connections()).toBeLessThanOrEqual(2)
})

it('keeps no connection to a host that it will not ask again soon', async () => {
  const site = await loopbackPublisher((_, response) => response.end(FEED))
  for (let visit = 0; visit < 3; visit++) {
    expect(text(await fetchGuarded(site.at(`/${visit}`), { ...site.options, isLast: true }))).toBe(FEED)
  }
  expect(site.connections()).toBe(3)
  await expect.poll(site.open).toBe(0)
})

it('lets go of a host that does not answer in time', async () => {
  const site = await loopbackPublisher(() => {})
  const outcome = await fetchGuarded(site.at('/'), { ...site.options, isLast: true, limits: { headersMs: 200 } })
  expect(outcome).toMatchObject({ kind: 'failed', code: 'headers-timeout' })
  await expect.poll(site.open).toBe(0)
})

it('asks again on a new connection when the kept one has died unseen', async () => {
  const served = new Set<unknown>()
  const site = await loopbackPublisher((request, response) => {
    if (served.has(request.socket)) request.socket.destroy()
    else response.end(FEED)
    served.add(request.socket)
  })
  await fetchGuarded(site.at('/first'), site.options)
  // Until the connection is back among the free ones.
  await new Promise(setImmediate)
  expect(text(await fetchGuarded(site.at('/second'), site.options))).toBe(FEED)
  expect(site.requests).toHaveLength(3)
})

it('keeps no validators of a body that was cut inside its compression', async () => {
  const whole = gzipSync(Buffer.from(FEED + Array.from({ length: 20_000 }, (_, n) => (n * n) % 9973).join(' ')))
  const site = await loopbackPublisher((_, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip', etag: '"whole"' }).end(whole.subarray(0, whole.length - 20))
  })
  const outcome = await fetchGuarded(site.at('/'), site.options)
  expect(outcome).toMatchObject({ kind: 'fetched', validators: { etag: null, lastModified: null } })
  expect(text(outcome).startsWith(FEED)).toBe(true)
})

it('ends at once when called off, before and during a visit', async () => {
  const site = await loopbackPublisher(() => {})
  const visits = new AbortController()
  const during = fetchGuarded(site.at('/'), { ...site.options, signal: visits.signal })
  setTimeout(() => visits.abort(), 50)
  expect(await during).toMatchObject({ kind: 'failed', code: 'aborted' })
  expect(await fetchGuarded(site.at('/'), { ...site.options, signal: visits.signal })).toMatchObject({
    code: 'aborted',
  })
})
