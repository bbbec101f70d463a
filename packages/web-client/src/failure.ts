/** How a failure counts against a feed: hard 1, soft ½, temporary ¼. */
export type FailureClass = 'hard' | 'soft' | 'temporary'

// One table owns the list of codes and what each weighs. Hard: only an edit of the URL helps. Soft: somebody has
// to change something, but sites do. Temporary: usually gone by the next visit.
const CLASS_OF = {
  'bad-url': 'hard',
  'scheme-refused': 'hard',
  'userinfo-refused': 'hard',
  'port-refused': 'hard',
  'address-refused': 'hard',
  'host-not-found': 'soft',
  'dns-failed': 'temporary',
  'no-route': 'temporary',
  'connection-refused': 'temporary',
  'connection-reset': 'temporary',
  'connect-timeout': 'temporary',
  'tls-failed': 'soft',
  'headers-timeout': 'temporary',
  timeout: 'temporary',
  'too-slow': 'temporary',
  'body-too-large': 'soft',
  'ratio-too-high': 'soft',
  'headers-too-large': 'soft',
  'bad-response': 'soft',
  'bad-encoding': 'soft',
  'closed-early': 'temporary',
  'too-many-redirects': 'soft',
  'bad-redirect': 'soft',
  'proxy-failed': 'temporary',
  'out-of-resources': 'temporary',
  aborted: 'temporary',
  'http-401': 'hard',
  'http-403': 'soft',
  'http-404': 'hard',
  'http-410': 'hard',
  'http-451': 'soft',
  'http-4xx': 'hard',
  'http-408': 'temporary',
  'http-5xx': 'temporary',
  'http-other': 'soft',
  'robots-refuse': 'hard',
  'robots-unknown': 'temporary',
} as const satisfies Record<string, FailureClass>

export type FailureCode = keyof typeof CLASS_OF
export const FAILURE_CODES = Object.keys(CLASS_OF) as readonly FailureCode[]

/**
 * A visit that brought nothing. `ours` marks what our own side explains (no resolver, no route, no descriptors):
 * when every feed fails so, that is one outage of ours. `gone` is 410. `detail` is short, in English, for logs.
 */
export interface FetchFailure {
  kind: 'failed'
  class: FailureClass
  code: FailureCode
  detail: string
  status?: number
  gone?: boolean
  ours?: boolean
}

export function failed(
  code: FailureCode,
  detail: string,
  more: { status?: number; gone?: boolean; ours?: boolean } = {},
): FetchFailure {
  return { kind: 'failed', class: CLASS_OF[code], code, detail, ...more }
}

/** The failure that a final HTTP status stands for; 2xx, 304 and redirects are decided elsewhere. */
export function failureOfStatus(status: number, detail = `HTTP ${status}`): FetchFailure {
  if (status === 410) return failed('http-410', detail, { status, gone: true })
  if (status === 408 || status === 425 || status === 421) return failed('http-408', detail, { status })
  if (status === 304) return failed('bad-response', 'HTTP 304 to a request without conditions', { status })
  const named = `http-${status}`
  if (named in CLASS_OF) return failed(named as FailureCode, detail, { status })
  if (status >= 400 && status < 500) return failed('http-4xx', detail, { status })
  if (status >= 500 && status < 600) return failed('http-5xx', detail, { status })
  return failed(status < 200 ? 'bad-response' : 'http-other', detail, { status })
}
