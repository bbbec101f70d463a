import { describe, expect, it } from 'vitest'
import type { SendOutcome } from './send-outcome.ts'
import { type OwedMessage, type SettleEffect, settle } from './settle.ts'

const now = new Date('2026-11-22T05:00:00Z')
const fresh: OwedMessage = { kind: 'alert', attempts: 0, unknowns: 0, plain: false, bare: false }
const inMs = (ms: number) => new Date(now.getTime() + ms)

const unknown: SendOutcome = { kind: 'unknown', description: 'ECONNRESET' }
const notParsed: SendOutcome = { kind: 'bad-message', resendPlain: true, remedy: 'plain', description: 'x' }
const keyboard: SendOutcome = { kind: 'bad-message', resendPlain: false, remedy: 'smaller-keyboard', description: 'x' }

interface Row {
  why: string
  message?: Partial<OwedMessage>
  outcome: SendOutcome
  next: object
  effects?: SettleEffect[]
}

const rows: readonly Row[] = [
  {
    why: 'sent: done',
    outcome: { kind: 'sent', messageId: 9 },
    next: { state: 'sent', messageId: 9 },
    effects: [{ kind: 'chat-lives' }],
  },
  {
    why: 'an edit without change: done',
    message: { kind: 'edit' },
    outcome: { kind: 'unchanged' },
    next: { state: 'sent' },
    effects: [{ kind: 'chat-lives' }],
  },
  {
    why: 'no connection: soon again',
    outcome: { kind: 'retry', afterMs: 5_000, code: 'ENOTFOUND' },
    next: { state: 'owed', notBefore: inMs(5_000), attempts: 1, marked: false },
    effects: [],
  },
  {
    why: 'no connection for long: ten minutes at most',
    message: { attempts: 60 },
    outcome: { kind: 'retry', afterMs: 5_000, code: 'ENOTFOUND' },
    next: { state: 'owed', notBefore: inMs(600_000) },
  },
  {
    why: 'flood: not counted as an attempt, the chat waits',
    outcome: { kind: 'flood', retryAfterMs: 17_000 },
    next: { state: 'owed', attempts: 0, notBefore: inMs(17_000) },
    effects: [{ kind: 'wait-chat', forMs: 17_000 }],
  },
  {
    why: 'blocked: the message dies, the chat is paused',
    outcome: { kind: 'dead-chat', reason: 'blocked', proofs: 1, description: 'blocked' },
    next: { state: 'dead', note: 'blocked' },
    effects: [{ kind: 'pause-chat', reason: 'blocked', proofs: 1 }],
  },
  {
    why: 'chat not found once: no proof yet',
    outcome: { kind: 'dead-chat', reason: 'not-found', proofs: 3, description: 'x' },
    next: { state: 'owed', attempts: 1 },
    effects: [{ kind: 'pause-chat', reason: 'not-found', proofs: 3 }],
  },
  {
    why: 'chat not found for the third time: dead, with why',
    message: { attempts: 2 },
    outcome: { kind: 'dead-chat', reason: 'not-found', proofs: 3, description: 'x' },
    next: { state: 'dead', note: 'x' },
    effects: [{ kind: 'pause-chat', reason: 'not-found', proofs: 3 }],
  },
  {
    why: 'not now: later, the subscriber stays',
    outcome: { kind: 'not-now', afterMs: 900_000, description: 'x' },
    next: { state: 'owed', notBefore: inMs(900_000) },
    effects: [],
  },
  {
    why: 'not now for two days: given up',
    message: { attempts: 191 },
    outcome: { kind: 'not-now', afterMs: 900_000, description: 'x' },
    next: { state: 'dead', note: 'x' },
    effects: [],
  },
  {
    why: 'moved: at once to the new id',
    outcome: { kind: 'moved', chatId: -100 },
    next: { state: 'owed', notBefore: now },
    effects: [{ kind: 'move-chat', chatId: -100 }],
  },
  {
    why: 'topic deleted: to the chat’s root',
    outcome: { kind: 'topic-gone', description: 'x' },
    next: { state: 'owed', notBefore: now },
    effects: [{ kind: 'leave-topic' }, { kind: 'tell-operators', of: 'topic-left' }],
  },
  {
    why: 'not parsed: once as plain text',
    outcome: notParsed,
    next: { state: 'owed', plain: true, notBefore: now },
    effects: [],
  },
  {
    why: 'not parsed even as plain text: dead',
    message: { plain: true },
    outcome: notParsed,
    next: { state: 'dead', note: 'x' },
    effects: [],
  },
  { why: 'keyboard refused: once without', outcome: keyboard, next: { state: 'owed', bare: true }, effects: [] },
  { why: 'keyboard refused without one: dead', message: { bare: true }, outcome: keyboard, next: { state: 'dead' } },
  {
    why: 'too long: its halves are owed',
    outcome: { kind: 'bad-message', resendPlain: false, remedy: 'split', description: 'x' },
    next: { state: 'dead', note: 'x' },
    effects: [{ kind: 'split-message' }],
  },
  {
    why: 'message to edit is gone: nothing is owed',
    message: { kind: 'edit' },
    outcome: { kind: 'message-gone', description: 'x' },
    next: { state: 'dead' },
    effects: [],
  },
  {
    why: 'token revoked: held, nobody’s fault',
    outcome: { kind: 'unauthorized', description: 'Unauthorized' },
    next: { state: 'owed', attempts: 0 },
    effects: [{ kind: 'hold-bot', reason: 'Unauthorized' }],
  },
  {
    why: 'second instance: told, still owed',
    outcome: { kind: 'conflict', with: 'poller', description: 'x' },
    next: { state: 'owed', attempts: 0 },
    effects: [{ kind: 'tell-operators', of: 'second-instance' }],
  },
]

it.each(rows)('$why', ({ message, outcome, next, effects }) => {
  const settlement = settle({ ...fresh, ...message }, outcome, now)
  expect(settlement.message).toMatchObject(next)
  if (effects) expect(settlement.effects).toEqual(effects)
})

describe('an unknown outcome', () => {
  it('is sent once more, marked, after a pause', () => {
    expect(settle(fresh, unknown, now).message).toMatchObject({
      state: 'owed',
      unknowns: 1,
      marked: true,
      notBefore: inMs(30_000),
    })
  })

  it('is given up and counted after the second time', () => {
    const again = settle({ ...fresh, unknowns: 1 }, unknown, now)
    expect(again.message).toMatchObject({ state: 'unknown', unknowns: 2, notBefore: null })
  })

  it('keeps its mark through a flood wait and a lost connection', () => {
    const marked = { ...fresh, unknowns: 1 }
    expect(settle(marked, { kind: 'flood', retryAfterMs: 1 }, now).message).toMatchObject({ marked: true, unknowns: 1 })
    expect(settle(marked, { kind: 'retry', afterMs: 1, code: 'x' }, now).message).toMatchObject({ marked: true })
  })

  it('of an edit is simply edited again: the second changes nothing', () => {
    expect(settle({ ...fresh, kind: 'edit' }, unknown, now).message).toMatchObject({ state: 'owed', marked: false })
  })
})

it('never sends an alert unmarked after an unknown outcome, whatever comes between', () => {
  const outcomes: SendOutcome[] = rows.map((row) => row.outcome)
  for (const between of outcomes) {
    const first = settle(fresh, unknown, now).message
    const second = settle({ ...fresh, ...first }, between, now).message
    if (second.state === 'owed') expect(second.marked, between.kind).toBe(true)
  }
})
