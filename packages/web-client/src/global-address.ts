import ipaddr from 'ipaddr.js'

// From the IANA IPv4 and IPv6 Special-Purpose Address Registries. Blocks that the registries call globally
// reachable but that no publisher can live in (AMT, AS112, NAT64, 6to4, Teredo) are refused as well: the last
// three carry an IPv4 address inside and would be a way around the first table.
const SPECIAL_V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
].map((block) => ipaddr.IPv4.parseCIDR(block))

// Only 2000::/3 is handed out as global unicast, so everything outside it (::1, mapped, NAT64, ULA, link-local,
// multicast …) is refused without being listed.
const GLOBAL_V6 = ipaddr.IPv6.parseCIDR('2000::/3')
const SPECIAL_V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20'].map((block) =>
  ipaddr.IPv6.parseCIDR(block),
)

/** Whether an address (no brackets; as `net.isIP` accepts it) is one that a public web server can have. */
export function isGlobalUnicast(address: string): boolean {
  if (ipaddr.IPv4.isValidFourPartDecimal(address)) {
    const parsed = ipaddr.IPv4.parse(address)
    return !SPECIAL_V4.some((block) => parsed.match(block))
  }
  // A zone ("fe80::1%eth0") only makes sense inside our own network.
  if (!ipaddr.IPv6.isValid(address) || address.includes('%')) return false
  const parsed = ipaddr.IPv6.parse(address)
  return parsed.match(GLOBAL_V6) && !SPECIAL_V6.some((block) => parsed.match(block))
}
