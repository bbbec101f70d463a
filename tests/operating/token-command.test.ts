import { run } from '@rasid/cli/testing'
import { verifyToken } from '@rasid/operations'
import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

const rasid = (...args: string[]) => run(['token', ...args], { env: { DATABASE_URL: database.url } })

it('prints a new token alone on standard output, once', async () => {
  const { code, out, err } = await rasid('create', 'my-laptop', '--scope', 'operate', '--expires', '30d')
  expect([code, out]).toEqual([0, expect.stringMatching(/^rasid_[\w-]{43}\n$/)])
  expect(err).toContain('my-laptop · operate')
  expect(err).not.toContain(out.trim())
  expect(await verifyToken({ db: database.store.db }, out.trim())).toMatchObject({ scope: 'operate' })
  const listed = await rasid('list')
  expect(listed.out).toMatch(/^#\d+ my-laptop · operate · made .* by cli · last used .* · expires /)
  expect(listed.out).not.toContain(out.trim())
})

it('does not make two of one name, and revokes by name', async () => {
  const made = JSON.parse((await rasid('create', 'report', '--json')).out)
  expect(made).toMatchObject({ name: 'report', scope: 'read', expiresAt: null })
  expect(await rasid('create', 'report')).toMatchObject({ code: 1, out: '' })
  expect((await rasid('revoke', 'report')).err).toContain('Revoked')
  expect(await verifyToken({ db: database.store.db }, made.secret)).toBeNull()
  expect(await rasid('revoke', 'report')).toMatchObject({ code: 1 })
})

it.each([
  { why: 'a name that is a number', args: ['create', '7'] },
  { why: 'a name with signs', args: ['create', 'a"b'] },
  { why: 'an unknown scope', args: ['create', 'x', '--scope', 'all'] },
  { why: 'a span that is none', args: ['create', 'x', '--expires', 'soon'] },
])('refuses $why as wrong usage', async ({ args }) => {
  expect((await rasid(...args)).code).toBe(2)
})
