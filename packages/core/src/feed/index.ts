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
export { feedAddressesIn } from './not-a-feed.ts'
export { parseDate } from './parse-date.ts'
export { readFeed } from './read-feed.ts'
