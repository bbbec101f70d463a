import http from 'node:http'
import net, { type AddressInfo, type LookupFunction } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { fetchGuarded } from './fetch-guarded.ts'
import { closePublisherAgents } from './publisher-agent.ts'
import { loopbackPublisher } from './testing/loopback-publisher.ts'

const noLookup: LookupFunction = () => {
  throw new Error('names are the proxy’s business')
}

/** A forward proxy that sends everything to `target`, whatever was asked for, and notes what that was. */
async function proxyTo(target: number, { status }: { status?: number } = {}) {
  const asked: string[] = []
  const proxy = http.createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers['proxy-authorization'] ?? ''}`.trim())
    if (status !== undefined) return response.writeHead(status).end()
    const onward = http.get(
      { port: target, host: '127.0.0.1', path: new URL(request.url ?? '').pathname },
      (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers)
        answer.pipe(response)
      },
    )
    onward.on('error', () => response.destroy())
    return undefined
  })
  proxy.on('connect', (request, socket) => {
    asked.push(`CONNECT ${request.url}`)
    if (status !== undefined) return socket.end(`HTTP/1.1 ${status} No\r\n\r\n`)
    const onward = net.connect(target, '127.0.0.1', () => socket.write('HTTP/1.1 200 OK\r\n\r\n'))
    onward.pipe(socket).pipe(onward)
    for (const end of [onward, socket]) end.on('error', () => onward.destroy()).on('close', () => socket.destroy())
    return undefined
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    await closePublisherAgents(noLookup)
    proxy.closeAllConnections()
    proxy.close()
  })
  return { asked, url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` }
}

it('goes through the proxy, which resolves the name', async () => {
  const site = await loopbackPublisher((_, response) => response.end('<rss/>'))
  const proxy = await proxyTo(site.port)
  const options = { lookup: noLookup, proxy: proxy.url.replace('//', '//me:secret@') }
  expect(await fetchGuarded('http://news.test/feed', options)).toMatchObject({
    kind: 'fetched',
    url: 'http://news.test/feed',
  })
  expect(proxy.asked).toEqual([`GET http://news.test/feed Basic ${Buffer.from('me:secret').toString('base64')}`])
})

it('tunnels https through the proxy, and ends when the tunnel falls in', async () => {
  const proxy = await proxyTo(1)
  const limits = { headersMs: 200, totalMs: 200 }
  const options = { lookup: noLookup, proxy: { https: proxy.url }, limits }
  expect(await fetchGuarded('https://news.test/feed', options)).toMatchObject({ kind: 'failed' })
  expect(await fetchGuarded('https://news.test/feed', options)).toMatchObject({ kind: 'failed' })
  expect(proxy.asked).toEqual(['CONNECT news.test:443', 'CONNECT news.test:443'])
})

it('still refuses literals, ports and local names', async () => {
  const proxy = await proxyTo(1)
  for (const url of ['http://127.0.0.1/', 'http://[::ffff:7f00:1]/', 'http://localhost/', 'http://news.test:22/']) {
    expect(await fetchGuarded(url, { lookup: noLookup, proxy: proxy.url })).toMatchObject({
      kind: 'failed',
      class: 'hard',
    })
  }
  expect(proxy.asked).toEqual([])
})

it('goes past the proxy for hosts that the operator opened, and for those that bypass it', async () => {
  const site = await loopbackPublisher((_, response) => response.end('<rss/>'))
  const proxy = await proxyTo(1)
  expect(await fetchGuarded(site.at('/'), { ...site.options, proxy: proxy.url })).toMatchObject({ kind: 'fetched' })
  const settings = { http: proxy.url, bypass: ['other.test', '.news.test'] }
  const options = { ...site.options, allowHosts: [], proxy: settings }
  expect(await fetchGuarded('http://cdn.news.test/', options)).toMatchObject({ code: 'address-refused' })
  expect(await fetchGuarded('http://other.test/', options)).toMatchObject({ code: 'address-refused' })
  expect(proxy.asked).toEqual([])
})

const troubles = [
  { why: 'wants a password is our trouble', url: 'http://news.test/', status: 407, ours: true },
  { why: 'wants a password for a tunnel is our trouble', url: 'https://news.test/', status: 407, ours: true },
  { why: 'cannot reach the site is not', url: 'https://news.test/', status: 502, ours: undefined },
]
it.each(troubles)('a proxy that $why', async ({ url, status, ours }) => {
  const proxy = await proxyTo(1, { status })
  const outcome = await fetchGuarded(url, { lookup: noLookup, proxy: proxy.url })
  expect(outcome).toMatchObject({ kind: 'failed', code: 'proxy-failed' })
  expect(outcome.kind === 'failed' && outcome.ours).toBe(ours)
})

it('a proxy that is not there, or never answers, is our trouble as well', async () => {
  const silent = net.createServer(() => {})
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const { port } = silent.address() as AddressInfo
  onTestFinished(() => void silent.close())
  const limits = { headersMs: 300, totalMs: 1500 }
  for (const url of ['http://news.test/', 'https://news.test/']) {
    const gone = await fetchGuarded(url, { lookup: noLookup, proxy: 'http://127.0.0.1:9', limits })
    expect(gone).toMatchObject({ kind: 'failed', code: 'proxy-failed', ours: true })
    const mute = await fetchGuarded(url, { lookup: noLookup, proxy: `http://127.0.0.1:${port}`, limits })
    expect(mute).toMatchObject({ kind: 'failed', class: 'temporary' })
  }
})

it('an unusable proxy setting is a value, not an error', async () => {
  expect(await fetchGuarded('http://news.test/', { proxy: 'not a url' })).toMatchObject({
    kind: 'failed',
    code: 'proxy-failed',
  })
})
