/** `host:port` of a URL, the port always written, IPv6 in brackets: the form in which hosts are allowed. */
export function hostPortOf(url: URL): string {
  return `${url.hostname}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`
}

/**
 * Reads a list such as `news.lan:8080, [::1]:9000` (RASID_ALLOW_HOSTS). Every entry needs its port, so that a
 * host opened for one service does not open the others on it. Unreadable entries come back as problems.
 */
export function parseAllowHosts(text: string): { allowHosts: string[]; problems: string[] } {
  const allowHosts: string[] = []
  const problems: string[] = []
  for (const part of text.split(',')) {
    const entry = part.trim()
    if (entry === '') continue
    const hostPort = normalHostPort(entry)
    if (hostPort === null) problems.push(`"${entry}" is not host:port`)
    else allowHosts.push(hostPort)
  }
  return { allowHosts, problems }
}

/** One entry in the spelling that `hostPortOf` gives, or null when it is not `host:port`. */
export function normalHostPort(entry: string): string | null {
  const port = /:(\d{1,5})$/.exec(entry)?.[1]
  if (port === undefined || /[/@?#\s]/.test(entry) || !URL.canParse(`http://${entry}`)) return null
  return `${new URL(`http://${entry}`).hostname}:${Number(port)}`
}
