import { describe, expect, it } from 'vitest'
import { limitGate, TELEGRAM_LIMITS } from './limits.ts'
import type { Refusal } from './refusal.ts'
import { type ChatKind, newChat } from './world.ts'

/** Takes one message and says how it ended: 0, or the seconds to wait. */
function clock() {
  const time = { ms: 0 }
  const gate = limitGate(TELEGRAM_LIMITS, () => time.ms)
  const take = (id: number, kind: ChatKind = 'private'): number => {
    try {
      gate.take(newChat(id, kind, ''))
      return 0
    } catch (error) {
      return (error as Refusal).parameters?.retry_after ?? -1
    }
  }
  return { time, take }
}

describe('the strict second', () => {
  it('lets thirty chats through in a second and refuses the next', () => {
    const { take } = clock()
    const waits = Array.from({ length: 31 }, (_, chat) => take(chat))
    expect(waits).toEqual([...Array.from({ length: 30 }, () => 0), 1])
  })

  it('slides: thirty at 0.9 s leave no room at 1.1 s', () => {
    const { time, take } = clock()
    time.ms = 900
    for (let chat = 0; chat < 30; chat++) take(chat)
    time.ms = 1100
    expect(take(99)).toBe(1)
  })

  it('stays shut for the time it said, also when there is room', () => {
    const { time, take } = clock()
    for (let chat = 0; chat < 31; chat++) take(chat)
    time.ms = 999
    expect(take(50)).toBe(1)
    time.ms = 1001
    expect(take(50)).toBe(0)
  })
})

describe('one chat', () => {
  it('takes a small burst, then one a second', () => {
    const { time, take } = clock()
    expect([take(1), take(1), take(1), take(1)]).toEqual([0, 0, 0, 1])
    time.ms = 1000
    expect([take(1), take(1)]).toEqual([0, 1])
  })

  it('does not stop another chat', () => {
    const { take } = clock()
    for (let n = 0; n < 4; n++) take(1)
    expect(take(2)).toBe(0)
  })

  it.each([
    { kind: 'supergroup' as const, refusedAt: 21 },
    { kind: 'group' as const, refusedAt: 21 },
    { kind: 'private' as const, refusedAt: null },
  ])('refuses message $refusedAt within a minute in a $kind', ({ kind, refusedAt }) => {
    const { time, take } = clock()
    let refused: number | null = null
    for (let n = 1; n <= 25 && refused === null; n++) {
      if (take(1, kind) > 0) refused = n
      time.ms += 1000
    }
    expect(refused).toBe(refusedAt)
  })
})
