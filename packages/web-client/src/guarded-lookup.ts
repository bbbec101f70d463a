import { lookup as dnsLookup, type LookupAddress, type LookupOptions } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { networkInterfaces } from 'node:os'
import { isGlobalUnicast } from './global-address.ts'

/** Says that a name led to no public address. */
export class AddressRefused extends Error {
  readonly code = 'RASID_ADDRESS_REFUSED'
}

type Answer = (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void

/**
 * Wraps a lookup (the shape of `dns.lookup`) so that a connection only ever sees checked addresses: the check and
 * the connect use the same answer, which leaves no gap for DNS rebinding. Addresses that are not public are
 * dropped rather than failing the name: resolvers on NAT64 networks add such forms to every honest answer.
 */
export function guardedLookup(lookup: LookupFunction, options: { checked: boolean }): LookupFunction {
  return (hostname, wanted, callback) => {
    askAll(lookup, hostname, wanted, (error, addresses) => {
      if (error) return callback(error, wanted.all ? [] : '', 0)
      const usable = options.checked ? addresses.filter(({ address }) => isGlobalUnicast(address)) : addresses
      const first = usable[0]
      if (first === undefined) {
        const found = addresses.map(({ address }) => address).join(', ')
        return callback(
          new AddressRefused(`${hostname} leads to no public address (${found})`),
          wanted.all ? [] : '',
          0,
        )
      }
      if (wanted.all) callback(null, usable)
      else callback(null, first.address, first.family)
    })
  }
}

/** Asks for every address and evens out the two answer shapes; injected lookups often know only the short one. */
function askAll(lookup: LookupFunction, hostname: string, wanted: LookupOptions, answer: Answer): void {
  try {
    lookup(hostname, { ...wanted, all: true }, (error, found, family) => {
      if (error) return answer(error, [])
      const list = Array.isArray(found) ? found : [{ address: found, family: family ?? isIP(found) }]
      answer(
        null,
        list.map(({ address }) => ({ address, family: isIP(address) })).filter(({ family }) => family !== 0),
      )
    })
  } catch (error) {
    answer(error instanceof Error ? error : new Error(String(error)), [])
  }
}

/**
 * The system's resolver. Offline, some systems (macOS) say of every name that it does not exist, which would be
 * held against the publishers; without any network interface up that answer is reported as our own failure.
 */
export const systemLookup: LookupFunction = (hostname, options, callback) => {
  dnsLookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error?.code === 'ENOTFOUND' && !isOnline()) error.code = 'EAI_AGAIN'
    callback(error, addresses)
  })
}

function isOnline(): boolean {
  return Object.values(networkInterfaces()).some((list) => list?.some((one) => !one.internal))
}
