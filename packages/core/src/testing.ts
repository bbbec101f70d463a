// What tests and benches of other packages read as well: the tables of cases (defects of feeds, pairs of articles that are one story
// or two), and what work costs.
export { DATE_DEFECTS } from './feed/fixtures/date-defects.ts'
export type { Defect } from './feed/fixtures/defect.ts'
export { LINK_DEFECTS } from './feed/fixtures/link-defects.ts'
export { MARKUP_DEFECTS } from './feed/fixtures/markup-defects.ts'
export { TEXT_DEFECTS } from './feed/fixtures/text-defects.ts'
export { differentStories } from './story/different-stories.ts'
export { attackElsewhere, attackNear, NIGHT_MS } from './story/one-attack.ts'
export { sameStory } from './story/same-stories.ts'
export type { StoryPair } from './story/story-pair.ts'
export { cpuMs } from './testing/cpu-ms.ts'
