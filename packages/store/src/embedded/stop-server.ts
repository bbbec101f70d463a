import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { DataFolder } from './data-folder.ts'
import { serverEnvironment } from './server-environment.ts'

/** Stops the server as `pg_ctl stop -m fast` does: running statements are cancelled, everything is written, then it ends. */
export function stopServer(folder: DataFolder, binaries: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(
      join(binaries, 'bin', 'pg_ctl'),
      ['stop', '-D', folder.pgData, '-m', 'fast', '-w', '-t', '60'],
      {
        stdio: 'ignore',
        env: serverEnvironment(),
        cwd: '/',
        // A second Ctrl-C must not end the stopping.
        detached: true,
        ...folder.user,
      },
    )
    child.once('error', () => resolve(false))
    child.once('exit', (code) => resolve(code === 0))
  })
}
