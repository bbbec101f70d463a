import http from 'node:http'
import https from 'node:https'
import type { Socket } from 'node:net'
import { buildConnector } from 'undici'

/** Something went wrong between us and the proxy, or the proxy said no; `status` is what it said. */
export class ProxyError extends Error {
  readonly code = 'RASID_PROXY'
  readonly status: number | undefined

  constructor(message: string, status?: number) {
    super(message)
    this.status = status
  }
}

/** `proxy-authorization` for the user name and password in a proxy's address, if any. */
export function proxyHeaders(proxy: URL): Record<string, string> {
  if (proxy.username === '') return {}
  const pair = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`
  return { 'proxy-authorization': `Basic ${Buffer.from(pair).toString('base64')}` }
}

/**
 * A connector that reaches https sites through a proxy's CONNECT. Our own, because undici's ProxyAgent asks the
 * proxy again without pause or end when it hangs up on a CONNECT, and never answers the visit.
 */
export function tunnelConnector(proxy: URL, connectMs: number): buildConnector.connector {
  const secure = buildConnector({ timeout: connectMs })
  return (options, callback) => {
    let settle: buildConnector.Callback | null = callback
    const fail = (error: ProxyError) => finish(error, null)
    const finish = (...result: Parameters<buildConnector.Callback>) => {
      clearTimeout(timer)
      settle?.(...result)
      settle = null
    }
    const request = connectRequest(proxy, `${options.hostname}:${options.port || 443}`)
    const timer = setTimeout(() => {
      request.destroy()
      fail(new ProxyError(`the proxy did not open a tunnel within ${connectMs} ms`))
    }, connectMs)
    request.once('error', (error) => fail(new ProxyError(`proxy: ${error.message}`)))
    request.once('response', (response) => fail(refusal(response.statusCode)))
    request.once('connect', (response, socket: Socket) => {
      if (response.statusCode !== 200) {
        socket.destroy()
        return fail(refusal(response.statusCode))
      }
      socket.once('close', () => fail(new ProxyError('the tunnel closed before it was secure')))
      secure({ ...options, httpSocket: socket }, finish)
    })
    request.end()
  }
}

function connectRequest(proxy: URL, target: string): http.ClientRequest {
  const { request } = proxy.protocol === 'https:' ? https : http
  return request({
    host: proxy.hostname.replace(/^\[|\]$/g, ''),
    port: proxy.port || (proxy.protocol === 'https:' ? 443 : 80),
    method: 'CONNECT',
    path: target,
    headers: { host: target, ...proxyHeaders(proxy) },
    agent: false,
  })
}

function refusal(status: number | undefined): ProxyError {
  return new ProxyError(`the proxy answered ${status ?? 'nothing'} to CONNECT`, status)
}
