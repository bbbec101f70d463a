import { isolate, type Lang, texts } from '@rasid/core'
import type { FeedNotice } from '@rasid/store'
import { failureWords, maskUrl, type TroubleCode } from '@rasid/web-client'
import { shownAddress } from './shown-address.ts'

// A longer address is left for its reader to copy from above.
const LONGEST_IN_COMMAND = 300

/** A notice as plain text for operators: what happened to which feed, and what to do where something can be done. */
export function noticeWords(notice: FeedNotice, lang: Lang): string {
  const table = texts(lang).feeds
  const { outlet: name, detail, feedId } = notice
  const address = (url: unknown) => shownAddress(String(url))
  switch (notice.kind) {
    case 'broken': {
      const status = typeof detail.status === 'number' ? { status: detail.status } : {}
      const { what, next } = failureWords({ code: String(detail.code) as TroubleCode, ...status }, lang)
      return `${table.noticeBroken(name)}\n${what}\n${next}`
    }
    case 'works':
      return table.noticeWorks(name)
    case 'silent':
      return `${table.noticeSilent(name)}\n${table.silentNext}`
    case 'speaks':
      return table.noticeSpeaks(name)
    case 'gone':
      return table.noticeGone(name)
    case 'merged':
      return table.noticeMerged(name)
    case 'successor': {
      const url = maskUrl(String(detail.url))
      const command = isolate(`rasid feeds replace ${feedId} ${url.length > LONGEST_IN_COMMAND ? 'URL' : url}`)
      return `${table.noticeSuccessor(name, address(detail.from), address(detail.url))}\n${table.replaceBy(command)}`
    }
    case 'choice': {
      const urls = Array.isArray(detail.urls) ? detail.urls.map(address).join('\n') : ''
      const command = isolate(`rasid feeds replace ${feedId} URL`)
      return `${table.noticeChoice(name, urls)}\n${table.replaceBy(command)}`
    }
    default:
      return notice.kind satisfies never
  }
}
