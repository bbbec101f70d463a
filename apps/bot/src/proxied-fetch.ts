import { ProxyAgent, fetch as undiciFetch } from 'undici'

type Fetch = typeof fetch

/** A fetch through an HTTP(S) proxy, for grammY's client, which reads no HTTPS_PROXY by itself. */
export function proxiedFetch(proxyUrl: string): Fetch {
  const dispatcher = new ProxyAgent(proxyUrl)
  return (async (input: string | URL, init: RequestInit = {}) => {
    const { signal, ...rest } = init
    const bridged = signal && bridge(signal)
    const options = { ...rest, ...(bridged && { signal: bridged }), dispatcher, duplex: 'half' }
    return undiciFetch(input, options as Parameters<typeof undiciFetch>[1])
  }) as unknown as Fetch
}

// grammY brings an AbortSignal of its own, which undici does not take for one.
function bridge(signal: AbortSignal): AbortSignal {
  const controller = new AbortController()
  if (signal.aborted) controller.abort()
  else signal.addEventListener('abort', () => controller.abort(), { once: true })
  return controller.signal
}
