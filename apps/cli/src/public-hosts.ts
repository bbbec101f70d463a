import type { Settings } from '@rasid/operations'

/** Host names besides loopback under which the page may be asked for: that of RASID_PUBLIC_URL, and the address it listens on. */
export function publicHostsOf({ publicUrl, http }: Settings): string[] {
  const named = publicUrl ? [new URL(publicUrl).hostname] : []
  return [...named, http.host.includes(':') ? `[${http.host}]` : http.host]
}
