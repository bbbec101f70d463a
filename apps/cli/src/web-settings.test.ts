import { readSettings } from '@rasid/operations'
import { describe, expect, it } from 'vitest'
import { pageOpenOf, pageUrlOf } from './web-settings.ts'

describe('who reads without signing in', () => {
  it.each([
    { why: 'a first start', env: {}, open: 'this-machine' },
    { why: 'another port of loopback', env: { RASID_HTTP_ADDRESS: '127.0.0.1:80' }, open: 'this-machine' },
    { why: 'loopback by IPv6', env: { RASID_HTTP_ADDRESS: '[::1]:80' }, open: 'this-machine' },
    { why: 'every address', env: { RASID_HTTP_ADDRESS: '0.0.0.0:80' }, open: 'nobody' },
    { why: 'every IPv6 address', env: { RASID_HTTP_ADDRESS: '[::]:80' }, open: 'nobody' },
    { why: 'an address of the network', env: { RASID_HTTP_ADDRESS: '192.168.1.5:80' }, open: 'nobody' },
    { why: 'a proxy before it', env: { RASID_PUBLIC_URL: 'https://rasid.example' }, open: 'nobody' },
    { why: 'a wish to sign in here too', env: { RASID_PAGE_OPEN: 'no' }, open: 'nobody' },
    {
      why: 'a wish to be read by all',
      env: { RASID_PAGE_OPEN: 'yes', RASID_PUBLIC_URL: 'https://rasid.example' },
      open: 'everybody',
    },
  ])('$why: $open', ({ env, open }) => {
    expect(pageOpenOf(readSettings(env as Record<string, string>))).toBe(open)
  })
})

describe('where the bot sends people', () => {
  it.each([
    { why: 'nowhere, while the port is not known', env: {}, url: null },
    { why: 'the public address', env: { RASID_PUBLIC_URL: 'https://r.example/' }, url: 'https://r.example' },
    { why: 'the address that was set', env: { RASID_HTTP_ADDRESS: '[::1]:81' }, url: 'http://[::1]:81' },
    { why: 'nowhere, when it is every address', env: { RASID_HTTP_ADDRESS: '0.0.0.0:81' }, url: null },
  ])('$why', ({ env, url }) => {
    expect(pageUrlOf(readSettings(env as Record<string, string>))).toBe(url)
  })
})
