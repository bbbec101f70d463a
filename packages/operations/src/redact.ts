import { maskUrl } from '@rasid/web-client'
import type { Settings } from './settings.ts'

// The secret part of a token, wherever a library put it: grammY's network errors carry the whole address of the request.
const TOKEN = /(?:bot)?\d{3,}:[\w-]{20,}/g
// A token of the page and the API says by its beginning that it is one.
const PAGE_TOKEN = /rasid_[\w-]{40,}/g

/**
 * A text without tokens of bots and of the page, passwords of addresses and secrets in their queries (a feed's `?key=…`). The one rule for
 * everything that is logged or said on standard error; it needs to know no secret, and leaves JSON whole.
 */
export const redact = (text: string): string => maskUrl(text.replace(TOKEN, '<token>').replace(PAGE_TOKEN, '<token>'))

// A shorter password may be an ordinary word, and hiding that everywhere would make lines unreadable.
const SHORTEST = 8

/** The same, which also hides these very secrets in any form: in JSON, percent-encoded, or out in the open. */
export function createRedactor(secrets: readonly string[]): (text: string) => string {
  const forms = secrets
    .filter((secret) => secret.length >= SHORTEST)
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)])
  // The longest first: one may be a part of another.
  const hidden = [...new Set(forms)].sort((a, b) => b.length - a.length)
  return (text) => redact(hidden.reduce((shown, secret) => shown.replaceAll(secret, '<secret>'), text))
}

/** Every secret of an installation; `databaseUrl` is the one in use, which for the embedded database no setting names. */
export function secretsOf(settings: Settings, databaseUrl: string): string[] {
  const { botToken, webhookSecret, alarmUrl, proxy } = settings
  return [
    ...[botToken, botToken?.split(':')[1], webhookSecret, alarmUrl],
    ...[databaseUrl, settings.databaseUrl, proxy.http, proxy.https].map(passwordOf),
  ].filter((secret) => typeof secret === 'string')
}

function passwordOf(url: string | null): string | null {
  const password = url !== null && URL.canParse(url) ? new URL(url).password : ''
  try {
    return decodeURIComponent(password) || null
  } catch {
    return password
  }
}
