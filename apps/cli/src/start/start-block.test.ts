import { describe, expect, it } from 'vitest'
import { type StartFacts, startBlock } from './start-block.ts'

const facts: StartFacts = {
  database: { embedded: { joined: false, dataDir: '/data/pg' }, place: '' },
  seeds: {
    count: 5,
    core: 5,
    example: {
      title: 'بسبب داعش.. هل يتعاون بوتين مع طالبان؟',
      words: ['بوتين', 'طالبان'],
      reason: 'both in the headline',
    },
  },
  topics: [{ id: 'russia-taliban-isis', version: 'abc123' }],
  page: 'http://127.0.0.1:4780',
  telegram: { kind: 'rehearsal' },
  ownerCode: '483201',
  network: { feeds: 24, reached: 0, visited: 24, outage: true },
  logFile: '/data/rasid.log',
}

describe('startBlock', () => {
  it('puts the Arabic title alone on its line', () => {
    const line = startBlock(facts)
      .split('\n')
      .find((text) => text.includes('بسبب'))
    expect(line?.trim()).toBe('بسبب داعش.. هل يتعاون بوتين مع طالبان؟')
  })

  it.each([
    {
      why: 'offline: what it looks like, that nothing is marked, and when it is tried again',
      change: {},
      part: '0 of 24 feeds reachable: looks like no internet; none marked broken; next try within 60 s',
    },
    { why: 'a rehearsal: how to get a token and where to put it', change: {}, part: '@BotFather' },
    { why: 'how to sign in where the page asks for it', change: { signIn: true }, part: 'send the bot  /page' },
    { why: 'the owner code', change: {}, part: '/claim 483201' },
    {
      why: 'an own database, by its place',
      change: { database: { embedded: null, place: 'db:5432/rasid' } },
      part: 'Postgres at db:5432/rasid',
    },
    {
      why: 'a joined database',
      change: { database: { embedded: { joined: true, dataDir: '/data/pg' }, place: '' } },
      part: 'joined it',
    },
    {
      why: 'the bot by its name',
      change: { telegram: { kind: 'connected', name: 'rasid_bot' } },
      part: 'connected as @rasid_bot',
    },
    { why: 'Telegram out of reach', change: { telegram: { kind: 'waiting' } }, part: 'messages wait in the database' },
    {
      why: 'a first round under way',
      change: { network: { feeds: 24, reached: 3, visited: 4, outage: false } },
      part: '3 of 24 feeds reachable so far, 20 not visited yet',
    },
    {
      why: 'no feeds at all',
      change: { network: { feeds: 0, reached: 0, visited: 0, outage: false } },
      part: 'rasid feeds add URL',
    },
  ])('says $why', ({ change, part }) => {
    expect(startBlock({ ...facts, ...(change as Partial<StartFacts>) })).toContain(part)
  })

  it('leaves the owner line out when there is one', () => {
    expect(startBlock({ ...facts, ownerCode: null })).not.toContain('/claim')
  })
})
