import { type FailureCode, type FetchFailure, failed } from './failure.ts'
import { AddressRefused } from './guarded-lookup.ts'
import { ProxyError } from './proxy-tunnel.ts'

interface NetworkError {
  code?: string
  syscall?: string
  message: string
  errors?: unknown[]
  cause?: unknown
}

const BY_CODE: Readonly<Record<string, FailureCode>> = {
  ENOTFOUND: 'host-not-found',
  EAI_NODATA: 'host-not-found',
  EAI_NONAME: 'host-not-found',
  ECONNREFUSED: 'connection-refused',
  ECONNRESET: 'connection-reset',
  ECONNABORTED: 'connection-reset',
  EPIPE: 'connection-reset',
  UND_ERR_SOCKET: 'connection-reset',
  ETIMEDOUT: 'connect-timeout',
  UND_ERR_CONNECT_TIMEOUT: 'connect-timeout',
  UND_ERR_HEADERS_TIMEOUT: 'headers-timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_OVERFLOW: 'headers-too-large',
  ENETUNREACH: 'no-route',
  ENETDOWN: 'no-route',
  EHOSTUNREACH: 'no-route',
  EADDRNOTAVAIL: 'no-route',
  UND_ERR_DESTROYED: 'aborted',
  UND_ERR_CLOSED: 'aborted',
  EMFILE: 'out-of-resources',
  ENFILE: 'out-of-resources',
  ENOBUFS: 'out-of-resources',
  ENOMEM: 'out-of-resources',
}
// EHOSTUNREACH is left out: a router near the publisher says it of the publisher's own machine.
const OURS = new Set(['ENETUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL', 'EMFILE', 'ENFILE', 'ENOBUFS', 'ENOMEM'])
const TLS =
  /^(?:ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO$|INVALID_CA|PATH_LENGTH)/

/** Turns whatever the network stack threw into a value. Unknown errors count as a bad answer of the publisher. */
export function classifyError(thrown: unknown): FetchFailure {
  const error = rootOf(thrown)
  if (error instanceof AddressRefused) return failed('address-refused', error.message)
  const { code = '', syscall, message } = error as NetworkError
  const detail = `${code !== '' && !message.includes(code) ? `${code}: ` : ''}${message}`.slice(0, 200)
  const isLookup = syscall?.startsWith('getaddrinfo') || syscall?.startsWith('query') || code.startsWith('EAI_')
  if (isLookup && BY_CODE[code] !== 'host-not-found') return failed('dns-failed', detail, { ours: true })
  if (TLS.test(code)) return failed('tls-failed', detail)
  if (error instanceof ProxyError) {
    // A proxy answers 502 … 504 when the site behind it cannot be reached: that alone is not our trouble.
    return failed('proxy-failed', message, [502, 503, 504].includes(error.status ?? 0) ? {} : { ours: true })
  }
  if (code.startsWith('HPE_')) return failed(code === 'HPE_INVALID_EOF_STATE' ? 'closed-early' : 'bad-response', detail)
  const known = BY_CODE[code]
  if (known === undefined) return failed('bad-response', detail)
  return failed(known, detail, OURS.has(code) ? { ours: true } : {})
}

const BEFORE_THE_REQUEST = new Set<FailureCode>([
  'connection-refused',
  'connect-timeout',
  'host-not-found',
  'dns-failed',
  'no-route',
])

/** The same failure when a proxy stood between: what happened before the request happened on the way to the proxy. */
export function blameProxy(failure: FetchFailure): FetchFailure {
  return BEFORE_THE_REQUEST.has(failure.code) ? failed('proxy-failed', failure.detail, { ours: true }) : failure
}

/** With several addresses tried, the failures are listed: one that is not ours outweighs those that are. */
function rootOf(thrown: unknown): Error {
  if (!(thrown instanceof Error)) return new Error(String(thrown))
  const tried = (thrown as NetworkError).errors
  if (!Array.isArray(tried) || tried.length === 0) return thrown
  const errors = tried.filter((one): one is Error => one instanceof Error)
  return errors.find((one) => !OURS.has((one as NetworkError).code ?? '')) ?? errors[0] ?? thrown
}
