export { createPace, type Pace, pickNext, rankOf, telegramLimits, type Waiting } from './pace.ts'
export { type DeadChatReason, type Remedy, type SendFacts, type SendOutcome, sendOutcome } from './send-outcome.ts'
export {
  type MessageKind,
  type MessageState,
  type OwedMessage,
  type SettledMessage,
  type SettleEffect,
  type Settlement,
  settle,
} from './settle.ts'
