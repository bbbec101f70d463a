/** A resolver for `hosts: 'names'`: every `.test` name is this machine, any other is not found. */
export function loopbackLookup(
  hostname: string,
  options: { all?: boolean | undefined },
  callback: (
    error: NodeJS.ErrnoException | null,
    address: string | { address: string; family: number }[],
    family?: number,
  ) => void,
): void {
  const isOurs = hostname.endsWith('.test')
  const error = Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), { code: 'ENOTFOUND', hostname })
  if (!isOurs) callback(error, '')
  else if (options.all === true) callback(null, [{ address: '127.0.0.1', family: 4 }])
  else callback(null, '127.0.0.1', 4)
}
