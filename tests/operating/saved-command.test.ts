// Named searches and the readers' role as an operator handles them; each line is a whole command on a database of its own.
import { run } from '@rasid/cli/testing'
import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

const rasid = (...args: string[]) => run(args, { env: { DATABASE_URL: database.url } })

describe('a named search', () => {
  it('is added with words and filters, listed with its feeds, and removed', async () => {
    const added = await rasid(
      'saved',
      'add',
      'كابول',
      'وفد طالبان',
      '-سوريا',
      '--tier',
      'core',
      '--entity',
      'taliban',
      'russia',
      '--from',
      '7d',
    )
    expect([added.code, added.err]).toEqual([0, ''])
    expect(added.out).toContain(`/follow/saved/${encodeURIComponent('كابول')}.rss`)
    const { out } = await rasid('saved', 'list', '--json')
    expect(JSON.parse(out)).toMatchObject([
      {
        ...{ name: 'كابول', of: 'matches', madeBy: 'cli' },
        filters: { q: '"وفد طالبان" -سوريا', tier: 'core', entity: ['taliban', 'russia'], from: '7d' },
      },
    ])
    expect((await rasid('saved', 'add', 'كابول', 'x')).code).toBe(1)
    expect((await rasid('saved', 'remove', 'كابول')).code).toBe(0)
    expect((await rasid('saved', 'remove', 'كابول')).code).toBe(1)
    expect((await rasid('saved', 'list')).err).toContain('rasid saved add')
  })

  it.each([
    { why: 'a name with a slash', args: ['a/b', 'x'], says: 'letters and digits' },
    { why: 'a date that is none', args: ['a', 'x', '--from', 'soon'], says: '--from' },
    { why: 'an order of stories', args: ['a', 'x', '--of', 'stories', '--order', 'recent'], says: '--order' },
    { why: 'a tier that is none', args: ['a', 'x', '--tier', 'best'], says: 'core, related' },
  ])('is wrong usage with $why', async ({ args, says }) => {
    const { code, err, out } = await rasid('saved', 'add', ...args)
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain(says)
  })
})

describe('the role of readers', () => {
  const name = () => `r_${new URL(database.url).pathname.slice(-12)}`

  it('is made with an address that works for views only, and removed', async () => {
    const made = await rasid('database', 'reader', name())
    expect(made.code).toBe(0)
    const address = new URL(made.out.trim())
    expect([address.username, address.pathname]).toEqual([name(), new URL(database.url).pathname])
    expect(made.err).not.toContain(address.password)
    const removed = await rasid('database', 'reader', name(), '--remove')
    expect([removed.code, removed.out]).toEqual([0, ''])
    expect((await rasid('database', 'reader', name(), '--remove')).code).toBe(1)
  })

  it('is refused for a name that is none', async () => {
    const { code, err, out } = await rasid('database', 'reader', 'A b')
    expect([code, out]).toEqual([1, ''])
    expect(err).toContain('small Latin letters')
  })
})
