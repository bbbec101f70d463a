import { isolate } from '@rasid/core'
import { maskUrl } from '@rasid/web-client'

// Longer addresses would fill a message by themselves.
const LONGEST_SHOWN = 300

/** An address as it may stand in an Arabic line: without what its query hides, cut to 300 characters, and left to right. */
export function shownAddress(url: string): string {
  return isolate(maskUrl(url).slice(0, LONGEST_SHOWN))
}
