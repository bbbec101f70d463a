export { type DecodedText, decodeBytes } from './decode.ts'
export {
  FEED_LIMITS,
  type FeedDocument,
  type FeedFormat,
  type FeedHints,
  type FeedInput,
  type FeedItem,
  type ItemSource,
  type NotAFeed,
  type NotAFeedReason,
} from './feed-document.ts'
export { type HtmlSelectors, readHtmlSource, type SelectorProblem } from './html-source.ts'
export {
  adaptInterval,
  type FailureClass,
  failureWeight,
  isGap,
  isUnusuallySilent,
  nextCheckAt,
  POLL_LIMITS,
  type PollHints,
  type PollLimits,
  spreadMs,
  type VisitYield,
} from './next-check.ts'
export { feedAddressesIn } from './not-a-feed.ts'
export { composeOpml, type OpmlFeed, type OpmlProblem, parseOpml, type RefusedOutline } from './opml.ts'
export { type DateContext, parseDate } from './parse-date.ts'
export { readFeed } from './read-feed.ts'
