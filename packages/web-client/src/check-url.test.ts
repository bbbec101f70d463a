import { expect, it } from 'vitest'
import { hostPortOf, parseAllowHosts } from './allow-hosts.ts'
import { checkUrl } from './check-url.ts'

const taken = [
  'http://news.example/feed',
  'https://news.example:443/feed',
  'https://news.example:80/feed',
  'http://8.8.8.8/feed',
  'https://[2606:4700::1111]/feed',
  'https://أخبار.example/خلاصة?q=طالبان',
]
it.each(taken)('takes %s', (url) => {
  expect(checkUrl(url)).toMatchObject({ kind: 'ok', allowed: false })
})

const refused = [
  { why: 'empty', url: '', code: 'bad-url' },
  { why: 'no scheme', url: 'news.example/feed', code: 'bad-url' },
  { why: 'too long', url: `https://news.example/${'a'.repeat(2048)}`, code: 'bad-url' },
  { why: 'no host', url: 'http://', code: 'bad-url' },
  { why: 'a file', url: 'file:///etc/passwd', code: 'scheme-refused' },
  { why: 'ftp', url: 'ftp://news.example/feed', code: 'scheme-refused' },
  { why: 'data', url: 'data:text/xml,<rss/>', code: 'scheme-refused' },
  { why: 'javascript', url: 'javascript:alert(1)', code: 'scheme-refused' },
  { why: 'feed: scheme', url: 'feed://news.example/', code: 'scheme-refused' },
  { why: 'user name', url: 'https://me@news.example/', code: 'userinfo-refused' },
  { why: 'password', url: 'https://me:secret@news.example/', code: 'userinfo-refused' },
  { why: 'a host hidden in the user name', url: 'http://news.example@127.0.0.1/', code: 'userinfo-refused' },
  { why: 'ssh port', url: 'http://news.example:22/', code: 'port-refused' },
  { why: 'other web port', url: 'http://news.example:8080/', code: 'port-refused' },
  { why: 'loopback', url: 'http://127.0.0.1/', code: 'address-refused' },
  { why: 'loopback by name', url: 'http://localhost/', code: 'address-refused' },
  { why: 'below localhost', url: 'http://a.localhost/', code: 'address-refused' },
  { why: 'localhost with a dot', url: 'http://LOCALHOST./', code: 'address-refused' },
  { why: 'cloud metadata by name', url: 'http://metadata.google.internal/', code: 'address-refused' },
  { why: 'a machine in the house', url: 'http://printer.local/', code: 'address-refused' },
  { why: 'short', url: 'http://127.1/', code: 'address-refused' },
  { why: 'decimal', url: 'http://2130706433/', code: 'address-refused' },
  { why: 'octal', url: 'http://0177.0.0.1/', code: 'address-refused' },
  { why: 'hex', url: 'http://0x7f000001/', code: 'address-refused' },
  { why: 'mixed bases', url: 'http://0x7f.0.0.01/', code: 'address-refused' },
  { why: 'trailing dot', url: 'http://127.0.0.1./', code: 'address-refused' },
  { why: 'full-width digits', url: 'http://１２７.０.０.１/', code: 'address-refused' },
  { why: 'ideographic full stops', url: 'http://127。0。0。1/', code: 'address-refused' },
  { why: 'percent-encoded', url: 'http://%31%32%37.0.0.1/', code: 'address-refused' },
  { why: 'zero', url: 'http://0/', code: 'address-refused' },
  { why: 'IPv6 loopback', url: 'http://[::1]/', code: 'address-refused' },
  { why: 'IPv6 unspecified', url: 'http://[::]/', code: 'address-refused' },
  { why: 'mapped', url: 'http://[::ffff:127.0.0.1]/', code: 'address-refused' },
  { why: 'mapped in hex', url: 'http://[::ffff:7f00:1]/', code: 'address-refused' },
  { why: 'mapped, written out', url: 'http://[0:0:0:0:0:ffff:127.0.0.1]/', code: 'address-refused' },
  { why: 'NAT64', url: 'http://[64:ff9b::127.0.0.1]/', code: 'address-refused' },
  { why: '6to4', url: 'http://[2002:7f00:1::]/', code: 'address-refused' },
  { why: 'cloud metadata', url: 'http://169.254.169.254/latest/meta-data', code: 'address-refused' },
]
it.each(refused)('refuses $why', ({ url, code }) => {
  expect(checkUrl(url)).toMatchObject({ kind: 'failed', class: 'hard', code })
})

const allowed = [
  { why: 'a private host on its port', list: 'feeds.lan:8080', url: 'http://feeds.lan:8080/x', ok: true },
  { why: 'another port of it', list: 'feeds.lan:8080', url: 'http://feeds.lan:8081/x', ok: false },
  { why: 'a literal in another spelling', list: '127.0.0.1:9000', url: 'http://0x7f.1:9000/x', ok: true },
  { why: 'IPv6', list: '[::1]:9000', url: 'http://[0:0::1]:9000/x', ok: true },
  { why: 'capitals', list: 'Feeds.LAN:8080', url: 'http://feeds.lan:8080/x', ok: true },
  { why: 'the default port, unwritten', list: 'localhost:80', url: 'http://localhost/x', ok: true },
  { why: 'the other scheme’s default port', list: 'localhost:80', url: 'https://localhost/x', ok: false },
  { why: 'a longer name that ends alike', list: 'lan:8080', url: 'http://feeds.lan:8080/x', ok: false },
]
it.each(allowed)('opens only what the operator named: $why', ({ list, url, ok }) => {
  const { allowHosts, problems } = parseAllowHosts(list)
  expect(problems).toEqual([])
  expect(checkUrl(url, allowHosts).kind).toBe(ok ? 'ok' : 'failed')
})

it('never opens userinfo or another scheme, whatever is allowed', () => {
  expect(checkUrl('http://me:secret@feeds.lan:8080/', ['feeds.lan:8080']).kind).toBe('failed')
  expect(checkUrl('ftp://feeds.lan:8080/', ['feeds.lan:8080']).kind).toBe('failed')
})

it('lists the entries of an allow list that it cannot read', () => {
  const read = parseAllowHosts(' a.lan:1, , b.lan, http://c.lan:3, d.lan:99999, *:80x')
  expect(read.allowHosts).toEqual(['a.lan:1'])
  expect(read.problems).toHaveLength(4)
})

it('writes the port of every URL', () => {
  expect(hostPortOf(new URL('https://a.example/'))).toBe('a.example:443')
  expect(hostPortOf(new URL('http://[::1]/'))).toBe('[::1]:80')
})
