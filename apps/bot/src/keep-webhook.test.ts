import type { Api } from 'grammy'
import { beforeEach, describe, expect, it } from 'vitest'
import { keepWebhook } from './keep-webhook.ts'

const URL = 'https://rasid.example/telegram/42'
const SECRET = 'a-secret-of-the-webhook'

let known: { url: string; last_error_date?: number; last_error_message?: string }
let refusal: Error | null
let set: unknown[][]
let said: string[]
let taken: number
beforeEach(() => {
  known = { url: '' }
  refusal = null
  set = []
  said = []
  taken = 0
})

/** What Telegram knows of the webhook, as far as the turn asks. */
const api = {
  async getWebhookInfo() {
    if (refusal) throw refusal
    return known
  },
  async setWebhook(url: string, options: object) {
    set.push([url, options])
    known = { url }
  },
} as unknown as Api

const turn = () => {
  const note = (_: object, message: string) => void said.push(message)
  const onTaken = async () => {
    taken += 1
  }
  return keepWebhook({ api, url: URL, secret: SECRET, log: { info: note, warn: note, error: note }, onTaken })
}

describe('keeping the webhook', () => {
  it('tells Telegram where to post with the secret, at every start, then only looks', async () => {
    known = { url: URL }
    const look = turn()
    expect([await look(), await look()]).toEqual([60_000, 60_000])
    expect(set).toEqual([[URL, expect.objectContaining({ secret_token: SECRET })]])
    expect(taken).toBe(0)
  })

  it('sets it again where another instance took it away, and says so', async () => {
    const look = turn()
    await look()
    known = { url: '' }
    await look()
    expect([set.length, taken, known.url]).toEqual([2, 1, URL])
  })

  it('says once that Telegram could not reach it', async () => {
    const look = turn()
    await look()
    known = { url: URL, last_error_date: 1_790_000_000, last_error_message: 'Connection refused' }
    await look()
    await look()
    expect(said).toEqual(['Telegram could not reach the webhook'])
  })

  it('asks again soon when Telegram does not answer', async () => {
    const look = turn()
    refusal = new Error('no route')
    expect(await look()).toBe(5_000)
    refusal = null
    expect(await look()).toBe(60_000)
    expect(set).toHaveLength(1)
  })
})
