/// <reference lib="dom" />
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds against WCAG 2 A and AA. */
export async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(AXE) // through the debugger: our policy lets no inline script in
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') }
    const { violations } = await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join(' | ')}`,
    )
  })
}

/** Whether the page is drawn dark or light. */
export async function brightnessOf(page: Page): Promise<'dark' | 'light'> {
  const colour = await page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  const [red = 0, green = 0, blue = 0] = (colour.match(/\d+/g) ?? []).map(Number)
  return red + green + blue > 3 * 128 ? 'light' : 'dark'
}
