import type { Settings } from '@rasid/operations'
import { EDITIONS_CHANNEL, type Store } from '@rasid/store'
import type { PageOpen } from '@rasid/web'

/** Host names besides loopback under which the page may be asked for: that of RASID_PUBLIC_URL, and the address it listens on. */
function publicHostsOf({ publicUrl, http }: Settings): string[] {
  const named = publicUrl ? [new URL(publicUrl).hostname] : []
  return [...named, http.host.includes(':') ? `[${http.host}]` : http.host]
}

const LOOPBACK = /^(localhost|::1|127(\.\d{1,3}){3})$/

/** Who reads the page without signing in. Left to itself: this machine, as long as nobody else is meant to reach the page. */
export function pageOpenOf({ pageOpen, publicUrl, http }: Settings): PageOpen {
  if (pageOpen === 'yes') return 'everybody'
  const isPrivate = publicUrl === null && LOOPBACK.test(http.host)
  return pageOpen === 'auto' && isPrivate ? 'this-machine' : 'nobody'
}

/** What the page needs to know of the settings, and how it hears of news. */
export function webSettingsOf(settings: Settings, { sql }: Pick<Store, 'sql'>) {
  return {
    listen: (hear: (payload: string) => void) => sql.listen(EDITIONS_CHANNEL, hear),
    publicHosts: publicHostsOf(settings),
    open: pageOpenOf(settings),
    owners: settings.operators,
    https: settings.publicUrl?.startsWith('https:') ?? false,
  }
}

/** Where people open the page, when the settings say so: its public address, or the one that it was told to listen on. */
export function pageUrlOf({ publicUrl, http }: Settings): string | null {
  if (publicUrl !== null || !http.fixed || /^(0\.0\.0\.0|::)$/.test(http.host)) return publicUrl
  return `http://${http.host.includes(':') ? `[${http.host}]` : http.host}:${http.port}`
}
