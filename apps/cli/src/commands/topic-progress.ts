import type { Streams } from '../output.ts'

const WIDTH = 30
// Where nothing can be rewritten in place, a line each quarter says enough.
const QUARTER = 0.25

/** A progress bar on standard error: rewritten in place on a terminal, a line each quarter elsewhere. */
export function progressBar({ err }: Streams, what: string): (done: number, total: number) => void {
  const isTerminal = 'isTTY' in err && err.isTTY === true
  let said = 0
  return (done, total) => {
    const share = total === 0 ? 1 : Math.min(1, done / total)
    const line = `${what} ${barOf(share)} ${Math.floor(share * 100)} %  ${done} of ${total}`
    if (isTerminal) err.write(`\r\u001b[K${line}${share === 1 ? '\n' : ''}`)
    else if (share >= said + QUARTER || (share === 1 && said < 1)) {
      said = share
      err.write(`${line}\n`)
    }
  }
}

function barOf(share: number): string {
  const full = Math.round(share * WIDTH)
  return `[${'#'.repeat(full)}${'-'.repeat(WIDTH - full)}]`
}
