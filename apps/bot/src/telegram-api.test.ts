import { createServer } from 'node:net'
import { sendOutcome } from '@rasid/core'
import { redact } from '@rasid/operations'
import { GrammyError, HttpError } from 'grammy'
import { describe, expect, it } from 'vitest'
import { describeError } from './describe-error.ts'
import { factsOf, sendRequest, telegramApi } from './telegram-api.ts'

const TOKEN = '123456789:AAsecretsecretsecretsecretsecretsec'
const withCode = (code: string) => new HttpError(`/bot${TOKEN}/`, Object.assign(new Error(`bot${TOKEN}`), { code }))

describe('the end of a request', () => {
  it.each([
    { why: 'the name has no address', error: withCode('ENOTFOUND'), kind: 'retry' },
    { why: 'nobody listens', error: withCode('ECONNREFUSED'), kind: 'retry' },
    { why: 'the certificate is wrong', error: withCode('CERT_HAS_EXPIRED'), kind: 'retry' },
    { why: 'a reset may come after the request was read', error: withCode('ECONNRESET'), kind: 'unknown' },
    { why: 'a timeout', error: new HttpError('x', new Error('timed out')), kind: 'unknown' },
    { why: 'an answer that is not JSON', error: new HttpError('x', { type: 'invalid-json' }), kind: 'unknown' },
    { why: 'something never seen', error: null, kind: 'unknown' },
    {
      why: 'an answer of Telegram',
      error: new GrammyError('x', { ok: false, error_code: 429, description: 'Too Many Requests' }, 'sendMessage', {}),
      kind: 'flood',
    },
  ])('$why → $kind', ({ error, kind }) => {
    const facts = factsOf(error)
    expect(sendOutcome(facts).kind).toBe(kind)
    expect(JSON.stringify(facts)).not.toContain('secret')
  })

  it('is safe to repeat where nothing listens, and unknown where the answer is cut off', async () => {
    const server = createServer((socket) => socket.on('data', () => socket.destroy())).listen(0, '127.0.0.1')
    const { port } = await new Promise<{ port: number }>((resolve) => {
      server.on('listening', () => resolve(server.address() as { port: number }))
    })
    const api = telegramApi({ token: TOKEN, apiRoot: `http://127.0.0.1:${port}` })
    const request = { method: 'sendMessage', payload: { chat_id: 1, text: 'x' } } as const
    expect((await sendRequest(api, request)).kind).toBe('lost-answer')
    await new Promise((resolve) => server.close(resolve))
    expect((await sendRequest(api, request)).kind).toBe('no-connection')
  })
})

describe('a token', () => {
  it.each([
    { why: 'in a URL', text: `https://api.telegram.org/bot${TOKEN}/getMe failed` },
    { why: 'alone', text: `token ${TOKEN}` },
    { why: 'in a file path', text: `/file/bot${TOKEN}/photos/1.jpg` },
  ])('never shows $why', ({ text }) => {
    expect(redact(text)).toContain('<token>')
    expect(redact(text)).not.toContain('secret')
  })

  it('never shows in a logged error, its stack or its cause', () => {
    const error = new Error(`bot${TOKEN}`, { cause: new Error(TOKEN) })
    expect(JSON.stringify(describeError(error))).not.toContain('secret')
    expect(describeError(TOKEN).message).toBe('<token>')
  })

  it('is not seen in ordinary words with a colon', () => {
    expect(redact('at 12:45 chat 123456: gone')).toBe('at 12:45 chat 123456: gone')
  })
})
