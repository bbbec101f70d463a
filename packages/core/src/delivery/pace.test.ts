import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPace, pickNext, rankOf, type Waiting } from './pace.ts'

/** Sends to the chats as fast as the pace allows, each answered after its latency; gives [left, answered] in order of leaving. */
function play(
  chats: readonly number[],
  latencyOf: (index: number) => number,
): { chat: number; left: number; answered: number }[] {
  const pace = createPace()
  const waiting = chats.map((chat, order) => ({ chatId: chat, kind: 'alert' as const, order }))
  const flying: { chat: number; left: number; answered: number }[] = []
  const log: typeof flying = []
  let now = 0
  while (waiting.length > 0) {
    for (const one of flying.filter((sent) => sent.answered <= now)) {
      pace.answered(one.chat, one.answered)
      flying.splice(flying.indexOf(one), 1)
    }
    const next = pickNext(waiting, pace, now)
    if (next.kind === 'send') {
      pace.left(next.message.chatId, now)
      waiting.splice(waiting.indexOf(next.message), 1)
      const one = { chat: next.message.chatId, left: now, answered: now + latencyOf(log.length) }
      flying.push(one)
      log.push(one)
    } else now = Math.min(next.until, ...flying.map((sent) => sent.answered))
  }
  return log
}

describe('the pace', () => {
  it('lets message k+30 leave one second after the answer to k, whatever the jitter', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 5, max: 400 }), { minLength: 40, maxLength: 120 }), (latencies) => {
        const log = play(
          latencies.map((_, i) => i + 1),
          (i) => latencies[i] ?? 50,
        )
        // At any departure fewer than 30 requests are in flight or were answered within the last second.
        for (const sent of log) {
          const busy = log.filter(
            (other) =>
              other !== sent &&
              other.left <= sent.left &&
              log.indexOf(other) < log.indexOf(sent) &&
              other.answered + 1_000 > sent.left,
          )
          expect(busy.length).toBeLessThan(30)
        }
      }),
      { numRuns: 40 },
    )
  })

  it('reaches nine tenths of the limit and more with an ordinary latency', () => {
    const log = play(
      Array.from({ length: 900 }, (_, i) => i + 1),
      () => 40,
    )
    const seconds = ((log.at(-1)?.left ?? 0) - (log[0]?.left ?? 0)) / 1_000
    expect(900 / seconds / 30).toBeGreaterThan(0.9)
  })

  it('sends one a second to a chat', () => {
    const log = play([7, 7, 7], () => 100)
    expect(log.map((sent) => sent.left)).toEqual([0, 1_100, 2_200])
  })

  it('sends twenty a minute to a group', () => {
    const log = play(
      Array.from({ length: 21 }, () => -7),
      () => 0,
    )
    expect((log[20]?.left ?? 0) - (log[0]?.answered ?? 0)).toBeGreaterThanOrEqual(60_000)
    expect(log[19]?.left ?? 0).toBeLessThan(60_000)
  })
})

describe('a flood wait', () => {
  it('holds its chat and no other', () => {
    const pace = createPace()
    pace.left(1, 0)
    pace.answered(1, 10)
    pace.flooded(1, 17_000, 10)
    expect(pace.readyAt(1, 2_000)).toBe(17_010)
    expect(pace.readyAt(2, 2_000)).toBe(2_000)
  })

  it('of three chats within ten seconds is the bot’s own and holds all', () => {
    const pace = createPace()
    for (const chat of [1, 2, 3]) pace.flooded(chat, 5_000, 100 * chat)
    expect(pace.readyAt(9, 400)).toBe(5_300)
  })

  it('of three chats over a minute is theirs', () => {
    const pace = createPace()
    for (const chat of [1, 2, 3]) pace.flooded(chat, 1_000, 20_000 * chat)
    expect(pace.readyAt(9, 60_500)).toBe(60_500)
  })
})

describe('picking the next', () => {
  const waiting: Waiting[] = [
    { chatId: 1, kind: 'edit', order: 1 },
    { chatId: 2, kind: 'digest', order: 2 },
    { chatId: 3, kind: 'alert', order: 4 },
    { chatId: 4, kind: 'alert', order: 3 },
  ]

  it('takes the oldest of the highest rank; edits come last', () => {
    expect(pickNext(waiting, createPace(), 0)).toMatchObject({ kind: 'send', message: { chatId: 4 } })
    expect(rankOf('edit')).toBeGreaterThan(Math.max(rankOf('reply'), rankOf('alert'), rankOf('digest')))
  })

  it('passes over a chat that must wait', () => {
    const pace = createPace()
    pace.flooded(4, 5_000, 0)
    expect(pickNext(waiting, pace, 0)).toMatchObject({ kind: 'send', message: { chatId: 3 } })
  })

  it('says when to ask again, and Infinity while only an answer can help', () => {
    const pace = createPace()
    expect(pickNext([], pace, 0)).toEqual({ kind: 'wait', until: Number.POSITIVE_INFINITY })
    pace.left(1, 0)
    expect(pickNext([{ chatId: 1, kind: 'alert', order: 1 }], pace, 5)).toEqual({
      kind: 'wait',
      until: Number.POSITIVE_INFINITY,
    })
    pace.answered(1, 50)
    expect(pickNext([{ chatId: 1, kind: 'alert', order: 1 }], pace, 60)).toEqual({ kind: 'wait', until: 1_050 })
  })
})
