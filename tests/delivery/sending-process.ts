// A bot in a process of its own, to be killed: node sending-process.ts <database URL> <token> <API root>
import { startBot } from '@rasid/bot'
import { openStore } from '@rasid/store'
import { fastPace } from './bot-world.ts'

const [databaseUrl = '', token = '', apiRoot = ''] = process.argv.slice(2)
const log = { info: () => {}, warn: () => {}, error: () => {} }
await startBot({ store: openStore(databaseUrl), token, apiRoot, owners: [], visitor: {}, log, pace: fastPace() })
