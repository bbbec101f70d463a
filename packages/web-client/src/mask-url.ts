const SECRET_NAME =
  /^(?:.*[_-]|access|api|auth|client|private)?(?:token|key|auth|sig|signature|secret|password|passwd|pwd)$/i
const MASK = '***'

/**
 * Hides secrets of a URL for logs, chats and pages: query values named token, key, auth, sig, secret or password (also as
 * the last part of a name, such as api_key) and anything that stands as a user name or password. Text that is no URL is
 * masked by the same pattern, which ends at quotes, so that JSON around a URL stays whole.
 */
export function maskUrl(url: string): string {
  return url
    .replace(/([a-z][a-z0-9+.-]{0,20}:\/\/)[^/?#\s"\\]*@/gi, `$1${MASK}@`)
    .replace(/([?&;])([^=&;#\s"\\]*)=([^&;#\s"\\]*)/g, (all, before: string, name: string) =>
      SECRET_NAME.test(decoded(name)) ? `${before}${name}=${MASK}` : all,
    )
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
