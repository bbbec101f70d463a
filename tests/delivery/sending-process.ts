// A bot in a process of its own, to be killed: node sending-process.ts <database URL> <token> <API root> [--wait]
// With --wait it says that it is ready once everything is loaded, and starts when it is told to.
import { once } from 'node:events'
import { startBot } from '@rasid/bot'
import { createPace } from '@rasid/core'
import { openStore } from '@rasid/store'
import { fastPace } from './bot-world.ts'

const [databaseUrl = '', token = '', apiRoot = '', wait] = process.argv.slice(2)
if (wait === '--wait') {
  process.send?.('ready')
  await once(process, 'message')
}
const log = { info: () => {}, warn: () => {}, error: () => {} }
// To be killed often it should leave few in flight, or the next kill would find the same messages.
const few = { size: 10, spanMs: 20 }
const pace = wait === '--wait' ? createPace({ overall: few, chat: few, group: few }) : fastPace()
await startBot({ store: openStore(databaseUrl), token, apiRoot, owners: [], visitor: {}, log, pace })
