/**
 * Milliseconds of CPU that this process has used. For tests that tell linear work from quadratic by a difference of two: on a busy
 * machine the clock says how busy it is, not what the work costs.
 */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
