import { startTelegram } from '@rasid/stand-ins'
import { holdPlace } from '@rasid/store'
import { type Rehearsal, rehearse } from '@rasid/web'

// The stand-ins' bots: ids that BotFather has never given out, so that a rehearsal's chats never meet a real token. Each
// instance beside another on one database has its own, since one bot is polled by one process.
const FIRST_BOT_ID = 42
const INSTANCES = 8
const tokenOf = (botId: number) => `${botId}:rehearsal-only-not-a-real-token-000`
/** The one person of the rehearsal: whoever sits at the page. */
export const PERSON = { id: 7, name: 'أنت' }

export interface RunningRehearsal {
  token: string
  apiRoot: string
  rehearsal: Rehearsal
  stop(): Promise<void>
}

/**
 * The Bot API stand-in with one person. Message ids begin at the second of the day it starts, so that they never meet
 * those of an earlier run. Null when as many instances rehearse on this database as may.
 */
export async function startRehearsal(databaseUrl: string, now: Date): Promise<RunningRehearsal | null> {
  const place = await holdPlace(databaseUrl, 'rehearsal', INSTANCES)
  if (!place) return null
  const token = tokenOf(FIRST_BOT_ID + place.n)
  const firstMessageId = Math.floor(now.getTime() / 1000) - Date.UTC(2026, 0, 1) / 1000
  const telegram = await startTelegram({ token, name: 'راصد', username: 'rasid_rehearsal_bot', firstMessageId })
  const stop = () => telegram.close().finally(place.leave)
  return { token, apiRoot: telegram.apiRoot, rehearsal: rehearse(telegram, PERSON), stop }
}
