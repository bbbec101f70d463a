// A bot in a process of its own, to be killed: node sending-process.ts <database URL> <token> <API root>
// It says that it is ready once everything is loaded, and starts when it is told to.
import { once } from 'node:events'
import { flushCompileCache } from 'node:module'
import { startBot } from '@rasid/bot'
import { createPace } from '@rasid/core'
import { openStore } from '@rasid/store'

const [databaseUrl = '', token = '', apiRoot = ''] = process.argv.slice(2)
// It will not live to do so at its end.
flushCompileCache()
process.send?.('ready')
await once(process, 'message')
const log = { info: () => {}, warn: () => {}, error: () => {} }
// To be killed often it should leave few in flight, or the next kill would find the same messages.
const few = { size: 10, spanMs: 20 }
const pace = createPace({ overall: few, chat: few, group: few })
await startBot({ store: openStore(databaseUrl), token, apiRoot, owners: [], visitor: {}, log, pace })
