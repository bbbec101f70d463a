interface Cookie {
  name: string
  value: string
  host: string
  hostOnly: boolean
  path: string
  secure: boolean
}

const MOST_COOKIES = 20
const LONGEST_COOKIE = 4096

/** Cookies of one redirect chain (RFC 6265, the parts that consent and load-balancer hops need); never kept longer. */
export class CookieJar {
  #cookies: Cookie[] = []

  /** Takes the Set-Cookie lines of a response from `url`. Returns whether anything changed. */
  take(url: URL, lines: readonly string[]): boolean {
    const before = JSON.stringify(this.#cookies)
    for (const line of lines.slice(0, MOST_COOKIES)) this.#takeLine(url, line)
    this.#cookies = this.#cookies.slice(-MOST_COOKIES)
    return JSON.stringify(this.#cookies) !== before
  }

  /** The Cookie header for a request to `url`, or null. */
  headerFor(url: URL): string | null {
    const fitting = this.#cookies.filter((cookie) => fits(cookie, url))
    return fitting.length === 0 ? null : fitting.map(({ name, value }) => `${name}=${value}`).join('; ')
  }

  #takeLine(url: URL, line: string): void {
    const [pair = '', ...attributes] = line.slice(0, LONGEST_COOKIE).split(';')
    const equals = pair.indexOf('=')
    const name = pair.slice(0, equals).trim()
    const value = pair.slice(equals + 1).trim()
    // What undici would refuse to send is dropped here: a cookie never makes a request impossible.
    if (equals < 1 || !/^[\x21-\x7e]+$/.test(name) || !/^[\x20-\x7e]*$/.test(value)) return
    const attribute = attributesOf(attributes)
    const domain = attribute.get('domain')?.replace(/^\./, '').toLowerCase()
    if (domain && !isWithin(url.hostname, domain)) return
    const path = attribute.get('path')?.startsWith('/') ? (attribute.get('path') ?? '/') : '/'
    const host = domain || url.hostname
    this.#cookies = this.#cookies.filter((one) => !(one.name === name && one.host === host && one.path === path))
    if (Number(attribute.get('max-age') ?? 1) <= 0) return
    this.#cookies.push({ name, value, host, hostOnly: !domain, path, secure: attribute.has('secure') })
  }
}

function attributesOf(parts: readonly string[]): Map<string, string> {
  return new Map(
    parts.map((part) => {
      const [key = '', value = ''] = part.split('=', 2)
      return [key.trim().toLowerCase(), value.trim()]
    }),
  )
}

function isWithin(host: string, domain: string): boolean {
  return host === domain || (host.endsWith(`.${domain}`) && domain.includes('.'))
}

function fits(cookie: Cookie, url: URL): boolean {
  if (cookie.secure && url.protocol !== 'https:') return false
  if (cookie.hostOnly ? url.hostname !== cookie.host : !isWithin(url.hostname, cookie.host)) return false
  const path = cookie.path.endsWith('/') ? cookie.path : `${cookie.path}/`
  return cookie.path === '/' || `${url.pathname}/`.startsWith(path)
}
