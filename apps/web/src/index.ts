export type { PageOpen } from './access/reader.ts'
export { type Rehearsal, rehearse } from './rehearsal.ts'
export { type RunningWeb, startWeb, startWebhook, type WebAddress, WebAddressError } from './start-web.ts'
export type { WebDeps } from './web.ts'
