export { type Charset, encodeText } from './charset.ts'
export type { Defect } from './defect.ts'
export { BROKEN_OUTLET, DEMO_DECOYS, DEMO_OUTLETS, type Decoy, QUIET_OUTLET } from './demo-data.ts'
export {
  type DemoScript,
  type DemoSeed,
  type DemoStep,
  demoScript,
  lightRewrite,
  playDemo,
  stageDemo,
} from './demo-script.ts'
export { loopbackLookup } from './loopback-lookup.ts'
export type { FeedFormat, NewsArticle, OutletOptions, PublishedArticle } from './outlet.ts'
export { type Newsroom, type NewsroomOptions, startNewsroom } from './start-newsroom.ts'
export type { Visit, VisitKind } from './visit.ts'
