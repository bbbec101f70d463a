import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const ELSEWHERE = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome']

/** The browser of this machine: RASID_CHROMIUM, or Chromium or Chrome on PATH; null when there is none. */
export function findChromium(env: NodeJS.ProcessEnv): string | null {
  if (env.RASID_CHROMIUM) return env.RASID_CHROMIUM
  const folders = [...(env.PATH ?? '').split(delimiter), '/usr/bin']
  return (
    [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...ELSEWHERE].find(existsSync) ?? null
  )
}

/** Starts it without a window and without its own business on the network. */
export function startChromium(executablePath: string): Promise<Browser> {
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic']
  // Chromium refuses its sandbox to root, and many containers refuse it to everybody; it only sees our own page.
  const args = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--font-render-hinting=none', ...quiet]
  return chromium.launch({ executablePath, args })
}
