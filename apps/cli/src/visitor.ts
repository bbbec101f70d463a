import { readFileSync } from 'node:fs'
import type { PreviewDeps, Settings } from '@rasid/operations'

const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  version: string
}

export const VERSION = version

/** How Rasid appears to publishers: an honest name with a contact, and what the guard lets through. */
export function visitorOf(settings: Settings): PreviewDeps['visitor'] {
  const { http, https } = settings.proxy
  const proxy = { ...(http && { http }), ...(https && { https }) }
  return {
    userAgent: `Rasid/${version} (+${settings.contact})`,
    allowHosts: settings.allowHosts,
    ...((http || https) && { proxy }),
  }
}
