import type { Socket } from 'node:net'
import net from 'node:net'
import tls from 'node:tls'
import zlib from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { fetchGuarded } from './fetch-guarded.ts'
import { lookupTo, loopbackPublisher, rawPublisher } from './testing/loopback-publisher.ts'

const FEED = '<rss version="2.0"><channel><title>خلاصة</title></channel></rss>'
const HEAD = 'HTTP/1.1 200 OK\r\n'

// A feed's visit has a connection of its own, which we end; what else is asked of a host goes over kept ones.
describe.each([
  { over: 'a connection that is kept', isLast: false },
  { over: 'a connection of its own', isLast: true },
])('over $over', ({ isLast }) => {
  const encodings = [
    { why: 'gzip', label: 'gzip', bytes: zlib.gzipSync(FEED) },
    { why: 'x-gzip in capitals', label: 'X-GZIP', bytes: zlib.gzipSync(FEED) },
    { why: 'deflate with zlib header', label: 'deflate', bytes: zlib.deflateSync(FEED) },
    { why: 'raw deflate', label: 'deflate', bytes: zlib.deflateRawSync(FEED) },
    { why: 'brotli', label: 'br', bytes: zlib.brotliCompressSync(FEED) },
    { why: 'two layers', label: 'deflate, gzip', bytes: zlib.gzipSync(zlib.deflateSync(FEED)) },
    {
      why: 'gzip in two members',
      label: 'gzip',
      bytes: Buffer.concat([zlib.gzipSync(FEED.slice(0, 9)), zlib.gzipSync(FEED.slice(9))]),
    },
    { why: 'gzip without a label', label: undefined, bytes: zlib.gzipSync(FEED) },
    { why: 'text labelled gzip', label: 'gzip', bytes: Buffer.from(FEED) },
    { why: 'text labelled brotli', label: 'br', bytes: Buffer.from(`\ufeff${FEED}`), body: `\ufeff${FEED}` },
    { why: 'a charset in the wrong header', label: 'UTF-8', bytes: Buffer.from(FEED) },
    { why: 'identity', label: 'identity', bytes: Buffer.from(FEED) },
  ]
  it.each(encodings)('reads $why, even byte by byte', async ({ label, bytes, body = FEED }) => {
    const site = await loopbackPublisher(async (_, response) => {
      if (label !== undefined) response.setHeader('content-encoding', label)
      for (const byte of bytes.subarray(0, 8)) {
        response.write(Buffer.of(byte))
        await new Promise(setImmediate)
      }
      response.end(bytes.subarray(8))
    })
    const outcome = await fetchGuarded(site.at('/'), { ...site.options, isLast })
    expect(outcome.kind === 'fetched' && Buffer.from(outcome.bytes).toString()).toBe(body)
  })

  const bodies = [
    { why: 'a gzip bomb', label: 'gzip', bytes: zlib.gzipSync(Buffer.alloc(4_000_000)), code: 'ratio-too-high' },
    {
      why: 'a brotli bomb',
      label: 'br',
      bytes: zlib.brotliCompressSync(Buffer.alloc(4_000_000)),
      code: 'ratio-too-high',
    },
    {
      why: 'a bomb in two layers',
      label: 'gzip, gzip',
      bytes: zlib.gzipSync(zlib.gzipSync(Buffer.alloc(40_000_000))),
      code: 'ratio-too-high',
    },
    { why: 'too many layers', label: 'gzip, gzip, gzip', bytes: Buffer.from('x'), code: 'bad-encoding' },
    { why: 'noise as gzip', label: 'gzip', bytes: Buffer.from('noise that is no gzip'), code: 'bad-encoding' },
    {
      why: 'noise inside gzip',
      label: 'gzip',
      bytes: Buffer.concat([zlib.gzipSync(FEED).subarray(0, 12), Buffer.alloc(40, 7)]),
      code: 'bad-encoding',
    },
    {
      why: 'a coding we never offered',
      label: 'zstd',
      bytes: Buffer.from('(\xb5/\xfd', 'latin1'),
      code: 'bad-encoding',
    },
  ]
  it.each(bodies)('refuses $why', async ({ label, bytes, code }) => {
    const site = await loopbackPublisher((_, response) =>
      response.writeHead(200, { 'content-encoding': label }).end(bytes),
    )
    expect(await fetchGuarded(site.at('/'), { ...site.options, isLast })).toMatchObject({
      kind: 'failed',
      class: 'soft',
      code,
    })
  })

  it('ends a plain body at the limit, and reads one that just fits', async () => {
    const site = await loopbackPublisher((request, response) => response.end('x'.repeat(Number(request.url?.slice(1)))))
    const options = { ...site.options, isLast, limits: { maxBytes: 100_000 } }
    expect(await fetchGuarded(site.at('/100000'), options)).toMatchObject({ kind: 'fetched' })
    expect(await fetchGuarded(site.at('/100001'), options)).toMatchObject({ kind: 'failed', code: 'body-too-large' })
  })

  it('holds the limit for compressed bodies, whatever their ratio', async () => {
    const noise = zlib.gzipSync(Buffer.from(Array.from({ length: 200_000 }, (_, n) => (n * n) % 251)))
    const site = await loopbackPublisher((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(noise),
    )
    const limits = { maxBytes: 150_000, maxRatio: 1e9 }
    expect(await fetchGuarded(site.at('/'), { ...site.options, isLast, limits })).toMatchObject({
      code: 'body-too-large',
    })
  })

  it('lets an endless body go at the limit instead of collecting it', async () => {
    let isClosed = false
    const site = await loopbackPublisher((_, response) => {
      const more = () => {
        while (!response.destroyed && response.write('y'.repeat(16_384)));
      }
      response.on('drain', more).on('close', () => {
        isClosed = true
      })
      more()
    })
    expect(
      await fetchGuarded(site.at('/'), { ...site.options, isLast, limits: { maxBytes: 1_000_000 } }),
    ).toMatchObject({
      code: 'body-too-large',
    })
    await expect.poll(() => isClosed).toBe(true)
  })

  const slow = [
    { why: 'never sends headers', head: '', chunk: '', code: 'headers-timeout' },
    { why: 'sends headers for ever', head: HEAD, chunk: 'x-a: b\r\n', code: 'headers-timeout' },
    { why: 'sends early hints for ever', head: '', chunk: 'HTTP/1.1 103 Early Hints\r\n\r\n', code: 'headers-timeout' },
    { why: 'drips its body', head: `${HEAD}content-length: 99999\r\n\r\n`, chunk: '.', code: 'too-slow' },
    { why: 'stops inside its body', head: `${HEAD}content-length: 99999\r\n\r\n<rss>`, chunk: '', code: 'too-slow' },
    { why: 'is fast, without end', head: `${HEAD}\r\n`, chunk: 'z'.repeat(2000), code: 'timeout' },
    {
      why: 'drips the page of a redirect',
      head: 'HTTP/1.1 302 Found\r\nlocation: /x\r\n\r\n',
      chunk: '.',
      code: 'timeout',
    },
  ]
  it.each(slow)('gives up on a server that $why', async ({ head, chunk, code }) => {
    const site = await rawPublisher((socket) => {
      socket.write(head)
      const timer = setInterval(() => chunk !== '' && socket.write(chunk), 20)
      socket.on('close', () => clearInterval(timer))
    })
    const headersMs = code === 'headers-timeout' ? 300 : 5000
    const limits = { headersMs, totalMs: 600, rateGraceMs: 300, minBytesPerSecond: 1024 }
    const outcome = await fetchGuarded(site.at('/'), { ...site.options, isLast, limits })
    expect(outcome).toMatchObject({ kind: 'failed', class: 'temporary', code })
  })

  const wire = [
    { why: 'no HTTP at all', send: 'SSH-2.0-OpenSSH_9.2\r\n', codes: ['bad-response'] },
    { why: 'HTML without a status line', send: '<html>hello</html>', codes: ['bad-response'] },
    { why: 'a status that is no number', send: 'HTTP/1.1 abc OK\r\n\r\n', codes: ['bad-response'] },
    { why: 'zero bytes in a header', send: `${HEAD}x: a\u0000b\r\n\r\n`, codes: ['bad-response'] },
    { why: 'a header without a name', send: `${HEAD}: b\r\n\r\n`, codes: ['bad-response'] },
    {
      why: 'two content lengths',
      send: `${HEAD}content-length: 1\r\ncontent-length: 2\r\n\r\nab`,
      codes: ['bad-response'],
    },
    { why: 'a negative length', send: `${HEAD}content-length: -5\r\n\r\nab`, codes: ['bad-response'] },
    {
      why: 'both length and chunks',
      send: `${HEAD}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n`,
      codes: ['bad-response'],
    },
    {
      why: 'garbage for a chunk size',
      send: `${HEAD}transfer-encoding: chunked\r\n\r\nzz\r\nab\r\n`,
      codes: ['bad-response'],
    },
    {
      why: 'a chunk longer than it says',
      send: `${HEAD}transfer-encoding: chunked\r\n\r\n2\r\nabcdef\r\n0\r\n\r\n`,
      codes: ['bad-response'],
    },
    {
      why: 'an upgrade nobody asked for',
      send: 'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n',
      codes: ['bad-response', 'connection-reset'],
    },
    {
      why: 'headers beyond all measure',
      send: `${HEAD}x: ${'a'.repeat(100_000)}\r\n\r\n`,
      codes: ['headers-too-large'],
    },
    { why: 'thousands of headers', send: `${HEAD}${'x-y: z\r\n'.repeat(20_000)}\r\n`, codes: ['headers-too-large'] },
    { why: 'nothing, and closes', send: '', codes: ['connection-reset'] },
    { why: 'half a header, and closes', send: `${HEAD}content-`, codes: ['connection-reset', 'bad-response'] },
    { why: 'less than it announced', send: `${HEAD}content-length: 100\r\n\r\n<rss>`, codes: ['closed-early'] },
    { why: 'no last chunk', send: `${HEAD}transfer-encoding: chunked\r\n\r\n3\r\nabc\r\n`, codes: ['closed-early'] },
  ]
  it.each(wire)('survives a server that sends $why', async ({ send, codes }) => {
    const site = await rawPublisher((socket) => socket.end(Buffer.from(send, 'latin1')))
    const outcome = await fetchGuarded(site.at('/'), {
      ...site.options,
      isLast,
      limits: { headersMs: 2000, totalMs: 3000 },
    })
    expect(outcome.kind).toBe('failed')
    expect(codes).toContain(outcome.kind === 'failed' && outcome.code)
  })

  const tolerated = [
    { why: 'bare line feeds', send: 'HTTP/1.1 200 OK\ncontent-length: 6\n\n<rss/>' },
    { why: 'HTTP/1.0 until close', send: 'HTTP/1.0 200 OK\r\n\r\n<rss/>' },
    { why: 'bytes above ASCII in a header', send: `${HEAD}x-title: \xe3\xc7\r\ncontent-length: 6\r\n\r\n<rss/>` },
    { why: 'no reason phrase', send: 'HTTP/1.1 200\r\ncontent-length: 6\r\n\r\n<rss/>' },
  ]
  it.each(tolerated)('settles on a server that sends $why', async ({ send }) => {
    const site = await rawPublisher((socket) => socket.end(Buffer.from(send, 'latin1')))
    const outcome = await fetchGuarded(site.at('/'), { ...site.options, isLast })
    expect(['fetched', 'failed']).toContain(outcome.kind)
    if (outcome.kind === 'fetched') expect(Buffer.from(outcome.bytes).toString()).toBe('<rss/>')
  })

  it('a reset in the middle is early, a refused connection is refused', async () => {
    const site = await rawPublisher((socket: Socket) => {
      socket.write(`${HEAD}content-length: 100\r\n\r\n<rss>`, () => setTimeout(() => socket.resetAndDestroy(), 20))
    })
    expect(await fetchGuarded(site.at('/'), { ...site.options, isLast })).toMatchObject({
      class: 'temporary',
      code: 'closed-early',
    })
    const free = net.createServer()
    await new Promise<void>((resolve) => free.listen(0, '127.0.0.1', resolve))
    const { port } = free.address() as net.AddressInfo
    await new Promise((resolve) => free.close(resolve))
    const options = { lookup: lookupTo('127.0.0.1'), allowHosts: [`news.test:${port}`] }
    expect(await fetchGuarded(`http://news.test:${port}/`, options)).toMatchObject({
      class: 'temporary',
      code: 'connection-refused',
    })
  })

  it('a server without TLS where TLS was asked for is a TLS failure', async () => {
    const site = await rawPublisher((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    const outcome = await fetchGuarded(site.at('/').replace('http:', 'https:'), { ...site.options, isLast })
    expect(outcome).toMatchObject({ kind: 'failed', class: 'soft', code: 'tls-failed' })
  })

  it('a TLS server without a certificate is a TLS failure', async () => {
    const server = tls.createServer({}).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as net.AddressInfo
    const options = { lookup: lookupTo('127.0.0.1'), allowHosts: [`news.test:${port}`] }
    expect(await fetchGuarded(`https://news.test:${port}/`, options)).toMatchObject({ code: 'tls-failed' })
    await new Promise((resolve) => server.close(resolve))
  })

  it('a resolver that never answers is a connect timeout', async () => {
    const limits = { headersMs: 100, totalMs: 2000 }
    expect(await fetchGuarded('http://news.test/', { lookup: () => {}, limits })).toMatchObject({
      code: 'connect-timeout',
    })
  })
})
