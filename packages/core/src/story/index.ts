export { assignStories, type BatchArticle, type BatchAssignment } from './assign-stories.ts'
export {
  assignStory,
  type DatedSignature,
  likenessOf,
  type RecentStory,
  type StoryAssignment,
  type StoryOptions,
} from './assign-story.ts'
export {
  type Development,
  developmentOf,
  type Edition,
  editionsFor,
  growthSteps,
  type StoryState,
  tollOf,
} from './editions.ts'
export { type StoryAddition, storyAdditions } from './story-additions.ts'
export { countOutlets, type StoryMember } from './story-outlets.ts'
export { type StoryArticle, type StorySignature, storySignature } from './story-signature.ts'
export { type Veto, vetoBetween } from './vetoes.ts'
