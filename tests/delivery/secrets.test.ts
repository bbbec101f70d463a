import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { subscriber } from '@rasid/operations/testing'
import type { Fault } from '@rasid/stand-ins'
import { oweMessages } from '@rasid/store'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { BOT_ID, type BotWorld, botWorld, eventually, fastPace, TOKEN } from './bot-world.ts'

const SECRET = TOKEN.split(':')[1] ?? ''
const OWNER = 1
const EVERY_METHOD = [
  'getUpdates',
  'sendMessage',
  'getFile',
  'getChat',
  'getChatMember',
  'setMyCommands',
  'editMessageText',
]

let world: BotWorld
const alarms: string[] = []
const alarm = createServer((request, response) => {
  request.on('data', (chunk) => alarms.push(String(chunk)))
  request.on('end', () => response.end())
})
beforeAll(async () => {
  world = await botWorld({ strict1sWindow: false })
  alarm.listen(0, '127.0.0.1')
  await once(alarm, 'listening')
})
afterAll(async () => {
  await world.close()
  alarm.close()
})

/** Every row of every table, as text. */
async function everyRow(): Promise<string> {
  const { sql } = world.database.store
  const tables = await sql`select table_name from information_schema.tables where table_schema = 'public'`
  const rows: unknown[] = []
  for (const { table_name } of tables) rows.push(await sql`select t::text from ${sql(String(table_name))} t`)
  return JSON.stringify(rows)
}

it('the token is in no log, no row and no alarm, whatever goes wrong on the way', async () => {
  const { telegram, db } = world
  const alarmUrl = `http://127.0.0.1:${(alarm.address() as AddressInfo).port}/`
  await world.start({ pace: fastPace(), owners: [OWNER], alarmUrl })
  telegram.user(OWNER, { name: 'مالك', started: true })
  const faults: Fault[] = [
    { kind: 'reset-before' },
    { kind: 'reset-after' },
    { kind: 'bad-gateway' },
    { kind: 'error', code: 500, description: 'Internal Server Error: restart' },
    { kind: 'error', code: 404, description: 'Not Found' },
    { kind: 'error', code: 409, description: 'Conflict: terminated by other getUpdates request' },
  ]
  const hits: (() => number)[] = []
  for (const [n, fault] of faults.entries()) {
    const chat = await subscriber(db, 100 + n, { botId: BOT_ID })
    telegram.user(100 + n, { name: 'قارئ', started: true })
    for (const method of EVERY_METHOD) hits.push(telegram.inject({ ...fault, method }).hits)
    const draft = { text: 'رسالة', buttons: [], preview: false, silent: false }
    await oweMessages(db, [{ chat: chat.id, kind: 'alert', slot: 'story:1:1', draft }])
    telegram.say(OWNER, OWNER, '/sub @some_channel')
    telegram.upload(OWNER, OWNER, { fileName: 'a.opml', bytes: Buffer.from('<opml/>'), caption: '/import' })
  }
  await eventually(
    () => hits.filter((met) => met() > 0).length,
    (met) => met >= faults.length + 2,
    45_000,
  )
  telegram.revokeToken()
  await eventually(
    () => alarms.length,
    (seen) => seen > 0,
    30_000,
  )
  expect(await everyRow()).toContain('رسالة')
  expect(await everyRow()).not.toContain(SECRET)
  expect(world.logged()).not.toBe('')
  expect(world.logged()).not.toContain(SECRET)
  expect(alarms.join()).not.toContain(SECRET)
}, 120_000)
