const LONGEST_URL = 2048
const TRACKING =
  /^(utm_\w*|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|twclid|yclid|ysclid|igshid|igsh|mc_cid|mc_eid|mkt_tok|ref_src|ref_url|at_\w+|ns_\w+|xtor|cmpid|cmp|ocid|spm|_ga|_gl|__twitter_impression|fb_(action|comment|source)\w*|guccounter|guce_\w+|s_cid|ncid|sr_share|__source|feedname|feedtype|rss|from_rss|amp|amp_\w+|outputtype|view_as|smid|smtyp|vero_\w+|hss_\w+|_hs\w+|pk_\w+|mtm_\w+|piwik_\w+|wt\.\w+|trk|trkcampaign|share|shared|sfnsn|ttclid|li_fat_id|epik|rb_clickid|tse_id|traffic_source|notif\w*)$/i
// `share`, `rss` and `amp` are tracking only as flags; with another value they may choose the page.
const FLAG_ONLY = /^(rss|amp|share|shared|cmp|trk|notif\w*)$/i
const FLAG_VALUE = /^(|0|1|true|yes|rss|feed|amp|html|\w{1,12})$/i
const MOBILE_HOST = /^(m|mobile|amp|wap)\.(?=[^.]+\.)/
const INDEX_FILE = /\/(index|default)\.(html?|php|aspx?)$/i

/**
 * One spelling for one page, so that the same article from two feeds is one article: https-or-http folded, tracking
 * parameters and fragment gone, AMP and mobile twins on their parent, parameters sorted, escapes normalised, no slash
 * at the end. It is a key, not an address to visit. Null for anything but http(s) and for URLs with a password.
 */
export function canonicalUrl(written: string): string | null {
  const url = parseWebUrl(written)
  if (!url) return null
  const token = aggregatorToken(url)
  if (token !== null) return `https://${url.hostname}/${token}`
  const { hostname, pathname } = unwrapAmpCache(url)
  const host = hostname
    .replace(/\.$/, '')
    .replace(MOBILE_HOST, '')
    .replace(/^www\.(?=[^.]+\.)/, '')
  return finish(url, host, foldPath(pathname), keptParameters(url))
}

/** An http(s) URL without credentials and of sane length, or null. */
export function parseWebUrl(written: string): URL | null {
  const trimmed = written.trim()
  if (trimmed === '' || trimmed.length > LONGEST_URL * 4) return null
  try {
    const url = new URL(trimmed)
    const fine = /^https?:$/.test(url.protocol) && url.username === '' && url.password === '' && url.hostname !== ''
    return fine && url.href.length <= LONGEST_URL * 4 ? url : null
  } catch {
    return null
  }
}

/** Google News' addresses are opaque tokens: folding their letters would merge different articles. */
function aggregatorToken(url: URL): string | null {
  if (url.hostname !== 'news.google.com') return null
  return /^\/(?:rss\/)?((?:articles|read)\/[^/]+)/.exec(url.pathname)?.[1]?.replace(/^read/, 'articles') ?? null
}

function finish(url: URL, host: string, path: string, parameters: string): string {
  const port = url.port === '' ? '' : `:${url.port}`
  return `https://${host}${port}${path === '/' ? '' : path}${parameters === '' ? '' : `?${parameters}`}`
}

/** `www-site-com.cdn.ampproject.org/c/s/www.site.com/x` and `google.com/amp/s/www.site.com/x` are copies of the last part. */
function unwrapAmpCache(url: URL): { hostname: string; pathname: string } {
  const cache = url.hostname.endsWith('.cdn.ampproject.org') || /^www\.google\.[a-z.]+$/.test(url.hostname)
  const inner = cache ? /^\/(?:[acv]\/|amp\/)(?:s\/)?([a-z0-9.-]+\.[a-z]{2,})(\/.*)?$/i.exec(url.pathname) : null
  return inner
    ? { hostname: (inner[1] ?? '').toLowerCase(), pathname: inner[2] ?? '/' }
    : { hostname: url.hostname, pathname: url.pathname }
}

function foldPath(pathname: string): string {
  let path = normaliseEscapes(pathname)
    .replace(/\/{2,}/g, '/')
    .replace(INDEX_FILE, '/')
  path = path.replace(/;jsessionid=[^/?]*/i, '')
  path = path
    .replace(/^\/(amp|m|mobile)(?=\/[^/]*[^/\s]{3})/, '')
    .replace(/\/amp\/?$/, '')
    .replace(/\.amp(\.html?)?$/, '$1')
  return path.replace(/\/+$/, '') || '/'
}

/** One spelling for every escape: %d9 and %D9 and the letter itself are one; what has a meaning in a path stays escaped. */
function normaliseEscapes(path: string): string {
  return path
    .replace(/%[0-9a-f]{2}/gi, (written) => written.toUpperCase())
    .replace(/%(2D|2E|5F|7E|3[0-9]|4[1-9A-F]|5[0-9A]|6[1-9A-F]|7[0-9A])/g, (written) =>
      String.fromCharCode(Number.parseInt(written.slice(1), 16)),
    )
}

function keptParameters(url: URL): string {
  const kept: [string, string][] = []
  for (const [name, value] of url.searchParams) {
    if (TRACKING.test(name) && (!FLAG_ONLY.test(name) || FLAG_VALUE.test(value))) continue
    kept.push([name, value])
  }
  kept.sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : x > y ? 1 : 0))
  return new URLSearchParams(kept).toString()
}
