// The tables of cases that benches read as well: defects of feeds, and pairs of articles that are one story or two.
export { DATE_DEFECTS } from './feed/fixtures/date-defects.ts'
export type { Defect } from './feed/fixtures/defect.ts'
export { LINK_DEFECTS } from './feed/fixtures/link-defects.ts'
export { MARKUP_DEFECTS } from './feed/fixtures/markup-defects.ts'
export { TEXT_DEFECTS } from './feed/fixtures/text-defects.ts'
export { differentStories } from './story/different-stories.ts'
export { sameStory } from './story/same-stories.ts'
export type { StoryPair } from './story/story-pair.ts'
