import { expect, it } from 'vitest'
import { isGlobalUnicast } from './global-address.ts'

// First and last address of every block in the two IANA special-purpose registries, and the forms of IPv6 that
// carry an IPv4 address. `outside` are the public neighbours just before and after, where there are any.
const refused = [
  { why: 'this network', inside: ['0.0.0.0', '0.255.255.255'], outside: ['1.0.0.0'] },
  { why: 'private 10', inside: ['10.0.0.0', '10.255.255.255'], outside: ['9.255.255.255', '11.0.0.0'] },
  { why: 'carrier NAT', inside: ['100.64.0.0', '100.127.255.255'], outside: ['100.63.255.255', '100.128.0.0'] },
  { why: 'loopback', inside: ['127.0.0.0', '127.0.0.1', '127.255.255.255'], outside: ['126.255.255.255', '128.0.0.0'] },
  {
    why: 'link-local and cloud metadata',
    inside: ['169.254.0.0', '169.254.169.254', '169.254.255.255'],
    outside: ['169.253.255.255', '169.255.0.0'],
  },
  { why: 'private 172', inside: ['172.16.0.0', '172.31.255.255'], outside: ['172.15.255.255', '172.32.0.0'] },
  {
    why: 'IETF protocol assignments',
    inside: ['192.0.0.0', '192.0.0.9', '192.0.0.171', '192.0.0.255'],
    outside: ['191.255.255.255', '192.0.1.0'],
  },
  { why: 'documentation 1', inside: ['192.0.2.0', '192.0.2.255'], outside: ['192.0.1.255', '192.0.3.0'] },
  {
    why: 'AS112',
    inside: ['192.31.196.0', '192.31.196.255', '192.175.48.0', '192.175.48.255'],
    outside: ['192.31.195.255', '192.31.197.0', '192.175.49.0'],
  },
  { why: 'AMT', inside: ['192.52.193.0', '192.52.193.255'], outside: ['192.52.192.255', '192.52.194.0'] },
  { why: '6to4 relays', inside: ['192.88.99.0', '192.88.99.255'], outside: ['192.88.98.255', '192.88.100.0'] },
  { why: 'private 192', inside: ['192.168.0.0', '192.168.255.255'], outside: ['192.167.255.255', '192.169.0.0'] },
  { why: 'benchmarking', inside: ['198.18.0.0', '198.19.255.255'], outside: ['198.17.255.255', '198.20.0.0'] },
  {
    why: 'documentation 2 and 3',
    inside: ['198.51.100.0', '198.51.100.255', '203.0.113.0', '203.0.113.255'],
    outside: ['198.51.99.255', '198.51.101.0', '203.0.112.255', '203.0.114.0'],
  },
  {
    why: 'multicast, reserved, broadcast',
    inside: ['224.0.0.0', '239.255.255.255', '240.0.0.0', '255.255.255.255'],
    outside: ['223.255.255.255'],
  },
  { why: 'IPv6 unspecified and loopback', inside: ['::', '::1'], outside: [] },
  { why: 'IPv4-compatible', inside: ['::127.0.0.1', '::8.8.8.8'], outside: [] },
  { why: 'IPv4-mapped', inside: ['::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:8.8.8.8', '::ffff:0:0'], outside: [] },
  { why: 'IPv4-translated', inside: ['::ffff:0:127.0.0.1'], outside: [] },
  {
    why: 'NAT64',
    inside: ['64:ff9b::7f00:1', '64:ff9b::8.8.8.8', '64:ff9b:1::1', '64:ff9b:1:ffff:ffff:ffff:ffff:ffff'],
    outside: [],
  },
  { why: 'discard-only and dummy prefix', inside: ['100::', '100::ffff:ffff:ffff:ffff', '100:0:0:1::'], outside: [] },
  { why: 'Teredo', inside: ['2001::', '2001:0:7f00:1::1', '2001:0:ffff:ffff:ffff:ffff:ffff:ffff'], outside: [] },
  {
    why: 'IETF assignments: benchmarking, AMT, AS112, ORCHID',
    inside: [
      '2001:2::',
      '2001:3::1',
      '2001:4:112::1',
      '2001:10::1',
      '2001:20::1',
      '2001:30::1',
      '2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff',
    ],
    outside: ['2001:200::'],
  },
  {
    why: 'documentation',
    inside: [
      '2001:db8::',
      '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff',
      '3fff::',
      '3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff',
    ],
    outside: ['2001:db7:ffff::', '2001:db9::', '3fff:1000::'],
  },
  {
    why: '6to4',
    inside: ['2002::', '2002:7f00:1::1', '2002:808:808::1', '2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
    outside: ['2001:ffff::', '2003::'],
  },
  {
    why: 'AS112 IPv6',
    inside: ['2620:4f:8000::', '2620:4f:8000:ffff:ffff:ffff:ffff:ffff'],
    outside: ['2620:4f:7fff::', '2620:4f:8001::'],
  },
  { why: 'segment routing', inside: ['5f00::', '5f00:ffff::1'], outside: [] },
  {
    why: 'unique local',
    inside: ['fc00::', 'fd12:3456:789a::1', 'fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
    outside: [],
  },
  { why: 'link-local, with and without a zone', inside: ['fe80::1', 'fe80::1%eth0', 'febf:ffff::1'], outside: [] },
  { why: 'old site-local', inside: ['fec0::1', 'feff::1'], outside: [] },
  { why: 'multicast IPv6', inside: ['ff00::', 'ff02::1', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'], outside: [] },
  { why: 'not yet allocated', inside: ['4000::1', '8000::1', '1fff::1'], outside: ['2000::', '3ffe:ffff::1'] },
]

it.each(refused)('refuses $why from its first address to its last', ({ inside }) => {
  expect(inside.filter(isGlobalUnicast)).toEqual([])
})

it.each(refused.filter(({ outside }) => outside.length > 0))('takes the neighbours of $why', ({ outside }) => {
  expect(outside.filter((address) => !isGlobalUnicast(address))).toEqual([])
})

it.each(['8.8.8.8', '93.184.216.34', '2606:4700:4700::1111', '2a00:1450:4001:81b::200e'])('takes %s', (address) => {
  expect(isGlobalUnicast(address)).toBe(true)
})

it.each([
  '',
  'localhost',
  '127.1',
  '2130706433',
  '0x7f.1',
  '0177.0.0.1',
  '8.8.8.8.',
  '[::1]',
  '2001:200::%1',
  '1.2.3.256',
])('refuses what is not a plain address: "%s"', (text) => {
  expect(isGlobalUnicast(text)).toBe(false)
})
