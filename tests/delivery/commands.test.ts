import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type BotWorld, botWorld, eventually, textsOf } from './bot-world.ts'

let world: BotWorld
beforeAll(async () => {
  world = await botWorld()
  await world.start()
})
afterAll(() => world.close())

const said = (chatId: number, count: number) =>
  eventually(
    () => textsOf(world.telegram, chatId),
    (texts) => texts.length >= count,
  )

describe('a person in a private chat', () => {
  it('subscribes with two lines and three buttons', async () => {
    world.telegram.user(11, { name: 'منى' })
    world.telegram.say(11, 11, '/start')
    const [welcome] = await said(11, 1)
    expect(welcome?.split('\n')).toHaveLength(2)
    expect(world.telegram.conversation(11).at(-1)?.keyboard.flat()).toHaveLength(3)
  })
})
