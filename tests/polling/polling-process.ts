// A worker in a process of its own, to be killed: node polling-process.ts <database URL> <allowed hosts>
import { loopbackLookup } from '@rasid/stand-ins'
import { openStore } from '@rasid/store'
import { startWorker } from '@rasid/worker'

const [databaseUrl = '', allowHosts = ''] = process.argv.slice(2)
const silent = () => {}
const { db } = openStore(databaseUrl, { connections: 4 })
const log = { debug: silent, info: silent, warn: silent, error: silent }
startWorker(
  { db, log, visitor: { lookup: loopbackLookup, allowHosts: allowHosts.split(',') } },
  { every: '* * * * * *' },
)
