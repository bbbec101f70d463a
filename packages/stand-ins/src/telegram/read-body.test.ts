import { connect } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startTelegram, type Telegram } from './start-telegram.ts'

const TOKEN = '123:body'
let telegram: Telegram

beforeEach(async () => {
  telegram = await startTelegram({ token: TOKEN })
  telegram.user(7, { started: true })
})
afterEach(() => telegram.close())

async function post(type: string, body: string | Uint8Array<ArrayBuffer>): Promise<string> {
  const init = { method: 'POST', body, headers: { 'content-type': type } }
  const response = await fetch(`${telegram.apiRoot}/bot${TOKEN}/sendMessage`, init)
  const answer = (await response.json()) as { description?: string }
  return answer.description ?? 'ok'
}

const part = (name: string, value: string) =>
  `--X\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`

it.each([
  { why: 'JSON', type: 'application/json', body: '{"chat_id":7,"text":"a"}', says: 'ok' },
  {
    why: 'JSON with a chat id as text',
    type: 'application/json; charset=utf-8',
    body: '{"chat_id":"7","text":"a"}',
    says: 'ok',
  },
  { why: 'a form', type: 'application/x-www-form-urlencoded', body: 'chat_id=7&text=%D8%AE', says: 'ok' },
  {
    why: 'multipart',
    type: 'multipart/form-data; boundary=X',
    body: `${part('chat_id', '7')}${part('text', 'خبر\r\nآخر')}--X--\r\n`,
    says: 'ok',
  },
  { why: 'no body', type: 'application/json', body: '', says: 'Bad Request: message text is empty' },
  {
    why: 'broken JSON',
    type: 'application/json',
    body: '{"chat_id":7',
    says: "Bad Request: can't parse request body as JSON object",
  },
  {
    why: 'a JSON list',
    type: 'application/json',
    body: '[1]',
    says: 'Bad Request: JSON object expected as request body',
  },
  {
    why: 'multipart without a boundary',
    type: 'multipart/form-data',
    body: 'x',
    says: "Bad Request: can't find multipart boundary",
  },
  {
    why: 'multipart that breaks off',
    type: 'multipart/form-data; boundary=X',
    body: part('text', 'a'),
    says: 'Bad Request: message text is empty',
  },
])('reads $why', async ({ type, body, says }) => {
  expect(await post(type, body)).toBe(says)
})

it('refuses bytes that are not UTF-8', async () => {
  const body = new Uint8Array([...Buffer.from('{"chat_id":7,"text":"'), 0xd3, 0xe1, ...Buffer.from('"}')])
  expect(await post('application/json', body)).toBe('Bad Request: strings must be encoded in UTF-8')
})

it('answers 404 for a path that decodes to nothing', async () => {
  expect((await fetch(`${telegram.apiRoot}/bot%E0%A4%A/getMe`)).status).toBe(404)
})

it('logs refused requests too', async () => {
  await post('application/json', '[')
  await fetch(`${telegram.apiRoot}/bot123:other/getMe`)
  expect(telegram.requests()).toMatchObject([
    { method: 'sendMessage', status: 400 },
    { method: 'getMe', status: 401, description: 'Unauthorized' },
  ])
})

it('serves no other address of this machine', async () => {
  const ended = await new Promise((resolve) => {
    const socket = connect({ host: '::1', port: telegram.port })
    socket.once('connect', () => resolve('connected')).once('error', () => resolve('refused'))
  })
  expect(ended).toBe('refused')
})

it('waits for what it is asked to, and says what did not come', async () => {
  const waiting = telegram.until(() => telegram.conversation(7).length === 2, { what: 'two messages' })
  await post('application/json', '{"chat_id":7,"text":"a"}')
  await post('application/json', '{"chat_id":7,"text":"b"}')
  await waiting
  await expect(telegram.until(() => false, { timeoutMs: 10, what: 'a third' })).rejects.toThrow(
    'a third did not come within 10 ms',
  )
})
