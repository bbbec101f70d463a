import { CommandError, say } from '../output.ts'
import type { Cli } from '../program.ts'
import { narrator } from './narrator.ts'
import { play } from './play.ts'
import { openStage } from './stage.ts'

/**
 * `rasid demo`: the whole path on invented outlets, without internet or token; ends by itself, and at Ctrl-C.
 * @throws CommandError when a seed was not told or a decoy was, with each named.
 */
export async function demo(cli: Cli): Promise<void> {
  const stopping = new AbortController()
  cli.onStop(() => stopping.abort())
  const startedAt = performance.now()
  const tell = narrator(cli.streams, () => (performance.now() - startedAt) / 1_000)
  tell.print(...OPENING)
  const stage = await openStage((line) => say(cli.streams, line))
  let problems: string[] = []
  try {
    problems = await play({ stage, tell, signal: stopping.signal })
  } catch (error) {
    if (!stopping.signal.aborted) throw error
    tell.print('', 'Stopped before its end; its database is deleted.')
  } finally {
    await stage.close()
  }
  if (problems.length > 0) throw new CommandError(`The demo went wrong:\n- ${problems.join('\n- ')}`)
}

const OPENING = [
  'Rasid shows itself: from the feeds of eight invented outlets to what two readers get on Telegram.',
  'Outlets and Telegram are stand-ins on this machine; worker, Postgres and bot between them are real.',
  'No internet, no token; your own data and settings are not touched.',
  '',
]
