import { createServer, type Socket } from 'node:net'
import { openStore } from '@rasid/store'
import { expect, it } from 'vitest'
import { askWithin } from './ask-within.ts'
import { healthRoutes } from './health-routes.ts'

it('gives the answer, and asks again for the next one', async () => {
  let n = 0
  const ask = askWithin(60_000, async () => ++n)
  expect([await ask(), await ask()]).toEqual([1, 2])
})

it('lets all who ask meanwhile wait for one question, and refuses them when it takes too long', async () => {
  let asked = 0
  const never = askWithin(1, () => {
    asked++
    return new Promise<never>(() => {})
  })
  await expect(Promise.all([never(), never()])).rejects.toThrow('no answer within 1 ms')
  await expect(never()).rejects.toThrow('no answer')
  expect(asked).toBe(1)
})

it('passes a failure on, and asks anew after it', async () => {
  let n = 0
  const ask = askWithin(60_000, async () => {
    if (++n === 1) throw new Error('lost')
    return n
  })
  await expect(ask()).rejects.toThrow('lost')
  expect(await ask()).toBe(2)
})

it('keeps no probe waiting for a database that takes the connection and says nothing', async () => {
  const sockets: Socket[] = []
  const hole = createServer((socket) => sockets.push(socket.on('error', () => {})))
  await new Promise<void>((listening) => hole.listen(0, '127.0.0.1', listening))
  const { port } = hole.address() as { port: number }
  const store = openStore(`postgres://rasid:x@127.0.0.1:${port}/rasid`)
  const errors: unknown[] = []
  try {
    const app = healthRoutes({ db: store.db, onError: (error) => errors.push(error) }, { answerMs: 20 })
    expect([(await app.request('/readyz')).status, (await app.request('/healthz')).status]).toEqual([503, 503])
    expect(errors.map(String), 'refused by us, before the driver gave up').toEqual(
      Array(2).fill('Error: no answer within 20 ms'),
    )
  } finally {
    for (const socket of sockets) socket.destroy()
    await store.sql.end({ timeout: 0 })
    await new Promise((closed) => hole.close(closed))
  }
})
