// The pictures of the README: `npm run pictures`. A throw-away Rasid on the newsroom's demo, at a fixed moment, in Chromium.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makePictures } from '../tests/prove/make-pictures.ts'

const folder = fileURLToPath(new URL('../docs/pictures', import.meta.url))
mkdirSync(folder, { recursive: true })
// In memory or /var/tmp rather than under root's own folders, which the database's user may not enter.
const dataDir = mkdtempSync(join(tmpdir(), 'rasid-pictures-'))
try {
  for (const { path, bytes } of await makePictures(folder, dataDir))
    console.log(`${path}  ${Math.ceil(bytes / 1024)} KB`)
} finally {
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
}
