export {
  type AlertInput,
  composeAlert,
  composeDevelopment,
  type DevelopmentInput,
  feedbackRow,
} from './compose-alert.ts'
export { composeDigest, coverageLine, type DigestInput } from './compose-digest.ts'
export { composeLatest, type LatestInput } from './compose-latest.ts'
export { composeStoryCard, type StoryCardInput } from './compose-story-card.ts'
export { composeHelp, composeWelcome, type HelpCommand, type HelpInput } from './compose-welcome.ts'
export { type DigestPlan, type DigestSettings, type DigestSlot, digestSlots } from './digest-slots.ts'
export {
  type Button,
  type CardTarget,
  callbackData,
  type MessageDraft,
  type PressAction,
  parseCallbackData,
  type StoriesDraft,
  storyLink,
  storyOfStart,
} from './draft.ts'
export { addDays, instantOf, isZone, type LocalTime, localTimeAt, parseClock } from './local-time.ts'
export { markRepeated, plainDraft } from './mark-repeated.ts'
export { limits as messageLimits, measureHtml } from './measure.ts'
export { type QuietHours, quietUntil, tellAt } from './quiet-hours.ts'
export { rankStories } from './rank-stories.ts'
export type { CoverageView, Highlight, OutletView, Reading, StoryView, WhyView } from './views.ts'
